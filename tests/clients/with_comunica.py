#!/usr/bin/env python3
"""Comunica: finds out by itself that an address is an endpoint, reads pages, and joins both."""
# /// client
# debian = { npm = "npm" }
# npm = ["@comunica/query-sparql@5.4.1", "node@22.23.3"]
# ///

import csv
import io
import json
import os
from pathlib import Path

from served_release import (
    COUNT,
    NO_SUCH_GRAPH,
    PEOPLE,
    PREFIXES,
    Release,
    check,
    equal,
    failure,
    holds,
    run,
    run_checks,
)

MODULES = Path(os.environ["CLIENTS_HOME"]) / "npm" / "node_modules"
COMMAND = [str(MODULES / "node" / "bin" / "node"), str(MODULES / ".bin" / "comunica-sparql")]


def asked(query: str, *sources: str, form: str = "text/csv") -> str:
    return run([*COMMAND, *sources, "--query", PREFIXES + query, "--outputType", form]).decode()


def rows(answer: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(io.StringIO(answer))][1:]


@check
def an_endpoint_is_recognized_by_its_description(release: Release) -> None:
    equal(rows(asked(COUNT, release.url("sparql"))), [(str(release.triples),)])


@check
def solutions_say_what_the_dump_says(release: Release) -> None:
    equal(set(rows(asked(PEOPLE, f"sparql@{release.url('sparql')}"))), release.people)
    answer = json.loads(asked(PEOPLE, release.url("sparql"), form="application/sparql-results+json"))
    found = {(row["person"]["value"], row["name"]["value"]) for row in answer["results"]["bindings"]}
    equal(found, release.people)


@check
def a_thing_is_read_from_its_iri_in_every_form(release: Release) -> None:
    query = f"SELECT ?p ?o {{ <{release.meeting}> ?p ?o }}"
    for suffix in ("", ".ttl", ".nt", ".jsonld", ".rdf"):
        found = rows(asked(query, release.local(release.meeting) + suffix))
        equal((suffix, len(found)), (suffix, len(release.about(release.meeting))))


@check
def a_construction_gives_a_graph(release: Release) -> None:
    query = f"CONSTRUCT WHERE {{ <{release.meeting}> ?p ?o }}"
    found = asked(query, release.url("sparql"), form="application/n-triples").splitlines()
    equal({line.strip() for line in found if line.strip()}, release.about(release.meeting))


@check
def a_page_and_the_endpoint_are_joined(release: Release) -> None:
    query = f"SELECT DISTINCT ?label {{ <{release.meeting}> a ?class . ?class rdfs:label ?label }}"
    found = rows(asked(query, release.local(release.meeting), release.url("sparql")))
    equal(("meeting",) in {tuple(word.lower() for word in row) for row in found}, True)


@check
def a_query_that_the_endpoint_refuses_is_an_error_with_its_status(release: Release) -> None:
    said = failure([*COMMAND, f"sparql@{release.url('sparql')}", "--query", NO_SUCH_GRAPH])
    holds("400" in said, said)


run_checks()
