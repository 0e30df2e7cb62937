"""A build that goes on from what an earlier one kept resolves as one from nothing, whatever has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.planted_mentions import planted_mentions
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.errors import MachineError
from osce_kg.model.resolution import CandidatePair, Judgement
from osce_kg.resolution import (
    CorpusResolution,
    KeptResults,
    LocalResolution,
    LocalResolver,
    Verdicts,
    resolve_corpus,
)
from osce_kg.resolution.authorities import AuthorityFile
from osce_kg.resolution.blocking import candidate_pairs
from osce_kg.resolution.decisions import Decisions
from osce_kg.resolution.kept_blocks import KeptBlocks
from osce_kg.resolution.ledger import Ledger
from osce_kg.resolution.mention_keys import mention_keys
from osce_kg.resolution.mentions import Mention
from osce_kg.resolution.units import Unit
from small_reference import small_reference
from written_corpus import WrittenDocument, mention

REFERENCE = small_reference()
RESOLVER = LocalResolver(REFERENCE)
PROGRAM = "a program"

NAMES = ("Ivan Petrov", "Iwan Petrow", "I. Petrov", "Petrov", "Solomon Passy", "Passy", "Pasy", "Anna Berg")
TITLES = ("", "President", "Foreign Minister", "Chairman-in-Office", "Speaker of the Senate")
STATES = ("", "AZE", "BGR")
DATES = (None, "2004-04-06", "2004-05-01", "2010-01-01")
MENTION = st.tuples(*(st.sampled_from(values) for values in (NAMES, TITLES, STATES, DATES)))
CHANGE = st.tuples(st.integers(0, 5), st.none() | MENTION)
"""A document comes or changes, or goes if there is nothing."""
JUDGED = st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans())


def local(document: WrittenDocument) -> LocalResolution:
    return RESOLVER.resolve(document.document, document.extraction)


def all_of(corpus: CorpusResolution, locals_: list[LocalResolution]) -> tuple[Any, ...]:
    return (
        corpus.persons,
        corpus.posts,
        corpus.anchors,
        corpus.weighed,
        corpus.merged,
        list(corpus.doubted_pairs()),
        [corpus.document(each) for each in locals_],
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CHANGE, st.lists(JUDGED, max_size=2)), min_size=2, max_size=6), st.booleans())
def test_documents_and_judgements_changed_step_by_step_give_what_is_given_from_nothing(
    steps: list[tuple[tuple[int, Any], list[tuple[int, int, bool]]]], with_ledger: bool
) -> None:
    documents: dict[int, LocalResolution] = {}
    kept = KeptResults(PROGRAM)
    ledger = Ledger.empty()
    for (number, said), judged in steps:
        documents.pop(number, None)
        if said is not None:
            name, title, state, date = said
            documents[number] = local(
                mention(f"n{number}", name, title or "person", state if title else "", date=date)
            )
        locals_ = list(documents.values())
        judgements = possible(locals_, judged)
        options = {"judgements": judgements, "ledger": ledger}
        from_nothing = resolve_corpus(locals_, REFERENCE, **options)
        kept = KeptResults(PROGRAM, kept.used)
        going_on = resolve_corpus(locals_, REFERENCE, **options, kept=kept)
        assert all_of(going_on, locals_) == all_of(from_nothing, locals_)
        if with_ledger:
            ledger = ledger.extended(going_on.anchors)


def possible(locals_: list[LocalResolution], judged: list[tuple[int, int, bool]]) -> list[Judgement]:
    """Return judgements on some mentions that do not contradict each other."""
    anchors = [mention.profile.anchor for each in locals_ for mention in each.mentions]
    anchors += ["reference#" + person.key for person in REFERENCE.persons[:1]]
    found: list[Judgement] = []
    for left, right, same in judged:
        if left < len(anchors) and right < len(anchors):
            judgement = Judgement(anchors[left], anchors[right], same, "editor", "2026-01-01", "read")
            if Verdicts([*found, judgement]).contradiction() is None:
                found.append(judgement)
    return found


def ministers(count: int) -> list[LocalResolution]:
    """More mentions of a few names and posts than a block holds that is compared whole."""
    return [local(minister(number)) for number in range(count)]


def minister(number: int) -> WrittenDocument:
    title, state = TITLES[number % 3] or "person", STATES[1 + number % 2]
    return mention(f"n{number:03}", NAMES[number % 4], title, state, date=f"200{number % 9}-01-01")


def test_large_blocks_changed_one_by_one_give_what_they_give_from_nothing() -> None:
    everybody = ministers(120)
    kept = KeptResults(PROGRAM)
    for count in (100, 101, 60, 120):
        kept = KeptResults(PROGRAM, kept.used)
        going_on = resolve_corpus(everybody[:count], REFERENCE, kept=kept)
        from_nothing = resolve_corpus(everybody[:count], REFERENCE)
        assert all_of(going_on, everybody[:count]) == all_of(from_nothing, everybody[:count])


def test_the_pairs_of_a_large_block_are_those_of_its_keys_whatever_other_keys_gave_before() -> None:
    authorities = AuthorityFile(REFERENCE)
    mentions = [Mention.of(planted.profile, authorities) for planted in planted_mentions(400)]
    profiles = [mention.profile for mention in mentions]
    kept = KeptResults(PROGRAM)
    counts = set()
    for keys in (mention_keys(profiles, {}), tuple(range(len(profiles)))):
        from_nothing = candidate_pairs(profiles, keys)
        assert np.array_equal(candidate_pairs(profiles, keys, KeptBlocks(mentions, keys, kept)), from_nothing)
        counts.add(len(from_nothing))
    assert len(counts) == 2


def test_all_that_the_result_of_a_unit_follows_from_is_in_its_digest() -> None:
    one, two, three = (each.mentions[0] for each in ministers(3))
    nobody = Decisions()
    units = [
        (Unit((0, 1), np.array([[0, 1]]), nobody), (one, two)),
        (Unit((0, 1), np.array([[0, 1]]), nobody), (two, one)),
        (Unit((0, 1), np.array([[0, 1]]), nobody), (one, three)),
        (Unit((0, 1), np.empty((0, 2), dtype=np.int64), nobody), (one, two)),
        (Unit((0, 1), np.array([[0, 1]]), Decisions(groups=((0, 1),))), (one, two)),
        (Unit((0, 1), np.array([[0, 1]]), Decisions(apart=((0, 1),))), (one, two)),
        (Unit((0, 1), np.array([[0, 1]]), Decisions(authorities={0: "person/p1"})), (one, two)),
        (Unit((0, 1), np.array([[0, 1]]), Decisions(excluded={0: frozenset({"person/p1"})})), (one, two)),
        (Unit((0, 1), np.array([[0, 1]]), Decisions(groups=((0, 1),), reasons={0: "read"})), (one, two)),
    ]
    assert len({unit.digest(mentions) for unit, mentions in units}) == len(units)
    elsewhere = Unit((7, 9), np.array([[0, 1]]), nobody)
    assert elsewhere.digest((one, two)) == units[0][0].digest((one, two))


def test_what_no_change_touches_is_not_weighed_again() -> None:
    others = [local(mention(f"m{i}", "Anna Berg", "President", "AZE")) for i in range(3)]
    touched = [local(mention(f"n{i}", "Ivan Petrov", "Foreign Minister", "BGR")) for i in range(3)]
    first = KeptResults(PROGRAM)
    resolve_corpus([*others, *touched[:2]], REFERENCE, kept=first)
    weighed: list[CandidatePair] = []
    resolve_corpus(
        [*others, *touched], REFERENCE, kept=KeptResults(PROGRAM, first.used), watch=weighed.extend
    )
    assert {pair.left.partition("#")[2] for pair in weighed} == {"Ivan Petrov"}
    assert len(weighed) == 3


def test_what_is_kept_is_read_as_it_was_written_and_no_longer_needed_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "resolution"
    everybody = ministers(40)
    kept = KeptResults.read(path, PROGRAM)
    resolve_corpus(everybody, REFERENCE, kept=kept)
    kept.write(path)
    again = KeptResults.read(path, PROGRAM)
    weighed: list[CandidatePair] = []
    resolve_corpus(everybody, REFERENCE, kept=again, watch=weighed.extend)
    assert not weighed
    assert again.used == kept.used
    before = path.read_bytes()
    again.write(path)
    assert path.read_bytes() == before
    fewer = KeptResults.read(path, PROGRAM)
    resolve_corpus(everybody[:10], REFERENCE, kept=fewer)
    fewer.write(path)
    assert len(path.read_bytes()) < len(before)


def test_the_same_corpus_keeps_the_same_bytes_from_nothing_and_going_on(tmp_path: Path) -> None:
    everybody = ministers(40)
    going_on = KeptResults(PROGRAM)
    for count in (20, 40):
        going_on = KeptResults(PROGRAM, going_on.used)
        resolve_corpus(everybody[:count], REFERENCE, kept=going_on)
    from_nothing = KeptResults(PROGRAM)
    resolve_corpus(everybody[::-1], REFERENCE, kept=from_nothing)
    going_on.write(tmp_path / "going on")
    from_nothing.write(tmp_path / "from nothing")
    assert (tmp_path / "going on").read_bytes() == (tmp_path / "from nothing").read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content.replace(b"Petrov", b"Putrov"),
        lambda content: content + b"\n",
        lambda content: content.replace(b"a program", b"another program", 1),
        lambda content: b"\xff" + content,
        lambda content: b"{}",
    ],
    ids=["empty", "cut off", "changed", "longer", "another program", "no text", "something else"],
)
def test_a_damaged_file_and_one_of_another_program_count_as_empty(tmp_path: Path, damage: Any) -> None:
    path = tmp_path / "resolution"
    kept = KeptResults(PROGRAM)
    resolve_corpus(ministers(4), REFERENCE, kept=kept)
    kept.write(path)
    path.write_bytes(damage(path.read_bytes()))
    found = KeptResults.read(path, PROGRAM)
    assert all(found.find(key) is None for key in kept.used)


def test_no_file_and_a_folder_count_as_empty(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing"):
        assert KeptResults.read(path, PROGRAM).find("0" * 32) is None


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot be written"):
        KeptResults(PROGRAM).write(tmp_path / "no folder" / "resolution")


def test_nothing_kept_is_read_as_nothing(tmp_path: Path) -> None:
    KeptResults(PROGRAM).write(tmp_path / "resolution")
    assert KeptResults.read(tmp_path / "resolution", PROGRAM).used == {}
