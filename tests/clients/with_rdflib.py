#!/usr/bin/env python3
"""rdflib: ``Graph().parse(url)`` of pages and dumps, in every format and by its own Accept header."""
# /// client
# pypi = ["rdflib"]
# ///

from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import RDF, VOID
from served_release import FORMS, MEETING, Release, check, equal, holds, run_checks

SERVICE = URIRef("http://www.w3.org/ns/sparql-service-description#Service")


@check
def a_thing_is_parsed_from_its_iri_alone(release: Release) -> None:
    graph = Graph().parse(release.local(release.meeting))
    expected = Graph().parse(data="\n".join(release.about(release.meeting)), format="nt")
    equal(set(expected) - set(graph), set())
    holds((URIRef(release.meeting), RDF.type, URIRef(MEETING)) in graph, len(graph))


@check
def a_page_has_the_same_graph_by_every_suffix(release: Release) -> None:
    page = release.local(release.meeting)
    by_header = set(Graph().parse(page))
    for suffix in FORMS:
        equal((suffix, set(Graph().parse(f"{page}.{suffix}"))), (suffix, by_header))


@check
def a_page_has_the_same_graph_by_every_format_that_is_named(release: Release) -> None:
    page = release.local(release.meeting)
    by_header = set(Graph().parse(page))
    for name in ("turtle", "nt", "json-ld", "xml"):
        equal((name, set(Graph().parse(page, format=name))), (name, by_header))


@check
def dumps_of_triples_are_one_graph(release: Release) -> None:
    graphs = [Graph().parse(release.url(f"dump/osce-kg.{suffix}")) for suffix in ("nt", "ttl", "jsonld")]
    equal([len(graph) for graph in graphs], [release.triples] * 3)
    equal(set(graphs[1]), set(graphs[0]))
    equal(set(graphs[2]), set(graphs[0]))


@check
def dumps_of_quads_hold_the_same_triples_in_the_same_graphs(release: Release) -> None:
    quads = [set(Dataset().parse(release.url(f"dump/osce-kg.{suffix}")).quads()) for suffix in ("nq", "trig")]
    equal(quads[0], quads[1])
    equal(len({quad[:3] for quad in quads[0]}), release.triples)


@check
def the_dataset_is_described_with_its_size(release: Release) -> None:
    graph = Graph().parse(release.url(".well-known/void"))
    equal(release.triples in {value.toPython() for value in graph.objects(None, VOID.triples)}, True)


@check
def the_endpoint_describes_itself(release: Release) -> None:
    services = list(Graph().parse(release.url("sparql")).subjects(RDF.type, SERVICE))
    equal(services, [URIRef(release.url("sparql"))])


@check
def the_ontology_is_parsed_from_its_iri(release: Release) -> None:
    graph = Graph().parse(release.url("ontology"))
    holds((URIRef(MEETING), RDF.type, None) in graph, len(graph))


run_checks()
