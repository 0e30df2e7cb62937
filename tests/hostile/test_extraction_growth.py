"""Rows A3 and A13 of the catalogue of hostile inputs: twice the text is twice the work, whatever the text.

Two measures, since each sees what the other does not:

- the calls of functions in the extraction stage, counted, for documents of many different people and events,
  with the real model. The count is the same in every run, and may grow by a tenth more than the text. Rules
  look back to a fixed number of people and events; it is made small, so that small documents show the growth.
- CPU time at one size and at twice that size, for texts that are hard on expressions and string searches,
  which no count of calls shows. Only their ratio counts, of the best of several runs: linear work gives 2,
  quadratic work 4, and 3 is in the middle. The model is silent here, so that its time hides nothing.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import pytest

from osce_kg.documents import Origin, read_document
from osce_kg.extraction import (
    LanguageModel,
    acquaintances,
    events_by_people,
    extract_mentions,
    pronouns,
)
from osce_kg.extraction.language_model import SentenceOfText
from osce_kg.model.extraction import Extraction
from press_release import gazetteer, read

pytestmark = pytest.mark.timeout(120)

STAGE = f"{Path('osce_kg', 'extraction')}/"
SYLLABLES = "ba de ki lo mu na re si to vu za ko li me do ra".split()  # noqa: SIM905


def name(number: int) -> str:
    """Return a full name that no other number below a million has, as good as surely."""
    chance = random.Random(number)
    given = "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()
    last = "".join(chance.choice(SYLLABLES) for _ in range(4)).capitalize()
    return f"{given} {last}v"


def town(number: int) -> str:
    return name(number).split()[0]


DOCUMENTS: dict[str, Callable[[int], str]] = {
    "people": lambda n: f"Mr. {name(n)} spoke.",
    "people of one last name": lambda n: f"Mr. {town(n)} Holm spoke.",
    "offices": lambda n: f"The Mayor of {town(n)} spoke.",
    "posts of one person": lambda n: f"Karl Holm, the Mayor of {town(n)}, spoke.",
    "mentions of one post": lambda n: f"The President of Georgia met the Minister in room {n}.",
    "meetings of others": lambda n: f"Minister {name(n)} met Ambassador {name(-n - 1)} in Baku.",
    "meetings of one person": lambda n: f"Minister Karl Holm met Mr. {name(n)}.",
    "meetings with bodies": lambda n: f"Anna Berg met the {town(n)} Foundation.",
    "visits of others": lambda n: f"Minister {name(n)} visited Georgia on 5 May. He met Anna Berg.",
    "visits of one person": lambda n: f"Karl Holm visited the University of {town(n)}.",
    "companions": lambda n: f"Minister Karl Holm visited Georgia, accompanied by {name(n)}.",
    "people who join": lambda n: f"Minister {name(n)} met Anna Berg. {name(-n - 1)} joined them.",
    "delegations": lambda n: f"A delegation led by {name(n)} met the delegation of {town(n)}.",
    "pronouns": lambda n: f"He met Mr. {name(n)}. They thanked her.",
    "plurals": lambda n: f"The Co-Chairs met {name(n)}.",
    "groups": lambda n: f"The {n + 2} delegates met.",
    "conferences": lambda n: (
        f"The conference on {town(n)} was held in Baku. {name(n)} attended the conference."
    ),
    "margins": lambda n: f"On the margins of the Annual Conference {n}, {name(n)} met Anna Berg.",
    "the mission": lambda n: f"The Mission met Mr. {name(n)} and its new Head, {name(-n - 1)}.",
    "acronyms": lambda n: f"Anna Berg met the {town(n)} Commission (X{n % 9}C).",
    "quotations": lambda n: f'"This is the sentence {n} of many like it," Mr. {name(n)} said.',
    "subjects": lambda n: f"Anna Berg met Karl Holm in room {n}. The talks focused on water {n}.",
    "days": lambda n: f"On the same day, Anna Berg met Mr. {name(n)} at 5 p.m.",
}


def calls_for(body: str) -> int:
    """Return how many calls of the extraction stage's functions the text costs."""
    count = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and STAGE in frame.f_code.co_filename

    sys.setprofile(note)
    try:
        read(body)
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture
def _short_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (acquaintances, pronouns):
        monkeypatch.setattr(module, "REMEMBERED", 20)
    monkeypatch.setattr(events_by_people, "_REACH", 5)


