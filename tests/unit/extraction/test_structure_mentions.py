"""Where a document names structures: before a place in the text, first of all, or above it."""

from __future__ import annotations

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.sentences import read_sentences
from osce_kg.extraction.structure_mentions import StructureMention, StructureMentions
from press_release import gazetteer, language_model, press_release

BODY = (
    "The OSCE Centre in Almaty and the OSCE Mission to Moldova met.\n"
    "The OSCE Presence in Albania wrote to the OSCE.\n"
    "The Mission answered."
)


def mentions(**circumstances: str) -> tuple[StructureMentions, list[Sentence]]:
    """Return the mentions of a press release with ``BODY``, and its sentences."""
    document = press_release(BODY, **circumstances)  # type: ignore[arg-type]
    (text,) = read_sentences([document], gazetteer(), language_model())
    return StructureMentions(document, text.body, gazetteer()), text.body


def found(mention: StructureMention | None) -> str | None:
    return mention.name if mention is not None else None


def test_the_last_structure_with_a_word_in_its_name_is_found_before_a_place_in_the_text() -> None:
    known, (first, second, third) = mentions()
    assert found(known.last_with("osce", third, 0)) == "osce"
    assert found(known.last_with("mission", third, 0)) == "osce mission to moldova"
    assert found(known.last_with("mission", first, 5)) is None
    assert found(known.last_with("osce", second, 0)) == "osce mission to moldova"


def test_the_last_mission_is_a_field_operation_or_institution() -> None:
    known, (first, _, third) = mentions()
    assert found(known.last_mission(third, 0)) == "osce presence in albania"
    assert known.last_mission(first, 1) is None


def test_the_first_field_operation_with_a_word_in_its_name_is_found() -> None:
    known, _ = mentions()
    assert found(known.first_field_operation("osce")) == "osce centre in almaty"
    assert found(known.first_field_operation("presence")) == "osce presence in albania"
    assert known.first_field_operation("bank") is None


def test_issuer_title_and_headings_are_looked_at_in_this_order() -> None:
    known, _ = mentions(title="OSCE Mission to Skopje", heading="OSCE Mission to Serbia")
    above = known.in_headings("mission")
    assert above is not None
    assert above[0] == "OSCE Mission to Skopje"
    assert known.in_headings("presence") is None
