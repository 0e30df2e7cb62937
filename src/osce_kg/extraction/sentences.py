"""The sentences of a document with all that the grammar needs: tokens, votes, known names, titles."""

from __future__ import annotations

from osce_kg.extraction.analysis import Sentence, tokenize
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.language_model import LanguageModel
from osce_kg.extraction.title_heads import find_heads
from osce_kg.model.document import Document


def read_sentences(document: Document, gazetteer: Gazetteer, model: LanguageModel) -> list[Sentence]:
    """Return the sentences of the body with tokens, the model's votes, known names and heads of titles."""
    sentences: list[Sentence] = []
    paragraph_number = 0
    for section_number, section in enumerate(document.sections):
        heading = section.heading.of(document.text) if section.heading else ""
        for paragraph in section.paragraphs:
            for span in paragraph.sentences:
                tokens = tokenize(document.text, span)
                if not tokens:
                    continue
                sentences.append(
                    Sentence(
                        index=len(sentences),
                        paragraph=paragraph_number,
                        section=section_number,
                        span=span,
                        tokens=tokens,
                        heading=heading,
                        is_caption=paragraph.is_caption,
                        is_list_item=paragraph.is_list_item,
                    )
                )
            paragraph_number += 1
    _annotate(document, sentences, gazetteer, model)
    return sentences


def read_headline(
    document: Document, gazetteer: Gazetteer, model: LanguageModel, index: int
) -> Sentence | None:
    """Return the headline as sentence number ``index``, after those of the body.

    It can tell of a visit, but it introduces nobody; it stands in paragraph and section -1.
    """
    if document.title_span is None:
        return None
    tokens = tokenize(document.text, document.title_span)
    if not tokens:
        return None
    sentence = Sentence(index, -1, -1, document.title_span, tokens)
    _annotate(document, [sentence], gazetteer, model)
    return sentence


def read_headings(document: Document, gazetteer: Gazetteer) -> dict[int, Sentence]:
    """Return the headings by section, with gazetteer matches only: they name who the section is about."""
    found: dict[int, Sentence] = {}
    for number, section in enumerate(document.sections):
        tokens = tokenize(document.text, section.heading) if section.heading else []
        if section.heading and tokens:
            heading = Sentence(-1 - number, -1, number, section.heading, tokens)
            heading.matches = gazetteer.find_matches(document.text, heading)
            found[number] = heading
    return found


def _annotate(
    document: Document, sentences: list[Sentence], gazetteer: Gazetteer, model: LanguageModel
) -> None:
    model.annotate(document.text, sentences)
    for sentence in sentences:
        sentence.matches = gazetteer.find_matches(document.text, sentence)
        sentence.heads = find_heads(sentence)
