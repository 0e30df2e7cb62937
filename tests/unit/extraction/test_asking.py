"""The model is not asked about every sentence; what is extracted is the same as if it were."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.documents import read_documents
from osce_kg.extraction import sentences
from osce_kg.extraction.asking import needs_names, needs_parse
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.resources import resource_path
from press_release import analysed, extract, press_release

SHARED_GOLD = Path(__file__).parents[4] / "shared" / "gold" / "docs"


def asked(text: str) -> tuple[bool, bool]:
    """Return whether the model is asked for a parse of the one sentence, and for names in it."""
    (sentence,) = analysed(text)
    return needs_parse(sentence), needs_names(sentence)


@pytest.mark.parametrize(
    ("text", "parse", "names"),
    [
        ("Anna Berg met the deputies.", True, True),
        ("They met.", True, False),
        ("The visit to Georgia ended.", True, False),
        ("The situation in Georgia was calm.", False, False),
        ("The mission was in Georgia on 5 May.", True, False),
        ("On 5 May it rained in the OSCE region.", False, False),
        ("Prices rose by 4 per cent.", False, False),
        ("Passy, the guest, left.", True, True),
        ("The observers told the president that all was well.", True, False),
        ("A report on Vrelo was published.", True, True),
    ],
)
def test_the_model_is_asked_where_people_or_events_may_be_spoken_of(
    text: str, parse: bool, names: bool
) -> None:
    assert asked(text) == (parse, names)


def test_what_the_model_is_not_asked_about_has_no_votes() -> None:
    (idle, told) = analysed("Prices rose by 4 per cent.\nAnna Berg met Karl Holm.")
    assert {token.pos for token in idle.tokens} == {""}
    assert "VERB" in {token.pos for token in told.tokens}


def extract_asking_always(document: Document) -> Extraction:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "needs_parse", lambda _: True)
        patch.setattr(sentences, "needs_names", lambda _: True)
        return extract(document).extraction


@pytest.mark.slow
@pytest.mark.parametrize(
    "folder", [resource_path("data", "documents"), SHARED_GOLD], ids=["samples", "real documents"]
)
def test_extraction_is_the_same_as_if_the_model_were_asked_about_every_sentence(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"there is no folder {folder.name} of real documents beside the repository")
    documents = read_documents([str(folder)]).documents
    assert documents
    for document in documents:
        assert extract(document).extraction == extract_asking_always(document), document.source


SUBJECTS = ["Anna Berg", "The Minister", "The students", "It", "She", "Tirana", "The OSCE Centre in Almaty"]
VERBS = ["met", "was in", "said that they liked", "stayed with", "discussed prices with", "was told of"]
OBJECTS = [
    "the President of Georgia",
    "farmers and students",
    "Baku on 5 May",
    "Vrelo, a village",
    "a training course",
    "the two",
    "rain",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(VERBS), st.sampled_from(OBJECTS)),
        min_size=1,
        max_size=6,
    )
)
def test_any_sentences_give_the_same_as_if_the_model_were_asked_about_each(
    parts: list[tuple[str, str, str]],
) -> None:
    document = press_release("\n".join(f"{' '.join(words)}." for words in parts))
    assert extract(document).extraction == extract_asking_always(document)
