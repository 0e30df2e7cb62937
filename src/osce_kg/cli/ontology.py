"""``osce-kg ontology``: check the ontology, and make the page that explains it."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("ontology")
def command() -> None:
    """Check the ontology, or make the page that explains it."""


@command.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]…", type=click.Path(path_type=Path))
@click.option(
    "--expectations",
    type=click.Path(path_type=Path),
    help="TOML file of what is asked of the ontology, and of which terms it is not [default for our own:"
    " ontology/checks.toml].",
)
@click.option(
    "--format", "report_format", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.pass_context
def check(
    context: click.Context, files: tuple[Path, ...], expectations: Path | None, report_format: str
) -> None:
    """Check an ontology: OWL 2 RL, consistency, documentation, use and names.

    FILEs are files of RDF or folders of Turtle: axioms in files with an owl:Ontology, data in the others.
    Without any, our ontology is checked with its vocabularies and examples.

    Exit code 0: nothing is wrong; 1: there are findings; 2: wrong usage; 3: a file cannot be read.
    """
    from osce_kg.ontology.checking import check_ontology
    from osce_kg.ontology.checking.expectations import Expectations, our_expectations, read_expectations
    from osce_kg.ontology.checking.reports import REPORTS

    if expectations is not None:
        asked = read_expectations(expectations)
    else:
        asked = Expectations() if files else our_expectations()
    report = check_ontology(asked, files)
    click.echo(REPORTS[report_format](report), nl=False)
    if not report.is_clean:
        context.exit(1)


@command.command("html")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Directory for ontology.html, shapes.html and both as data; made if it is not there.",
)
def html(out: Path) -> None:
    """Make the pages that explain our ontology and shapes, with both as data beside them.

    The pages need no script and no other file; the same ontology gives the same bytes.
    """
    from osce_kg.cli.report_files import write_whole
    from osce_kg.errors import MachineError
    from osce_kg.ontology.page import (
        ontology_files,
        render_ontology,
        render_shapes,
        shapes_files,
        written_forms,
    )

    files = {"ontology.html": render_ontology().html, "shapes.html": render_shapes().html}
    for document, sources in (("ontology", ontology_files()), ("shapes", shapes_files())):
        files |= {f"{document}.{suffix}": text for suffix, text in written_forms(sources)}
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError(f"{out}: cannot be made ({error.strerror or error})") from error
    for name, text in files.items():
        write_whole(out / name, text)
    click.echo(f"{out / 'ontology.html'}: the ontology explained, and {len(files) - 1} files beside it")
