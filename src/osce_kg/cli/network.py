"""``osce-kg network``: who met whom, for programs that draw and measure networks."""

from __future__ import annotations

from pathlib import Path

import click

_FORMATS = ("gexf", "graphml", "csv", "dyads", "sparql")


@click.command("network")
@click.argument("data", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="gexf",
    show_default=True,
    help="dyads: event data as in CAMEO and PLOVER; sparql: the query behind the others.",
)
@click.option("--what", metavar="TABLE", help="Of csv: edges, nodes or events [default: edges].")
@click.option(
    "--nodes", metavar="KIND", help="person, participant, state, institution or actor [default: person]."
)
@click.option(
    "--kind", metavar="KIND", help="Edges are meetings or visits: meeting, visit [default: meeting]."
)
@click.option(
    "--status",
    metavar="STATUS",
    help="occurred, planned, postponed, cancelled or hypothetical [default: occurred].",
)
@click.option("--from", metavar="DAY", help="First day: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--to", metavar="DAY", help="Last day, likewise.")
@click.option(
    "--dates",
    metavar="RULE",
    help="How sure an event must lie in the period: certain, overlap or possible [default: overlap].",
)
@click.option("--person", multiple=True, metavar="KEY", help="One of the two sides is this person.")
@click.option("--state", multiple=True, metavar="CODE", help="One of the two sides represents this State.")
@click.option(
    "--institution",
    multiple=True,
    metavar="KEY",
    help="One of the two sides represents this organization or a unit of it.",
)
@click.option("--place", multiple=True, metavar="KEY", help="It was at or in this place.")
@click.option("--topic", multiple=True, metavar="KEY", help="It was about this field of work.")
@click.option("--source", multiple=True, metavar="KEY", help="This document says so.")
@click.option("--confidence", metavar="NUMBER", help="Least confidence, 0 to 1.")
@click.option("--strongest", metavar="NUMBER", help="So many edges at most: those with the most events.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Written whole or not at all [default: standard output].",
)
def command(
    data: Path, form: str, what: str | None, output: Path | None, **filters: str | tuple[str, ...] | None
) -> None:
    """Write the network of who met whom in the build in DIR.

    KEYs are the ends of the addresses of things: p000017 of https://w3id.org/osce-kg/id/person/p000017.
    Filters that may be given several times: any of their values fits. docs/network.md says more.

    Exit code 0: done, though the network may be empty; 2: a value that cannot be; 3: there is no such build.
    """
    from osce_kg.cli.report_files import write_whole
    from osce_kg.network import export_network, read_request
    from osce_kg.store import OxigraphReader

    request = read_request(
        {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in filters.items()
            if value is not None
        }
    )
    text = "".join(export_network(OxigraphReader.open(data / "store"), request, form, what))
    if output is None:
        click.echo(text.encode(), nl=False)
    else:
        write_whole(output, text)
