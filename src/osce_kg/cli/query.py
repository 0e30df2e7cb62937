"""``osce-kg query``: ask a build a SPARQL query."""

from __future__ import annotations

from pathlib import Path

import click

from osce_kg.cli.seconds import SECONDS

_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "trig", "nquads")


@click.command("query")
@click.argument("query_file", metavar="FILE.rq|-")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory that a build has written.",
)
@click.option(
    "--format",
    "answer_format",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="table shows solutions as text and graphs as Turtle.",
)
@click.option("--deadline", type=SECONDS, help="Seconds until the query is stopped.")
def command(query_file: str, data: Path, answer_format: str, deadline: float | None) -> None:
    """Ask the build in DIR the SPARQL query in FILE.rq, or on standard input.

    The usual prefixes need not be declared. Queries can neither change the data nor call other hosts.
    Exit code 0: answered; 2: the query is wrong; 3: there is no such file or build; 4: the machine is at
    fault.
    """
    from osce_kg.namespaces import BASE
    from osce_kg.querying.execution import QueryRequest
    from osce_kg.querying.isolated import QueryLimits, query_in_isolation
    from osce_kg.querying.tables import render_table

    text = _read_query(query_file)
    as_table = answer_format == "table"
    request = QueryRequest(
        text,
        solutions_format="json" if as_table else answer_format,
        graph_format="turtle" if as_table else answer_format,
        base_iri=BASE,
    )
    answer = query_in_isolation(data / "store", request, QueryLimits(deadline=deadline))
    with answer.body as body:
        if as_table and answer.kind != "graph":
            click.echo(render_table(body.read()))
        else:
            while part := body.read(1 << 16):
                click.echo(part, nl=False)


def _read_query(file: str) -> str:
    from osce_kg.errors import InputError, MissingInputError

    try:
        with click.open_file(file, encoding="utf-8") as stream:
            text: str = stream.read()
            return text
    except FileNotFoundError as error:
        raise MissingInputError("there is no such file", source=file) from error
    except UnicodeDecodeError as error:
        raise InputError("the query is not UTF-8", source=file) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"the query cannot be read: {reason}", source=file) from error
