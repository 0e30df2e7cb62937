"""Quads as a build keeps them: a store with a copy of each triple, a sorted dump, and texts of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from osce_kg.validation import validate_graph
from osce_kg.validation.shapes import Shapes
from osce_kg.validation.tally import StoredBuild, Tally

Quad = tuple[str, str, str, str]
"""Subject, predicate, object and named graph, in the syntax of N-Quads."""


def stored(quads: Iterable[Quad], directory: Path, texts: Mapping[str, str] | None = None) -> StoredBuild:
    """Return the quads as a build.

    Args:
        directory: does not exist yet.
        texts: of documents, by their keys.
    """
    store = ox.Store()
    parsed = list(ox.parse(b"\n".join(map(line_of, quads)), format=ox.RdfFormat.N_QUADS))
    store.extend(parsed)
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in parsed)
    dump = directory / "dump" / "osce-kg.nt"
    dump.parent.mkdir(parents=True)
    triples = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    dump.write_text("".join(sorted(f"{quad.triple} .\n" for quad in triples)), encoding="utf-8")
    (directory / "documents").mkdir()
    for key, text in (texts or {}).items():
        (directory / "documents" / f"{key}.txt").write_text(text, encoding="utf-8")
    return StoredBuild(store, dump, directory / "documents")


def line_of(quad: Quad) -> bytes:
    """Return the N-Quads line of a quad, without line end."""
    return f"{' '.join(quad)} .".encode()


def tally_of_whole(build: StoredBuild, shapes: Shapes, **options: Path) -> Tally:
    """Count the findings by holding all of the dump in memory."""
    report = validate_graph([build.dump.parent], shapes=shapes, **options)
    found = Counter(finding.severity for finding in report.findings)
    return Tally(report.focus_nodes, found["violation"], found["warning"], found["info"])
