"""From the mentions of a gold to the persons that resolution made of them, and to the tables."""

from __future__ import annotations

from pathlib import Path

from osce_kg.evaluation.resolution.baselines import baselines
from osce_kg.evaluation.resolution.gold import GoldMention, ResolutionGold
from osce_kg.evaluation.resolution.measuring import (
    END_TO_END,
    RESOLUTION,
    ResolutionScore,
    resolved_mentions,
    score,
)
from osce_kg.evaluation.resolution.tables import (
    render_resolution,
    render_resolution_constructs,
    render_wrong_pairs,
)
from osce_kg.evaluation.tallies import RESOLUTION_MEASURES
from written_corpus import WrittenDocument, mention, resolve


def gold_mention(doc: WrittenDocument, form: str, person: str, *constructs: str) -> GoldMention:
    start = doc.text.index(form)
    return GoldMention(doc.key, form, start, start + len(form), person, constructs or ("plain",))


def scored(documents: list[WrittenDocument], mentions: list[GoldMention]) -> ResolutionScore:
    gold = ResolutionGold("train", Path(), tuple(mentions), {}, "g1")
    outcome = resolved_mentions(
        mentions,
        [doc.document for doc in documents],
        [doc.extraction for doc in documents],
        resolve(*documents),
    )
    return score(gold, outcome)


def minister(key: str, name: str = "Anna Berg", state: str = "KAZ") -> WrittenDocument:
    return mention(key, name, "Justice Minister", state)


def test_a_mention_becomes_the_person_whose_name_stands_there() -> None:
    doc = WrittenDocument("n1", "Anna Berg and Boris Cole, Heads of Mission, came.\n")
    for name in ("Anna Berg", "Boris Cole"):
        doc.person(name)
    [berg, cole] = resolved_mentions(
        [gold_mention(doc, "Berg", "berg"), gold_mention(doc, "Boris Cole", "cole")],
        [doc.document],
        [doc.extraction],
        resolve(doc),
    )
    assert [item.person.name for item in (berg, cole) if item.person] == ["Anna Berg", "Boris Cole"]
    assert [item.link.local for item in (berg, cole) if item.link] == ["p1", "p2"]


def test_a_name_that_extraction_did_not_read_is_missed_and_an_office_needs_no_name() -> None:
    doc = WrittenDocument("n1", "The Chairman met Boris Cole.\n")
    doc.person(None, doc.role("Chairman", None))
    found = [
        item.link is not None
        for item in resolved_mentions(
            [
                gold_mention(doc, "Boris Cole", "cole"),
                gold_mention(doc, "Chairman", "berg", "office-only"),
                gold_mention(doc, "Chairman", "berg"),
            ],
            [doc.document],
            [doc.extraction],
            resolve(doc),
        )
    ]
    assert found == [False, True, False]


def test_what_was_found_and_the_whole_are_scored_apart() -> None:
    documents = [minister("n1"), minister("n2"), WrittenDocument("n3", "Nobody read Anna Berg here.\n")]
    result = scored(documents, [gold_mention(doc, "Anna Berg", "berg") for doc in documents])
    assert (len(result.found), len(result.mentions)) == (2, 3)
    assert result.systems[RESOLUTION].pairs.recall == 1
    assert result.systems[END_TO_END].pairs.recall == 1 / 3
    assert list(result.figures) == list(RESOLUTION_MEASURES)
    assert result.figures["pairs"] == 1
    assert result.figures["pairs_end_to_end"] == 0.5
    assert result.pinned_as == "resolution-train"


def test_baselines_know_nothing_but_the_name() -> None:
    names = ["Elmar Mamedov", "Elmar Mamedov", "elmar mamédov", "Elmar Mammadov", None, None]
    same, folded, similar = baselines(names).values()
    assert len(set(same)) == 5
    assert len(set(folded)) == 4
    assert len(set(similar)) == 3
    assert None not in {*same, *folded, *similar}


def test_the_tables_say_what_was_missed_and_which_pairs_are_wrong() -> None:
    namesakes = [minister("n1"), minister("n2", state="BEL"), minister("n3")]
    unread = WrittenDocument("n4", "Nobody read Anna Berg here.\n")
    mentions = [gold_mention(doc, "Anna Berg", "berg", "namesake") for doc in (*namesakes, unread)]
    result = scored([*namesakes, unread], mentions)
    table = render_resolution(result, {"pairs": 0.25})
    assert "4 mentions of 1 persons; extraction found 3 and missed 1" in table
    assert "floors of F1: pairs 0.250" in table
    assert "Jaro-Winkler" in table
    assert "namesake (3)" in render_resolution_constructs(result)
    wrong = render_wrong_pairs(result)
    assert "2 wrong pairs, 1 mentions missed" in wrong
    assert wrong.count("apart") == 2
    assert "missed   n4: Anna Berg = berg" in wrong
