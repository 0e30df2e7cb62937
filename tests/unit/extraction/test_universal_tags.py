"""The model's own component for universal parts of speech is what the table is compared with."""

from __future__ import annotations

import pytest
from spacy.language import Language

from osce_kg.extraction.language_model import load_pipeline
from osce_kg.extraction.universal_tags import UniversalTags

TEXTS = [
    "There were no talks, but the Minister did not say that this had been planned.",
    "That which was said is said; those who've come don't wish to have to go to it.",
    "While in Baku, both had lunch with someone whose name she couldn't recall once more!",
    'What does the OSCE do? It\'s being done: 3.5 per cent, $ 20 and "nothing" else (e.g. him).',
    "Mr. Holm's two  visits, which he'd announced, were the first since 1999.",
]


@pytest.fixture(scope="module", params=[(), ("parser",)], ids=["parsed", "not parsed"])
def pipeline(request: pytest.FixtureRequest) -> Language:
    return load_pipeline(exclude=["senter", "lemmatizer", *request.param])


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_gets_the_part_of_speech_that_the_models_own_component_gives(
    pipeline: Language, text: str
) -> None:
    tags = UniversalTags(pipeline.get_pipe("attribute_ruler").patterns)  # type: ignore[attr-defined]
    parse = pipeline(text)
    for token in parse:
        if not token.is_space:
            before = parse[token.i - 1].dep_ if token.i else ""
            assert tags.of(token.tag_, token.lower_, token.dep_, before) == token.pos_, token


def test_a_tag_that_no_row_names_gives_no_part_of_speech() -> None:
    rows = [{"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN"}, "index": 0}]
    tags = UniversalTags(rows)
    assert [tags.of(tag, "x", "", "") for tag in ("NN", "??")] == ["NOUN", ""]


def test_the_last_row_that_fits_wins_and_rows_about_other_attributes_do_not_count() -> None:
    rows = [
        {"patterns": [[{"TAG": "VBZ"}]], "attrs": {"POS": "VERB"}, "index": 0},
        {"patterns": [[{"TAG": "VBZ", "LOWER": {"IN": ["is", "'s"]}}]], "attrs": {"POS": "AUX"}, "index": 0},
        {"patterns": [[{"DEP": {"NOT_IN": ["aux", ""]}, "TAG": "VBZ"}]], "attrs": {"POS": "X"}, "index": 0},
        {"patterns": [[{"DEP": "expl"}, {"LOWER": "is"}]], "attrs": {"POS": "VERB"}, "index": 1},
        {"patterns": [[{"TAG": "VBZ"}]], "attrs": {"LEMMA": "be"}, "index": 0},
    ]
    tags = UniversalTags(rows)
    assert tags.of("VBZ", "goes", "", "") == "VERB"
    assert tags.of("VBZ", "is", "aux", "") == "AUX"
    assert tags.of("VBZ", "is", "ROOT", "nsubj") == "X"
    assert tags.of("VBZ", "is", "aux", "expl") == "VERB"
