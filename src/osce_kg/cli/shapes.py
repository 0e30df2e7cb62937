"""``osce-kg shapes``: work on shapes. ``lint`` looks for faults in them."""

from __future__ import annotations

from pathlib import Path

import click

_SEVERITIES = ("violation", "warning", "info")
_PATH = click.Path(path_type=Path)


@click.group("shapes")
def command() -> None:
    """Check shapes before they check data."""


@command.command("lint")
@click.argument("paths", nargs=-1, type=_PATH, metavar="[DIR|FILE]…")
@click.option(
    "--ontology", type=_PATH, help="Where the terms are declared that shapes may name [default: ours]."
)
@click.option(
    "--examples",
    type=_PATH,
    help="Directory with the folders valid and invalid [default: tests/shapes beside the shapes, if there].",
)
@click.option(
    "--format", "report_format", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="warning",
    show_default=True,
    help="Mildest severity that makes the exit code 1.",
)
@click.pass_context
def lint(
    context: click.Context,
    paths: tuple[Path, ...],
    ontology: Path | None,
    examples: Path | None,
    report_format: str,
    fail_on: str,
) -> None:
    """Look for faults in the shapes of a DIRectory or of FILEs [default: ours].

    Exit code 0: none; 1: there are faults; 2: wrong usage; 3: a file cannot be read; 4: the machine is at
    fault.
    """
    from osce_kg.resources import resource_path
    from osce_kg.validation.lint import lint_shapes
    from osce_kg.validation.reporting import WRITERS
    from osce_kg.validation.verdict import Policy

    shapes = paths or (resource_path("shapes"),)
    report = lint_shapes(shapes, ontology=ontology, examples=examples or _examples_beside(shapes))
    policy = Policy(fail_on)
    click.echo(WRITERS[report_format](report, policy), nl=False)
    context.exit(0 if policy.passes(report) else 1)


def _examples_beside(shapes: tuple[Path, ...]) -> Path | None:
    """Return the examples of a directory of shapes; files alone have none of their own."""
    if len(shapes) != 1 or not shapes[0].is_dir():
        return None
    folder = shapes[0].absolute().parent / "tests" / "shapes"
    return folder if folder.is_dir() else None
