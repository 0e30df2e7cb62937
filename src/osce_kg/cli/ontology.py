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
