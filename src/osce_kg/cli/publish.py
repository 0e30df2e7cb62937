"""``osce-kg publish``: a build into a SPARQL store behind HTTP."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from osce_kg.cli.seconds import SECONDS
from osce_kg.errors import UsageError
from osce_kg.printable import on_one_line

if TYPE_CHECKING:
    from osce_kg.publishing.remote import Credentials, PublicationReport, StoreAddresses

PASSWORD_VARIABLE: Final = "OSCE_KG_STORE_PASSWORD"
"""Variable with the password; a command line can be read by every user of a machine."""

_SHOWN: Final = 10
_LONGEST_SAMPLE: Final = 300


@click.command("publish")
@click.argument("data", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("target", metavar="TARGET")
@click.option(
    "--protocol",
    type=click.Choice(["graph-store", "update"]),
    default="graph-store",
    show_default=True,
    help="TARGET takes graphs by the Graph Store HTTP Protocol, or SPARQL updates.",
)
@click.option("--query-url", metavar="URL", help="Where the store answers queries [default: from TARGET].")
@click.option("--update-url", metavar="URL", help="Where it takes updates [default: from TARGET].")
@click.option("--user", metavar="NAME", help="User of the store; Basic or Digest, as the store asks for.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"File with the password [default: the variable {PASSWORD_VARIABLE}].",
)
@click.option("--graphs", default="*", metavar="GLOB", help="Only these graphs: entities, 'document/*' …")
@click.option("--prune", is_flag=True, help="Remove graphs of ours that the build no longer has.")
@click.option(
    "--fill-default-graph",
    is_flag=True,
    help="Copy all into the store's default graph too, each triple once: what `serve --backend` shows.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done.")
@click.option("--verify-only", is_flag=True, help="Read everything back and compare; change nothing.")
@click.option(
    "--part",
    type=click.IntRange(1, 10_000_000),
    metavar="N",
    help="Statements in one request [default: 20000 by graph-store, 1000 by update].",
)
@click.option(
    "--timeout", type=SECONDS, default=600.0, show_default=True, help="Longest silence of the store."
)
def command(data: Path, target: str, **given: Any) -> None:
    """Load the build in DIR into the SPARQL store at TARGET, each named graph whole and verified.

    TARGET: http://127.0.0.1:7878/store of Oxigraph, …/sparql-graph-crud-auth of Virtuoso, …/data of Fuseki.
    Graphs that are there unchanged are skipped, so an interrupted run is finished by running it again.

    Exit code 0: everything is there; 1: the store has something else than the build; 2: wrong usage; 3: no
    build, or no such store at TARGET; 4: the store is not there, refuses, or fails.
    """
    from osce_kg.cli.build import shows_progress
    from osce_kg.publishing import read_summary
    from osce_kg.publishing.remote import (
        Exchange,
        ExchangeLimits,
        PublicationOptions,
        RemoteStore,
        TransferProtocol,
        find_addresses,
        publish_graphs,
        verify_graphs,
    )
    from osce_kg.store import OxigraphReader

    if given["verify_only"] and (given["prune"] or given["dry_run"] or given["fill_default_graph"]):
        raise UsageError("--verify-only changes nothing: no option that says what to change goes with it")
    protocol = TransferProtocol(given["protocol"])
    addresses = find_addresses(target, protocol, given["query_url"], given["update_url"])
    credentials = _credentials(addresses, given["user"], given["password_file"])
    options = PublicationOptions(
        graphs=given["graphs"],
        part=given["part"],
        prune=given["prune"],
        dry_run=given["dry_run"],
        fill_default_graph=given["fill_default_graph"],
        issued=read_summary(data / "dump").issued,
        progress=shows_progress(),
    )
    build = OxigraphReader.open(data / "store")
    with Exchange(credentials, ExchangeLimits(seconds=given["timeout"])) as exchange:
        store = RemoteStore(addresses, exchange)
        report = (verify_graphs if given["verify_only"] else publish_graphs)(build, store, options)
    for line in _told(report, target, given):
        click.echo(line, err=True)
    raise click.exceptions.Exit(1 if report.differing else 0)


def _credentials(addresses: StoreAddresses, user: str | None, file: Path | None) -> Credentials | None:
    """Return who we are; None if we come as nobody."""
    from osce_kg.publishing.remote import Credentials, check_credentials, read_password

    if user is None:
        if file is not None:
            raise UsageError("--password-file has no use without --user")
        return None
    credentials = Credentials(user, read_password(file, os.environ.get(PASSWORD_VARIABLE)))
    check_credentials(addresses, credentials)
    return credentials


def _told(report: PublicationReport, target: str, given: Mapping[str, Any]) -> Iterator[str]:
    """Give the lines that tell the user what was done."""
    for graph, comparison in islice(report.differing.items(), _SHOWN):
        sample = (*comparison.missing, *comparison.unexpected)[0].decode()
        yield (
            f"{graph}: differs: {len(comparison.missing):,} statements are missing, "
            f"{len(comparison.unexpected):,} unexpected: {on_one_line(sample)[:_LONGEST_SAMPLE]}"
        )
    if len(report.differing) > _SHOWN:
        yield f"… and {len(report.differing) - _SHOWN:,} more graphs differ"
    if given["verify_only"]:
        counts = [f"{len(report.unchanged):,} graphs are as in the build"]
    else:
        would = "would be " if given["dry_run"] else ""
        counts = [
            f"{len(report.published):,} graphs {would}published",
            f"{len(report.unchanged):,} unchanged",
            f"{len(report.removed):,} {would}removed",
        ]
    if report.differing:
        counts.append(f"{len(report.differing):,} differ")
    if report.normalised:
        counts.append(f"{report.normalised:,} statements come back in other words with the same value")
    if report.left:
        counts.append(f"{len(report.left):,} of earlier builds are left (--prune removes them)")
    yield f"{target}: {', '.join(counts)}"
