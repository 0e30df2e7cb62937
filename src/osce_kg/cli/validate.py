"""``osce-kg validate``: check RDF files, or a build, against the shapes."""

from __future__ import annotations

from pathlib import Path

import click

_FORMATS = ("text", "json", "turtle")
_SEVERITIES = ("violation", "warning", "info")
_ENGINES = ("auto", "fast", "pyshacl")


@click.command("validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--shapes", type=click.Path(path_type=Path), help="File or directory of shapes [default: ours]."
)
@click.option("--format", "report_format", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="violation",
    show_default=True,
    help="Mildest severity that makes the exit code 1.",
)
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default="auto",
    show_default=True,
    help="SHACL engine: pyshacl is the reference; auto is fast and leaves to it what it does not cover.",
)
@click.option("--strict", is_flag=True, help="Exit 1 also if no shape targets anything in the data.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[Path, ...],
    shapes: Path | None,
    report_format: str,
    fail_on: str,
    engine: str,
    strict: bool,
) -> None:
    """Check FILEs of RDF, or the DIRectory of a build, against the shapes.

    Reads Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD, by extension, also packed as .gz.
    Exit code 0: the data conforms; 1: there are findings; 2: wrong usage; 3: a file cannot be read;
    4: the machine is at fault.
    """
    from osce_kg.errors import MissingInputError
    from osce_kg.validation import validate_graph
    from osce_kg.validation.findings import SEVERITIES
    from osce_kg.validation.reports import WRITERS

    if shapes is not None and not shapes.exists():
        raise MissingInputError("there are no shapes: no such file or directory", source=str(shapes))
    report = validate_graph(files, shapes=shapes, engine=engine)
    click.echo(WRITERS[report_format](report), nl=False)
    if not report.focus_nodes:
        click.echo(
            "WARNING: 0 focus nodes: no shape targets anything in this data, so nothing was checked.",
            err=True,
        )
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    if any(finding.severity in failing for finding in report.findings) or (strict and not report.focus_nodes):
        context.exit(1)