@pytest.mark.usefixtures("_short_memory")
@pytest.mark.parametrize("paragraph", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a13_twice_as_many_different_people_and_events_are_at_most_little_more_than_twice_the_work(
    paragraph: Callable[[int], str],
) -> None:
    once, twice = (calls_for("\n\n".join(map(paragraph, range(count)))) for count in (100, 200))
    assert twice <= 2.2 * once


class SilentModel(LanguageModel):
    """Votes for nothing: all time is that of the rules."""

    def __init__(self) -> None:
        pass

    def parse(self, sentences: Sequence[SentenceOfText]) -> None:
        pass

    def find_names(self, sentences: Sequence[SentenceOfText]) -> None:
        pass


def extract(text: str) -> Extraction | None:
    document = read_document(f"VIENNA, 6 April 2004 - {text}".encode(), Origin("page.txt")).document
    return extract_mentions(document, gazetteer(), SilentModel()) if document is not None else None


BOMBS: dict[str, Callable[[int], str]] = {
    "50,000 Mr.": lambda n: "Mr. " * (25_000 * n),
    "a sentence of 0.5 MB": lambda n: "and so it goes on and on, " * (10_000 * n),
    "commas": lambda n: ", " * (50_000 * n),
    "brackets": lambda n: "(" * (50_000 * n),
    "brackets apart": lambda n: "( " * (50_000 * n),
    "quotation marks": lambda n: '"' * (50_000 * n),
    "opening quotation marks": lambda n: "“a " * (50_000 * n),
    "closing quotation marks": lambda n: "»" * (50_000 * n),
    "10,000 names": lambda n: "Anna Berg met " + ", ".join(map(name, range(5_000 * n))),
    "10,000 dates": lambda n: "Anna Berg met Karl Holm on " + "5 May 2003, 6 June 2004, " * (2_500 * n),
    "of the of the": lambda n: "the Head of the Office of the " * (1_000 * n),
    "possessors": lambda n: "the Minister's " * (5_000 * n),
    "a paragraph a word": lambda n: "\n\n".join(f"w{number}" for number in range(10_000 * n)),
    "a line a word": lambda n: "word\n" * (5_000 * n),
    "combining marks": lambda n: "e" + "\u0301" * (30_000 * n),
    "letters with combining marks": lambda n: ("e" + "\u0301" * 50) * (1_000 * n),
    "initials": lambda n: "A." * (50_000 * n),
    "hyphens": lambda n: "a-" * (100_000 * n),
    "dots": lambda n: "." * (50_000 * n),
    "numbers": lambda n: "1," * (100_000 * n),
    "one number": lambda n: "1" * (200_000 * n),
    "blanks": lambda n: " " * (1_000_000 * n) + "x",
    "list items": lambda n: "\n".join(f"- item {number}" for number in range(5_000 * n)),
    "headings": lambda n: "\n\n".join(f"Heading {number}\n\nIt rained." for number in range(3_000 * n)),
}
TRIES = 8


def cpu_seconds(text: str) -> float:
    gc.collect()
    gc.freeze()  # what other tests have left in memory is not looked through again and again
    start = time.process_time()
    extract(text)
    seconds = time.process_time() - start
    gc.unfreeze()
    return seconds


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a13_twice_the_bomb_takes_at_most_thrice_the_time(bomb: Callable[[int], str]) -> None:
    once = twice = float("inf")
    for _ in range(TRIES):
        once = min(once, cpu_seconds(bomb(1)))
        twice = min(twice, cpu_seconds(bomb(2)))
        if twice <= 3 * once:
            return
    pytest.fail(f"twice the text took {twice / once:.1f} times the time")


def test_a13_fifty_thousand_mr_are_nobody_and_no_event_with_the_real_model() -> None:
    report = read("Mr. " * 50_000)
    assert (report.extraction.persons, report.extraction.events) == ((), ())
    assert report.extraction.warnings
