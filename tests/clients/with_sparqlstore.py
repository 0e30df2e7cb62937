#!/usr/bin/env python3
"""rdflib's SPARQLStore: a remote graph that is used like one of its own."""
# /// client
# pypi = ["rdflib"]
# ///

from itertools import islice
from urllib.error import HTTPError

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from served_release import COUNT, MEETING, PEOPLE, WRONG, Release, check, equal, holds, run_checks


def remote(release: Release, **options: str) -> Graph:
    return Graph(SPARQLStore(release.url("sparql"), **options))


@check
def the_graph_has_as_many_triples_as_the_dump(release: Release) -> None:
    equal([row["n"].toPython() for row in remote(release).query(COUNT)], [release.triples])


@check
def solutions_say_what_the_dump_says_in_every_form_and_by_every_method(release: Release) -> None:
    for form in ("xml", "json", "csv", "tsv"):
        for method in ("GET", "POST", "POST_FORM"):
            solutions = remote(release, returnFormat=form, method=method).query(PEOPLE)
            equal({(str(row[0]), str(row[1])) for row in solutions}, release.people)


@check
def patterns_are_answered_as_from_a_graph_in_memory(release: Release) -> None:
    graph = remote(release)
    meetings = {str(subject) for subject in graph.subjects(RDF.type, URIRef(MEETING))}
    equal(meetings, set(release.subjects(str(RDF.type), MEETING)))
    equal((URIRef(release.meeting), RDF.type, URIRef(MEETING)) in graph, True)
    equal(
        len(list(graph.triples((URIRef(release.meeting), None, None)))), len(release.about(release.meeting))
    )


@check
def a_construction_gives_a_graph(release: Release) -> None:
    result = remote(release).query(f"CONSTRUCT WHERE {{ <{release.meeting}> ?p ?o }}")
    expected = Graph().parse(data="\n".join(release.about(release.meeting)), format="nt")
    equal(set(result.graph), set(expected))


@check
def a_boolean_is_read(release: Release) -> None:
    equal(remote(release).query(f"ASK {{ <{release.meeting}> a okg:Meeting }}").askAnswer, True)
    equal(remote(release).query("ASK { okg:nothing a okg:Meeting }").askAnswer, False)


@check
def pages_of_a_long_answer_are_the_whole_answer(release: Release) -> None:
    subjects: set[str] = set()
    for offset in range(0, len(release.people) + 100, 100):
        page = remote(release).query(f"{PEOPLE} LIMIT 100 OFFSET {offset}")
        subjects |= {str(row[0]) for row in islice(page, 100)}
    equal(subjects, {person for person, _ in release.people})


@check
def a_wrong_query_is_an_error_with_status_400(release: Release) -> None:
    try:
        list(remote(release).query(WRONG))
    except ValueError as error:
        # It says that the query is wrong just for this status.
        holds(isinstance(error.__context__, HTTPError) and error.__context__.code == 400, error)
    else:
        raise AssertionError("no error was raised")


run_checks()
