"""What was measured, as Markdown: tables, what is asked for, and the place in a page where they stand."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Ratio


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that was measured beside what is asked for.

    Attributes:
        what: in words.
        measured: median and extremes.
        bound: what is asked for.
        is_least: whether the bound is the least or the most that will do.
        unit: after the number; a ratio has none.
    """

    what: str
    measured: Ratio
    bound: float
    is_least: bool
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether the median is within the bound."""
        middle = self.measured.middle
        return middle >= self.bound if self.is_least else middle <= self.bound


def at_least(what: str, measured: Ratio | float, bound: float, unit: str = "") -> Claim:
    """Return the claim that something is at least so much; a number was measured once."""
    return Claim(what, _span(measured), bound, True, unit)


def at_most(what: str, measured: Ratio | float, bound: float, unit: str = "") -> Claim:
    """Return the claim that something is at most so much; a number was measured once."""
    return Claim(what, _span(measured), bound, False, unit)


def _span(measured: Ratio | float) -> Ratio:
    return measured if isinstance(measured, Ratio) else Ratio(measured, measured, measured)


def claims_table(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield the lines of the table of what is asked for."""
    yield "| what | measured: median (least to most) | asked for | |"
    yield "| --- | --- | --- | --- |"
    for claim in claims:
        measured = f"{shown_ratio(claim.measured)}{claim.unit}"
        bound = f"{'≥' if claim.is_least else '≤'} {_shown_bound(claim.bound)}{claim.unit}"
        yield f"| {claim.what} | {measured} | {bound} | {'yes' if claim.holds else '**no**'} |"


def shown_ratio(ratio: Ratio) -> str:
    """Return the median of a ratio, and its extremes if it has any."""
    middle, least, most = (_shown(number) for number in (ratio.middle, ratio.least, ratio.most))
    return middle if ratio.least == ratio.most else f"{middle} ({least} to {most})"


def _shown(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.2f}"


def _shown_bound(bound: float) -> str:
    return f"{bound:,.0f}" if bound >= 100 else f"{bound:g}"


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def add_write_option(parser: argparse.ArgumentParser) -> None:
    """Let the user name the Markdown file that the tables are to be put into."""
    parser.add_argument("--write", type=Path, metavar="FILE", help="Put the tables into a Markdown file.")


def give_out(text: str, mark: str, page: Path | None) -> None:
    """Print what was measured, and put it into a page if one is named; arguments as below."""
    print(text)
    if page is not None:
        write_between_marks(page, mark, text)


def write_between_marks(page: Path, mark: str, text: str) -> None:
    """Replace what stands between two marks of a Markdown file.

    Args:
        page: has a line ``<!-- MARK: begin -->`` and below it ``<!-- MARK: end -->``, both once.
        mark: the word or words that both lines have.
        text: without line end.

    Raises:
        ValueError: the file lacks a mark, or has it twice.
    """
    begin, end = f"<!-- {mark}: begin -->\n", f"<!-- {mark}: end -->\n"
    content = page.read_text(encoding="utf-8")
    if content.count(begin) != 1 or content.count(end) != 1 or content.index(end) < content.index(begin):
        raise ValueError(f"{page} has not once {begin.strip()} … {end.strip()}")
    before, _, rest = content.partition(begin)
    page.write_text(f"{before}{begin}{text}\n{end}{rest.partition(end)[2]}", encoding="utf-8")
