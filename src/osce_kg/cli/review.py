"""``osce-kg review``: a human judges whether doubtful pairs are one person."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from osce_kg.errors import UsageError

if TYPE_CHECKING:
    from osce_kg.model.resolution import CandidatePair
    from osce_kg.reviewing import Judge, ReviewedBuild

_FORMATS = ("text", "json", "csv")


@dataclass(frozen=True, slots=True)
class _Options:
    """The options of the command, by the names that click gives them."""

    data: Path
    judgements: Path | None
    list_only: bool
    list_format: str
    limit: int | None
    about: str
    same: tuple[str, str] | None
    different: tuple[str, str] | None
    author: str
    reason: str
    day: str


@click.command("review", short_help="Judge who is one person, where that is doubtful.")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory that a build has written.",
)
@click.option(
    "--judgements",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Judgements that there are, and file for new ones [default: ours].",
)
@click.option("--list", "list_only", is_flag=True, help="Print the doubtful pairs and end.")
@click.option(
    "--format",
    "list_format",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="Form of the list.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the N most doubtful pairs.")
@click.option("--about", default="", metavar="NAME", help="Only pairs with this name, or part of a name.")
@click.option("--same", nargs=2, metavar="LEFT RIGHT", help="Record that these two are one person.")
@click.option("--different", nargs=2, metavar="LEFT RIGHT", help="Record that these two are two people.")
@click.option("--author", default="", metavar="NAME", help="Who judges; a session asks if it is not given.")
@click.option("--reason", default="", metavar="TEXT", help="Why, with --same or --different.")
@click.option("--day", default="", metavar="YYYY-MM-DD", help="Day of the judgements [default: today].")
@click.pass_context
def command(context: click.Context, /, **_: object) -> None:
    """Walk through the pairs of the build in DIR that may or may not be one person, the most doubtful first.

    Each answer is added to FILE at once; the next build with --judgements FILE replays it. LEFT and RIGHT are
    written DOCUMENT#NAME, as the list shows them, or reference#KEY. Exit code 2: the judgement names nobody,
    or contradicts others; 3: there is no such build, or FILE is broken; 4: FILE cannot be written.
    """
    options = _Options(**context.params)
    if sum(map(bool, (options.list_only, options.same, options.different))) > 1:
        raise UsageError("--list, --same and --different are three commands: give one of them")
    from osce_kg.pipeline import JUDGEMENTS
    from osce_kg.resolution import read_judgements
    from osce_kg.reviewing import WRITERS, open_build

    build = open_build(options.data)
    file = options.judgements or JUDGEMENTS
    if options.same or options.different:
        _record(options, build, file)
        return
    pairs = build.open_pairs(read_judgements(file), options.about)[: options.limit]
    if options.list_only:
        click.echo(WRITERS[options.list_format](build, pairs), nl=False)
    else:
        _hold_session(options, build, file, pairs)


def _record(options: _Options, build: ReviewedBuild, file: Path) -> None:
    """Record the one judgement of the command line."""
    for name, value in (("--author", options.author), ("--reason", options.reason)):
        if not value.strip():
            raise UsageError(f"a judgement needs {name}")
    left, right = options.same or options.different or ("", "")
    judge = _judge(build, file, options.author, options.day)
    judgement = judge.judge(left, right, same=options.same is not None, reason=options.reason)
    verdict = "are one person" if judgement.same else "are two people"
    click.echo(f"{file}: {judgement.left} and {judgement.right} {verdict}", err=True)


def _hold_session(
    options: _Options, build: ReviewedBuild, file: Path, pairs: tuple[CandidatePair, ...]
) -> None:
    """Ask about pairs until the reviewer has had enough; whatever ends that, tell what was recorded."""
    from osce_kg.reviewing import Session

    if not pairs:
        click.echo("There are no doubtful pairs.")
        return
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    author = options.author or _ask("Your name, for the record: ")
    if author is None:
        return
    session = Session(build, _judge(build, file, author, options.day), _ask, click.echo)
    try:
        session.run(pairs)
    finally:
        click.echo(f"\n{session.recorded} recorded in {file}", err=True)


def _judge(build: ReviewedBuild, file: Path, author: str, day: str) -> Judge:
    """Return the judge; what came with an installed package is no place for judgements of others."""
    from osce_kg.reviewing import Judge

    if file.resolve().is_relative_to(Path(__file__).resolve().parents[1]):
        raise UsageError("judgements inside the package would be lost with it: name a file with --judgements")
    return Judge(build, file, author, day)


def _ask(prompt: str) -> str | None:
    """Show a prompt and return the line that is entered; None at the end of input."""
    try:
        return input(prompt)
    except EOFError:
        return None
