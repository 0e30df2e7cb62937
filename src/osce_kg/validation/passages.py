"""Which sentence of which document a focus node is attested by: the place a reader wants to see most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from osce_kg.model.validation import SourcePassage
from osce_kg.namespaces import ID, OKG
from osce_kg.validation.data_graph import DataGraph
from osce_kg.validation.sources import RdfFile, RdfSource
from osce_kg.validation.terms import Term, iri, is_iri, is_literal, literal_parts

_ATTESTED_BY = iri(str(OKG.attestedBy))
_PROPERTIES = {name: iri(str(OKG[name])) for name in ("exact", "passageOf", "startOffset", "endOffset")}
_KEY = re.compile(rf"<{re.escape(str(ID))}passage/([A-Za-z0-9][A-Za-z0-9.-]*)/")
_LONGEST_QUOTE = 1000
_OFFSET = re.compile(r"\d{1,12}")


def find_passages(
    focus_nodes: frozenset[Term], graph: DataGraph, sources: Sequence[RdfSource]
) -> dict[Term, tuple[SourcePassage, ...]]:
    """Return the passages that attest each of ``focus_nodes``, or that it is itself.

    Args:
        sources: what the graph was loaded from; the texts of documents are beside the dump of a build.
    """
    texts = text_directories(sources)
    found = {}
    for node in focus_nodes:
        passages = {term for term in graph.column(_ATTESTED_BY).values(node) if is_iri(term)}
        if is_iri(node) and any(graph.column(predicate).values(node) for predicate in _PROPERTIES.values()):
            passages.add(node)
        found[node] = tuple(sorted(_passage(passage, graph, texts) for passage in passages))
    return found


def _passage(passage: Term, graph: DataGraph, texts: Sequence[Path]) -> SourcePassage:
    properties = {
        # Of several values, which are wrong anyway, always the same one.
        name: min(map(_text, graph.column(predicate).values(passage)), default="")
        for name, predicate in _PROPERTIES.items()
    }
    key = _KEY.match(passage)
    file = next((path for folder in texts if key and (path := folder / f"{key[1]}.txt").is_file()), None)
    quote = properties["exact"]
    return SourcePassage(
        passage=_text(passage),
        document=properties["passageOf"],
        quote=quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…",
        start=_offset(properties["startOffset"]),
        end=_offset(properties["endOffset"]),
        file=str(file) if file else "",
    )


def _text(term: Term) -> str:
    return literal_parts(term).text if is_literal(term) else term[1:-1]


def _offset(text: str) -> int:
    return int(text) if _OFFSET.fullmatch(text) else -1


def text_directories(sources: Iterable[RdfSource]) -> list[Path]:
    """Return the directories with the texts of the documents of those sources that are dumps of builds."""
    return [
        Path(source.name).parent.parent / "documents"
        for source in sources
        if isinstance(source, RdfFile) and Path(source.name).parent.name == "dump"
    ]
