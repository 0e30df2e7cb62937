"""``osce-kg fetch``: from addresses to a folder of captures that ``build`` reads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from osce_kg.cli.build import shows_progress
from osce_kg.cli.losses import exit_code, print_losses
from osce_kg.cli.seconds import SECONDS
from osce_kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from osce_kg.acquisition import FetchRecord, Start


@click.command("fetch", short_help="Fetch pages, politely, and keep them for builds.")
@click.argument("addresses", nargs=-1, metavar="[URL]…")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder that keeps the pages.",
)
@click.option(
    "--from",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File with one URL a line; empty lines and lines with # are passed over.",
)
@click.option("--listing", "listings", multiple=True, metavar="URL", help="Page whose links are fetched.")
@click.option("--sitemap", "sitemaps", multiple=True, metavar="URL", help="Sitemap whose pages are fetched.")
@click.option(
    "--follow",
    "depth",
    type=click.IntRange(1, 10),
    default=1,
    show_default=True,
    help="Steps of links to follow from a listing, on its host.",
)
@click.option(
    "--only", metavar="REGEX", help="Fetch of listings and sitemaps only what contains this pattern."
)
@click.option(
    "--contact",
    envvar="OSCE_KG_CONTACT",
    default="",
    metavar="TEXT",
    help="Mailbox or address for those who run the servers; sent with each request.",
)
@click.option(
    "--delay",
    type=click.FloatRange(0.0, 3600.0),
    default=1.0,
    show_default=True,
    help="Least seconds between two requests to one host.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=8, show_default=True, help="Hosts asked at a time."
)
@click.option(
    "--limit", type=click.IntRange(1), default=10_000, show_default=True, help="Most requests of a run."
)
@click.option(
    "--max-age",
    type=click.FloatRange(0.0, 1e6),
    default=24.0,
    show_default=True,
    metavar="HOURS",
    help="A page captured within this time is not asked for again.",
)
@click.option(
    "--timeout", type=SECONDS, default=20.0, show_default=True, help="Seconds to wait for a silent server."
)
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and private networks, too.")
def command(
    addresses: tuple[str, ...],
    out: Path,
    files: tuple[Path, ...],
    listings: tuple[str, ...],
    sitemaps: tuple[str, ...],
    depth: int,
    only: str | None,
    **how: float | int | str | bool,
) -> None:
    """Fetch pages into DIR, where `osce-kg build --out BUILD DIR` reads them.

    robots.txt is obeyed. A run that was broken off goes on when the same command is given again. Exit code 3
    if a page could not be fetched; the others are kept all the same.
    """
    from osce_kg.acquisition import FetchOptions, Start, fetch_pages
    from osce_kg.captures import CaptureFolder
    from osce_kg.web import WebLimits

    starts = [
        *(Start(address) for address in addresses),
        *(start for file in files for start in _read_starts(file)),
        *(Start(address, "listing") for address in listings),
        *(Start(address, "sitemap") for address in sitemaps),
    ]
    if not starts:
        raise UsageError("nothing to fetch: give a URL, --from, --listing or --sitemap")
    timeout = float(how["timeout"])
    options = FetchOptions(
        contact=_contact(str(how["contact"])),
        delay=float(how["delay"]),
        workers=int(how["workers"]),
        max_age=dt.timedelta(hours=float(how["max_age"])),
        limit=int(how["limit"]),
        only=_pattern(only),
        allow_private=bool(how["allow_private"]),
        limits=WebLimits(connect_seconds=timeout, read_seconds=timeout, total_seconds=3 * timeout),
    )
    with CaptureFolder.open_to_add(out) as folder:
        record = fetch_pages(starts, folder, options, depth=depth, progress=shows_progress())
    print_losses(record.losses)
    click.echo(f"{out}: {_summary(record)}", err=True)
    raise click.exceptions.Exit(exit_code(record.losses))


def _read_starts(path: Path) -> Iterable[Start]:
    """Yield the addresses of a file, each with its line."""
    from osce_kg.acquisition import Start

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", source=str(path)) from None
    except UnicodeDecodeError:
        raise InputError("not UTF-8", source=str(path)) from None
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield Start(line.strip(), shown=f"{path}:{number}")


def _pattern(text: str | None) -> re.Pattern[str] | None:
    try:
        return re.compile(text) if text else None
    except re.error as error:
        raise UsageError(f"--only is not a regular expression: {error}") from None


def _contact(text: str) -> str:
    if not (text.isascii() and (text.isprintable() or not text)) or set("()") & set(text):
        raise UsageError("the contact must be printable ASCII without parentheses: it is sent in a header")
    return text


def _summary(record: FetchRecord) -> str:
    lost = sum(loss.severity == "error" for loss in record.losses)
    return (
        f"{record.new:,} new, {record.changed:,} changed, {record.unchanged:,} unchanged, "
        f"{record.fresh:,} fresh, {lost:,} losses, {record.requests:,} requests"
    )
