"""Which sentence of which document a focus node is attested by: the place a reader wants to see most."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from osce_kg.model.validation import SourcePassage
from osce_kg.namespaces import ID, OKG
from osce_kg.validation.loading import parse_quads
from osce_kg.validation.sources import RdfFile, RdfSource

_ATTESTED_BY = str(OKG.attestedBy)
_PROPERTIES = {str(OKG[name]): name for name in ("exact", "passageOf", "startOffset", "endOffset")}
_KEY = re.compile(rf"{re.escape(str(ID))}passage/([A-Za-z0-9][A-Za-z0-9.-]*)/")
_LONGEST_QUOTE = 1000
_OFFSET = re.compile(r"\d{1,12}")


def find_passages(
    focus_nodes: frozenset[str], sources: Sequence[RdfSource]
) -> dict[str, tuple[SourcePassage, ...]]:
    """Return the passages that attest each of ``focus_nodes`` (N-Triples terms), or that it is itself.

    Nodes without a passage are left out. The sources are parsed twice at most, and not at all without nodes.
    """
    iris = {node[1:-1] for node in focus_nodes if node.startswith("<")}
    if not iris:
        return {}
    attesting: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in _statements(sources, {_ATTESTED_BY, *_PROPERTIES}):
        if subject in iris:
            attesting[subject].add(value if predicate == _ATTESTED_BY else subject)
    wanted = set().union(*attesting.values())
    if not wanted:
        return {}
    described: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in _statements(sources, _PROPERTIES.keys()):
        if subject in wanted:
            # Of several values, which are wrong anyway, always the same one.
            name = _PROPERTIES[predicate]
            described[subject][name] = min(value, described[subject].get(name, value))
    texts = _text_directories(sources)
    return {
        f"<{node}>": tuple(sorted(_passage(iri, described.get(iri, {}), texts) for iri in passages))
        for node, passages in attesting.items()
    }


def _statements(sources: Iterable[RdfSource], predicates: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield subject, predicate and value of the statements with these predicates, without blank nodes."""
    kept = frozenset(ox.NamedNode(predicate) for predicate in predicates)
    for source in sources:
        for quad in parse_quads(source):
            value = quad.object
            if (
                quad.predicate in kept
                and isinstance(quad.subject, ox.NamedNode)
                and isinstance(value, ox.NamedNode | ox.Literal)
            ):
                yield quad.subject.value, quad.predicate.value, value.value


def _passage(iri: str, properties: Mapping[str, str], texts: Sequence[Path]) -> SourcePassage:
    key = _KEY.match(iri)
    file = next((path for folder in texts if key and (path := folder / f"{key[1]}.txt").is_file()), None)
    quote = properties.get("exact", "")
    return SourcePassage(
        passage=iri,
        document=properties.get("passageOf", ""),
        quote=quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…",
        start=_offset(properties.get("startOffset", "")),
        end=_offset(properties.get("endOffset", "")),
        file=str(file) if file else "",
    )


def _offset(text: str) -> int:
    return int(text) if _OFFSET.fullmatch(text) else -1


def _text_directories(sources: Iterable[RdfSource]) -> list[Path]:
    """Return the directories with the texts of the documents of those sources that are dumps of builds."""
    return [
        Path(source.name).parent.parent / "documents"
        for source in sources
        if isinstance(source, RdfFile) and Path(source.name).parent.name == "dump"
    ]
