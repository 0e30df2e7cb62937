from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS
from rdflib.term import URIRef

from osce_kg.graph import build_document_statements, build_reference_statements
from osce_kg.identifiers import (
    DERIVED_GRAPH,
    ENTITY_GRAPH,
    ONTOLOGY_GRAPH,
    REFERENCE_GRAPH,
    document_graph,
    entity_iri,
)
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG
from osce_kg.reasoning.closure import read_ontology
from osce_kg.reasoning.derivation import derive_change, derive_into, derive_statements
from osce_kg.reference import load_reference
from osce_kg.store import OxigraphStore
from small_reference import small_reference
from written_corpus import WrittenDocument, decided, resolve

ANNA, BORIS, CLARA = ("Anna Berg", "a", "visitor"), ("Boris Cole", "b", "host"), ("Clara Dean", "b", "host")
CLASSES = (
    (OKG.Meeting, OKG.Event),
    (OKG.VisitLeg, OKG.Visit),
    (OKG.Visit, OKG.Event),
    (OKG.Person, OKG.Agent),
)
VERSIONS = (
    (("meeting", ANNA, BORIS),),
    (("meeting", ANNA, BORIS), ("meeting", ANNA, CLARA)),
    (("meeting", BORIS, CLARA), ("visit", ANNA)),
    (("visit", ANNA),),
)
"""What a document may say; two that say the same share what follows from it."""

Corpora = Mapping[str, int]
corpora = st.dictionaries(st.sampled_from(("n1", "n2", "n3")), st.integers(0, len(VERSIONS) - 1))


def written(key: str, version: int) -> WrittenDocument:
    document = WrittenDocument(key, "Anna Berg, Boris Cole, Clara Dean were there.\n")
    for kind, *people in VERSIONS[version]:
        parts = [document.take_part(document.person(name), role, side) for name, side, role in people]
        document.event(kind, people[0][0], *parts)
    return document


def asserted(corpus: Corpora) -> list[Statement]:
    documents = [written(key, version) for key, version in corpus.items()]
    resolution, reference = resolve(*documents), small_reference()
    statements = [Statement(one, RDFS.subClassOf, other, ONTOLOGY_GRAPH) for one, other in CLASSES]
    for document in documents:
        statements += build_document_statements(
            document.document, document.extraction, decided(resolution, document), reference
        )
    people = {link.entity for link in resolution.links if link.entity.startswith("person/")}
    statements += [Statement(entity_iri(key), RDF.type, OKG.Person, ENTITY_GRAPH) for key in sorted(people)]
    return statements


def store_of(corpus: Corpora, opened: ExitStack) -> OxigraphStore:
    store = opened.enter_context(OxigraphStore())
    store.add(asserted(corpus))
    derive_into(store)
    return store


@given(before=corpora, after=corpora)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_derived_after_a_change_is_what_is_derived_from_the_whole(
    before: Corpora, after: Corpora
) -> None:
    with ExitStack() as opened:
        earlier, whole, store = store_of(before, opened), store_of(after, opened), store_of(before, opened)
        graphs: list[URIRef] = [ENTITY_GRAPH, *map(document_graph, sorted({*before, *after}))]
        going = {graph: earlier.lines(graph) - whole.lines(graph) for graph in graphs}
        coming = {graph: whole.lines(graph) - earlier.lines(graph) for graph in graphs}
        for graph in graphs:
            store.change_lines(going[graph], coming[graph])
        removed, added = derive_change(earlier, store, going, coming)
        was, is_now = earlier.lines(DERIVED_GRAPH), whole.lines(DERIVED_GRAPH)
        assert store.lines(DERIVED_GRAPH) == is_now
        assert (removed, added) == (was - is_now, is_now - was)


@given(corpora)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_deriving_into_a_store_adds_what_is_derived_from_it(corpus: Corpora) -> None:
    with ExitStack() as opened, OxigraphStore() as bare:
        bare.add(asserted(corpus))
        expected = set(derive_statements(bare))
        assert set(store_of(corpus, opened).quads(DERIVED_GRAPH)) == expected


def test_reference_statements_that_come_one_after_the_other_give_what_they_give_together() -> None:
    """No rule joins two of them, or only what has changed could not be looked at."""
    ontology = [Statement(*triple, ONTOLOGY_GRAPH) for triple in read_ontology()]
    statements = sorted(build_reference_statements(load_reference()))
    with OxigraphStore() as whole, OxigraphStore() as store:
        whole.add([*ontology, *statements])
        store.add(ontology)
        derive_into(store)
        derive_into(whole)
        for start in range(7):
            with OxigraphStore() as now:
                now.add(statements[start::7])
                lines = now.lines(REFERENCE_GRAPH)
            store.change_lines((), lines)
            derive_change(store, store, {}, {REFERENCE_GRAPH: lines})
        assert store.lines(DERIVED_GRAPH) == whole.lines(DERIVED_GRAPH) != frozenset()
