#!/usr/bin/env python3
"""SPARQLWrapper, which asks for forms by several parameters and headers at once."""
# /// client
# pypi = ["SPARQLWrapper==2.0.0"]
# ///

import csv
import io
from typing import Any

from served_release import COUNT, PEOPLE, UPDATE, WRONG, Release, check, equal, holds, run_checks
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException


def asked(release: Release, query: str, form: str, method: str = GET, encoding: str = URLENCODED) -> Any:
    wrapper = Wrapper(release.url("sparql"))
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(encoding)
    return wrapper.query().convert()


@check
def the_graph_has_as_many_triples_as_the_dump(release: Release) -> None:
    bindings = asked(release, COUNT, JSON)["results"]["bindings"]
    equal([row["n"]["value"] for row in bindings], [str(release.triples)])


@check
def solutions_in_json_say_what_the_dump_says_by_every_method(release: Release) -> None:
    for method, encoding in ((GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)):
        bindings = asked(release, PEOPLE, JSON, method, encoding)["results"]["bindings"]
        equal({(row["person"]["value"], row["name"]["value"]) for row in bindings}, release.people)


@check
def solutions_in_xml_csv_and_tsv_are_as_many(release: Release) -> None:
    rows = list(csv.reader(io.StringIO(asked(release, PEOPLE, CSV).decode())))
    equal({tuple(row) for row in rows[1:]}, release.people)
    equal(len(asked(release, PEOPLE, TSV).decode().splitlines()) - 1, len(release.people))
    equal(len(asked(release, PEOPLE, XML).getElementsByTagName("result")), len(release.people))


@check
def a_description_is_the_same_graph_in_every_form(release: Release) -> None:
    query = f"CONSTRUCT WHERE {{ <{release.meeting}> ?p ?o }}"
    graphs = {form: asked(release, query, form) for form in (RDFXML, JSONLD)}
    for form in (TURTLE, N3):
        holds(release.meeting.rpartition("/")[2].encode() in asked(release, query, form), form)
    sizes = {form: len(graph) for form, graph in graphs.items()}
    equal(sizes, dict.fromkeys(graphs, len(release.about(release.meeting))))


@check
def a_boolean_is_read(release: Release) -> None:
    equal(asked(release, f"ASK {{ <{release.meeting}> a okg:Meeting }}", JSON)["boolean"], True)


@check
def a_wrong_query_is_understood_as_one(release: Release) -> None:
    try:
        asked(release, WRONG, JSON)
    except QueryBadFormed as error:
        holds("line 1" in str(error), error)
    else:
        raise AssertionError("no error was raised")


@check
def an_update_is_refused(release: Release) -> None:
    try:
        asked(release, UPDATE, JSON, POST)
    except (SPARQLWrapperException, OSError) as error:
        holds("403" in str(error) or "not allowed" in str(error), error)
    else:
        raise AssertionError("no error was raised")


run_checks()
