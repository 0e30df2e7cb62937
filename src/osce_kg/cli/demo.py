"""``osce-kg demo``: everything at once, on the documents that come with the package."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from osce_kg.cli.build import shows_progress, summary
from osce_kg.cli.losses import print_losses

_QUESTION = "who-met-whom"
_SHOWN_LINES = 22
"""As many lines of the answer as fit a terminal beside the rest."""


@click.command("demo", short_help="Build the sample graph, check it, ask it a question and serve it.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("build/demo"),
    show_default=True,
    metavar="DIR",
    help="Directory of the build; made anew unless it is one of the sample documents as they are now.",
)
@click.option("--host", help="Address to listen on [default: 127.0.0.1: this machine only].")
@click.option("--port", type=int, help="Port to listen on; 0 lets the system choose [default: 8080].")
@click.option("--rebuild", is_flag=True, help="Build even if DIR holds a build.")
@click.option("--once", is_flag=True, help="Stop after the example question; do not serve.")
@click.pass_context
def command(
    context: click.Context, data: Path, host: str | None, port: int | None, rebuild: bool, once: bool
) -> None:
    """Build the sample documents, check the graph, ask it who met whom, and serve it.

    With --once, exit code 1 says that the graph does not conform to the shapes.
    """
    import os

    from osce_kg.config import load_settings
    from osce_kg.hosting.serving import serve
    from osce_kg.validation import validate_graph
    from osce_kg.validation.reporting import summary as verdict

    settings = load_settings(None, os.environ, {"host": host, "port": port})
    if rebuild or not _is_current(data):
        _build(data)
    report = validate_graph([data])
    click.echo(f"The graph {verdict(report)}")
    if once:
        _ask(data)
        context.exit(0 if report.conforms else 1)

    def announce(url: str) -> None:
        _ask(data)
        click.echo(f"Serving the graph at {url} (Ctrl-C ends it)")

    serve(data, settings, announce=announce)


def _is_current(data: Path) -> bool:
    """Tell whether there is a build of the sample documents as they are now, by this program as it is now."""
    from osce_kg.pipeline.build import JUDGEMENTS
    from osce_kg.pipeline.directory import read_report
    from osce_kg.pipeline.fingerprint import fingerprint_of_sources

    report = read_report(data)
    return report is not None and report.get("fingerprint") == fingerprint_of_sources(_samples(), JUDGEMENTS)


def _samples() -> list[str]:
    from osce_kg.resources import resource_path

    return [str(resource_path("data", "documents"))]


def _build(data: Path) -> None:
    from osce_kg.pipeline import BuildOptions, build_graph

    click.echo("Building the graph of the sample documents …")
    record = build_graph(_samples(), data, BuildOptions(progress=shows_progress()))
    print_losses(record.losses)
    click.echo(f"{data}: {summary(record)}")


def _ask(data: Path) -> None:
    """Print the example question and its answer."""
    from osce_kg.querying.execution import QueryRequest
    from osce_kg.querying.isolated import query_in_isolation
    from osce_kg.querying.tables import render_table
    from osce_kg.resources import resource_path

    file = resource_path("queries", "examples", f"{_QUESTION}.rq")
    text = file.read_text(encoding="utf-8")
    with query_in_isolation(data / "store", QueryRequest(text)).body as body:
        *lines, count = render_table(body.read()).splitlines()
    question = text.partition("\n")[0].removeprefix("# question:").strip()
    click.echo(f"\n{question}  (queries/examples/{file.name})\n")
    width = shutil.get_terminal_size((110, 0)).columns
    for line in lines[:_SHOWN_LINES]:
        is_cut = bool(line[width:].strip())
        click.echo(line[: width - 1] + "…" if is_cut else line[:width].rstrip())
    more = "the first of " if len(lines) > _SHOWN_LINES else ""
    click.echo(f"({more}{count.strip('()')})\n")
