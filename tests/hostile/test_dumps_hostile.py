"""Rows of the catalogue of hostile inputs that concern what is published; each test names its row."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from osce_kg.model.statement import Statement
from osce_kg.publishing import publish_release
from osce_kg.store import OxigraphStore
from osce_kg.validation.terms import from_rdflib

DUMPS = ("osce-kg.ttl", "osce-kg.nt", "osce-kg.trig", "osce-kg.nq", "osce-kg.jsonld")
FORMS = [
    ("2004-05-18Z", XSD.date),
    ("2004-05-18", XSD.date),
    ("42", XSD.decimal),
    ("0.85", XSD.decimal),
    ("5", XSD.integer),
    ("true", XSD.boolean),
    ("1e3", XSD.string),
    ("00FF", XSD.hexBinary),
]


def test_b20_all_dumps_are_the_same_graph_term_by_term_in_the_forms_that_were_written(tmp_path: Path) -> None:
    node, graph = URIRef("urn:s"), URIRef("urn:g")
    statements = [
        Statement(node, URIRef(f"urn:p{number}"), Literal(text, datatype=kind, normalize=False), graph)
        for number, (text, kind) in enumerate(FORMS)
    ]
    with OxigraphStore() as store:
        store.add(statements)
        publish_release(store, tmp_path)
    written = terms_of(statements)
    for name in DUMPS:
        assert read(tmp_path / name) == written, name


def test_b20_a_number_in_a_form_of_its_own_has_one_form_in_every_dump(tmp_path: Path) -> None:
    forms = [("+5", XSD.integer), ("1", XSD.boolean), ("1e3", XSD.double), ("42.0", XSD.decimal)]
    terms = [Literal(text, datatype=kind, normalize=False) for text, kind in forms]
    with OxigraphStore() as store:
        store.add(Statement(URIRef("urn:s"), URIRef("urn:p"), term, URIRef("urn:g")) for term in terms)
        publish_release(store, tmp_path)
    first, *others = (read(tmp_path / name) for name in DUMPS)
    assert len(first) == len(forms)
    assert others == [first] * len(others)


def test_b20_b21_a_build_has_its_literals_as_they_were_made_and_no_blank_nodes(
    meeting_build: Path, meeting_statements: tuple[Statement, ...]
) -> None:
    made = terms_of(meeting_statements)
    for name in DUMPS:
        dump = read(meeting_build / "dump" / name)
        assert dump == made, name
        assert not [term for triple in dump for term in triple if term.startswith("_:")]


def read(dump: Path) -> set[tuple[str, ...]]:
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in ox.parse(path=dump)}


def terms_of(statements: Iterable[Statement]) -> set[tuple[str, ...]]:
    """Return the triples as dumps write them: a text needs no datatype."""
    return {
        tuple(from_rdflib(term).replace(f"^^<{XSD.string}>", "") for term in statement[:3])
        for statement in statements
    }
