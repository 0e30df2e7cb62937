"""How resolution grows: time, memory and what it finds, on planted mentions and on copies of one.

Run ``python -m benchmarks.resolution_growth``; ``--large`` adds a million mentions. Every size runs in a
process of its own, with the reference data of the package. ``--write FILE`` puts the tables between the marks
of a Markdown file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from benchmarks.measuring import cpu_seconds, growth
from benchmarks.planted_mentions import PlantedMention, planted_mentions
from benchmarks.processes import peak_resident
from benchmarks.tables import (
    Claim,
    add_write_option,
    at_least,
    at_most,
    claims_table,
    give_out,
    markdown_table,
)
from osce_kg.evaluation.resolution.measures import agreement
from osce_kg.reference import load_reference
from osce_kg.resolution.authorities import AuthorityFile
from osce_kg.resolution.mentions import Mention
from osce_kg.resolution.persons import PersonResolution, resolve_persons

_SIZES: Final = (10_000, 100_000)
_LARGE: Final = 1_000_000
_COPIES: Final = (1_000, 10_000)
_NEAR_LINEAR: Final = 1.2
"""Exponent of growth; n log n has 1.1 between 10,000 and a million."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What resolving some mentions took, and how right it was.

    Attributes:
        kind, mentions: what was resolved.
        seconds: CPU time.
        megabytes: peak memory of the process, with the mentions themselves.
        compared: pairs of mentions with names that are alike.
        precision, recall, f1: of pairs of mentions of one person.
    """

    kind: str
    mentions: int
    seconds: float
    megabytes: int
    compared: int
    precision: float
    recall: float
    f1: float


def copies(count: int) -> list[PlantedMention]:
    """Return mentions of one office holder, each of another day, every third by surname alone."""
    found = iter(planted_mentions(100))
    full = next(mention for mention in found if mention.form == "full")
    post, day = full.profile.posts[0], full.profile.issued
    return list(_repeated(full, count, day, post.body))


def _repeated(full: PlantedMention, count: int, day: dt.date, body: str) -> Iterator[PlantedMention]:
    name = full.profile.name
    assert name is not None
    short = replace(name, text=name.text.split()[-1], parts=name.parts[-1:])
    for index in range(count):
        on = day + dt.timedelta(days=37 * index % 1400)
        document, form = f"d{index:07}", name if index % 3 else short
        profile = replace(
            full.profile,
            document=document,
            anchor=f"{document}#{form.text}",
            name=form,
            issued=on,
            days=(on, on),
            surroundings=frozenset({body, f"organization/n{index % 50}"}),
        )
        yield replace(full, profile=profile)


_KINDS: Final[Mapping[str, Callable[[int], list[PlantedMention]]]] = {
    "planted": planted_mentions,
    "copies of one": copies,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and give out the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, metavar="MENTIONS")
    parser.add_argument("--large", action="store_true", help=f"{_LARGE:,} planted mentions, too")
    add_write_option(parser)
    parser.add_argument("--worker", nargs=2, metavar=("KIND", "MENTIONS"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.worker:
        print(json.dumps(asdict(measured(options.worker[0], int(options.worker[1])))))
        return
    sizes = (*options.sizes, _LARGE) if options.large else options.sizes
    figures = {
        kind: [_in_own_process(kind, count) for count in counts]
        for kind, counts in (("copies of one", _COPIES), ("planted", sizes))
    }
    tables = [_table(figures), "\n".join(claims_table(_claims(figures)))]
    give_out("\n\n".join(tables), "resolution growth", options.write)


def measured(kind: str, count: int) -> Figures:
    """Resolve some mentions in this process."""
    planted = _KINDS[kind](count)
    reference = load_reference()
    found: list[PersonResolution] = []

    def resolve() -> None:
        authorities = AuthorityFile(reference)
        mentions = (Mention.of(mention.profile, authorities) for mention in planted)
        found.append(resolve_persons(mentions, reference))

    seconds = cpu_seconds(resolve)
    peak = peak_resident() >> 20
    entities = {link.document: link.entity for link in found[0].links}
    pairs = agreement(
        [mention.person for mention in planted], [entities[mention.profile.document] for mention in planted]
    ).pairs
    return Figures(kind, count, seconds, peak, found[0].weighed, pairs.precision, pairs.recall, pairs.f1)


def _in_own_process(kind: str, count: int) -> Figures:
    command = [sys.executable, "-m", "benchmarks.resolution_growth", "--worker", kind, str(count)]
    finished = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures = Figures(**json.loads(finished.stdout))
    print(f"… {figures}", file=sys.stderr)
    return figures


def _table(figures: Mapping[str, Sequence[Figures]]) -> str:
    rows = [
        [
            f"{each.mentions:,} {each.kind}",
            f"{each.seconds:.1f} s",
            f"{each.megabytes:,} MB",
            f"{each.compared:,}",
            *(f"{value:.4f}" for value in (each.precision, each.recall, each.f1)),
        ]
        for some in figures.values()
        for each in some
    ]
    return markdown_table(
        ["mentions", "CPU time", "peak memory", "compared", "precision", "recall", "F1"], rows
    )


def _claims(figures: Mapping[str, Sequence[Figures]]) -> Iterator[Claim]:
    for kind, some in figures.items():
        if len(some) > 1:
            exponent = growth([each.mentions for each in some], [each.seconds for each in some])
            yield at_most(f"{kind}: exponent of growth", exponent, _NEAR_LINEAR)
    for each in figures["planted"]:
        yield at_least(f"{each.mentions:,} planted: pairwise F1", each.f1, 0.97)


if __name__ == "__main__":
    main()
