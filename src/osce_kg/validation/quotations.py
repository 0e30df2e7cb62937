"""Are the words of a passage in its document, at its offsets? The texts of a build are beside its dump."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Final

from rdflib import Literal
from rdflib.namespace import SH

from osce_kg.errors import InputError
from osce_kg.namespaces import ID, OKG, SHAPES
from osce_kg.validation.findings import Message, Result
from osce_kg.validation.graph_reader import GraphReader
from osce_kg.validation.relations import Relation
from osce_kg.validation.shapes import Shapes
from osce_kg.validation.sources import told_as_bad_input
from osce_kg.validation.terms import Term, iri, is_literal, literal_parts

RULE: Final = SHAPES["passage-quote-in-document"]
"""The shape that says so; SHACL itself can only compare the length of the words with the offsets."""

PASSAGE_OF: Final = iri(str(OKG.passageOf))

_EXACT: Final = iri(str(OKG.exact))
_START: Final = iri(str(OKG.startOffset))
_END: Final = iri(str(OKG.endOffset))
QUOTED_BY: Final = frozenset({PASSAGE_OF, _EXACT, _START, _END})
"""What a passage is compared by."""

_COMPONENT: Final = str(SHAPES["QuotationConstraintComponent"])
_DOCUMENT: Final = re.compile(rf"<{re.escape(str(ID))}document/([A-Za-z0-9][A-Za-z0-9.-]*)>")
_OFFSET: Final = re.compile(r"\d{1,12}")
_LONGEST_QUOTE: Final = 80


def misquotations(
    graph: GraphReader, shapes: Shapes, texts: Sequence[Path], among: Set[Term] | None = None
) -> Iterator[Result]:
    """Give a result for each passage whose words are not in the text of its document where it says.

    Passages without whole offsets, or with several, are left to the shapes.

    Args:
        among: only these passages are looked at; None for all.
        texts: directories with the texts of documents, ``KEY.txt``; without any, nothing can be compared.

    Raises:
        InputError: a text cannot be read as UTF-8.
    """
    if not texts or (RULE, SH.severity, None) not in shapes.graph:
        return
    if (RULE, SH.deactivated, Literal(True)) in shapes.graph:
        return
    severity = str(shapes.graph.value(RULE, SH.severity))
    documents = graph.forward(PASSAGE_OF, graph.subjects(PASSAGE_OF) if among is None else among)
    quotations = _Quotations(graph, documents.lefts())
    for document, passages in sorted(_by_document(documents).items()):
        text = _text_of(document, texts)
        for passage in sorted(passages):
            for quote, fault in quotations.faults(passage, text):
                yield Result(
                    severity,
                    passage,
                    iri(str(RULE)),
                    _COMPONENT,
                    _EXACT,
                    quote,
                    (Message(fault, "en"),),
                )


def _by_document(documents: Relation) -> dict[Term, list[Term]]:
    passages: dict[Term, list[Term]] = defaultdict(list)
    for passage, document in documents:
        passages[document].append(passage)
    return passages


def _text_of(document: Term, texts: Sequence[Path]) -> str | None:
    key = _DOCUMENT.fullmatch(document)
    path = next((path for folder in texts if key and (path := folder / f"{key[1]}.txt").is_file()), None)
    if path is None:
        return None
    try:
        # Bytes, so that no line end is translated: each is a code point that the offsets count.
        with told_as_bad_input(str(path)):
            return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8 text", source=str(path)) from error


class _Quotations:
    """The words of some passages, and where they should be."""

    def __init__(self, graph: GraphReader, passages: Set[Term]) -> None:
        self._exact = graph.forward(_EXACT, passages)
        self._start = graph.forward(_START, passages)
        self._end = graph.forward(_END, passages)

    def faults(self, passage: Term, text: str | None) -> Iterator[tuple[Term, str]]:
        """Give the words of a passage that are not in the text, and what is wrong with them."""
        start, end = (_only_offset(offsets.values(passage)) for offsets in (self._start, self._end))
        if start is None or end is None:
            return
        for quote in filter(is_literal, self._exact.values(passage)):
            if text is None:
                yield quote, "The build holds no text of the document that the passage is of."
            elif text[start:end] != literal_parts(quote).text:
                there = " ".join(text[start:end][: _LONGEST_QUOTE + 1].split())
                shown = there if len(there) <= _LONGEST_QUOTE else f"{there[: _LONGEST_QUOTE - 1]}…"
                yield quote, f"The document has other words at these offsets: “{shown}”."


def _only_offset(offsets: Iterable[Term]) -> int | None:
    values = list(offsets)
    if len(values) != 1 or not is_literal(values[0]):
        return None
    text = literal_parts(values[0]).text
    return int(text) if _OFFSET.fullmatch(text) else None
