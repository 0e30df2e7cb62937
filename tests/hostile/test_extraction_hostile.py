"""Rows of the catalogue of hostile inputs that concern extraction.

Nothing is timed: the work is counted, as the number of calls of Python functions in the extraction stage, and
may grow no faster than the text. The timeouts only end a test that hangs.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from types import FrameType

import pytest

from osce_kg.documents import Origin, read_document
from osce_kg.model.extraction import Extraction
from press_release import Report, extract, read

pytestmark = pytest.mark.timeout(120)

STAGE = f"{Path('osce_kg', 'extraction')}/"


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


REPEATED = {
    "initials": "A.",
    "initials apart": "A. ",
    "capitals": "Karl ",
    "titles": "Minister ",
    "titles in a list": "Minister, ",
    "titles joined": "Minister and ",
    "modifiers of titles": "Deputy Foreign ",
    "names in a list": "Karl Holm and ",
    "brackets apart": "( ",
    "dates": "5 and ",
    "months": "May ",
    "groups": "students and ",
    "quotation marks apart": '" ',
    "meetings": "Anna Berg met Karl Holm and ",
    "visits": "Anna Berg visited Georgia and ",
    "gatherings": "Experts held a conference on ",
}


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_a13_twice_the_text_in_one_sentence_is_at_most_little_more_than_twice_the_work(piece: str) -> None:
    read("Karl Holm met Anna Berg.")
    once, twice = calls_for(piece * 300), calls_for(piece * 600)
    assert twice <= 2.4 * once


@pytest.mark.parametrize(
    "line", ["He said it was good.", "They thanked the two men.", "Mr. Holm spoke.", "She spoke to Georgia."]
)
def test_a13_long_chains_of_pronouns_and_names_are_linear(line: str) -> None:
    opening = "Karl Holm met Anna Berg.\n"
    once, twice = calls_for(opening + f"{line}\n" * 500), calls_for(opening + f"{line}\n" * 1000)
    assert twice <= 2.4 * once


def test_a13_five_thousand_sentences_with_he_are_read() -> None:
    report = read("Karl Holm spoke.\n" + "He said it was good.\n" * 5000)
    assert report.names == ["Karl Holm"]


@pytest.mark.parametrize(
    "text",
    ["x" * 200_000, "A." * 25_000, "-" * 5_000, "Ab-" * 5_000, "’s" * 2_000, "1," * 5_000, "Ё" * 50_000],
    ids=["line", "initials", "dashes", "hyphens", "possessives", "numbers", "cyrillic"],
)
def test_a3_a_line_without_a_blank_gives_nothing_and_ends(text: str) -> None:
    assert read(text).extraction.events == ()


HOSTILE_NAMES = [
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    'O"Neill\\',
    "A" * 3000,
    "\u202eKarl",
    "Ka\u200drl",
    "\U0001f600",
    "%00%0a",
    "Robert'); DROP TABLE persons;--",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a6_whatever_stands_in_the_place_of_a_name_stays_text_of_the_document(name: str) -> None:
    report = read(f"President {name} Holm met Mr. {name} in Baku.\nHe met Anna Berg.")
    for person in report.extraction.persons:
        for form in person.forms:
            assert {span.of(report.document.text) for span in form.spans} == {form.text}
    assert all(person.name != "" for person in report.extraction.persons)


@pytest.mark.parametrize(
    "when",
    [
        "31 February 2004",
        "29 February 2003",
        "30 May to 2 April 2003",
        "31 April",
        "13/05/04",
        "1 January 0000",
        "31 December 9999",
        "99 May 2004",
        "last Tuesday",
    ],
)
def test_a9_no_date_that_cannot_be_is_given(when: str) -> None:
    for event in read(f"Anna Berg met Karl Holm on {when}.").extraction.events:
        if event.time is not None:
            bounds = [event.time.start_earliest, event.time.end_latest]
            known = [day for day in bounds if day is not None]
            assert known == sorted(known)
            assert all(1970 <= day.year <= 2050 for day in known)


def test_a1_a_menu_with_all_states_gives_no_event() -> None:
    menu = "\n".join(f"- {state}" for state in ("Albania", "Andorra", "Armenia", "Austria", "Azerbaijan"))
    document = read_document(f"{menu}\n\nIt rained.\n".encode(), Origin("page.txt")).document
    assert document is not None
    assert extract(document).extraction.events == ()


@pytest.mark.parametrize(
    "text", [".", "...", "?!", "\u00a0", "’s", "(", '"', "1", "—", "A.", "Mr.", "he", "met"]
)
def test_a_sentence_of_one_mark_is_read(text: str) -> None:
    assert isinstance(read(text).extraction, Extraction)


def test_every_prefix_of_a_document_is_read() -> None:
    text = (
        "The OSCE Chairman-in-Office's Envoy for Central Asia, Mr. Karl Holm (Norway), who leads, "
        'met on 5-6 April 2004 the Presidents of A, B and C; "it is good," he said.'
    )
    for end in range(1, len(text), 3):
        assert isinstance(read(text[:end]).extraction, Extraction)


def test_nothing_of_one_document_stays_for_the_next() -> None:
    before = read("Mr. Holm met Anna Berg.").extraction
    read("President Karl Holm of Norway met Jana Mala.\nMr. Holm is a guest of Georgia.")
    after: Report = read("Mr. Holm met Anna Berg.")
    assert dataclasses.asdict(after.extraction) == dataclasses.asdict(before)
