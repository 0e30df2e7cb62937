"""What the server under test must answer, worked out from its dump; and how checks are run.

A client script has one function for each check, and its name is what it checks::

    @check
    def the_graph_has_as_many_triples_as_the_dump(release: Release) -> None:
        equal(counted(release.url("sparql")), release.triples)

    run_checks()
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import traceback
import urllib.request
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import NoReturn

BASE = "https://w3id.org/osce-kg/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
MEETING = f"{BASE}ontology#Meeting"

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PEOPLE = "SELECT ?person ?name { ?person a okg:Person ; rdfs:label ?name } ORDER BY ?person ?name"
"""Without declarations: the endpoint knows the usual prefixes."""
PREFIXES = f"PREFIX okg: <{BASE}ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
"""For clients that parse a query before they send it."""
WRONG = "SELECT ?x { ?x a nix:Thing }"
"""Line 1 has a prefix that nobody declares."""
NO_SUCH_GRAPH = f"SELECT ?s FROM <{BASE}graph/none> {{ ?s ?p ?o }}"
"""For clients that refuse a query that does not parse before the endpoint can."""
UPDATE = "DELETE WHERE { ?s ?p ?o }"

FORMS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""Suffixes of pages, and the media types that ask for the same."""

_TRIPLE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"\S*) \.')
_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_checks: list[Callable[[Release], None]] = []
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Release:
    """The release that a server at ``base`` serves, as its N-Triples dump has it."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/") + "/"

    def url(self, path: str) -> str:
        """Return the address of a path on the server."""
        return self._base + path

    def local(self, iri: str) -> str:
        """Return the address at which this server knows an IRI of the graph."""
        return self.url(iri.removeprefix(BASE))

    @cached_property
    def checksums(self) -> dict[str, str]:
        """SHA-256 of each file of the release, by name."""
        lines = _fetched(self.url("dump/SHA256SUMS")).decode().splitlines()
        return {name: digest for digest, name in (line.split() for line in lines)}

    @cached_property
    def lines(self) -> frozenset[str]:
        """Each triple of the dump, as its line of N-Triples."""
        dump = _fetched(self.url("dump/osce-kg.nt"))
        equal(hashlib.sha256(dump).hexdigest(), self.checksums["osce-kg.nt"])
        return frozenset(dump.decode().splitlines())

    @property
    def triples(self) -> int:
        """How many triples the graph has."""
        return len(self.lines)

    @cached_property
    def people(self) -> set[tuple[str, str]]:
        """The IRI of each person with each of its labels."""
        persons = set(self.subjects(TYPE, f"{BASE}ontology#Person"))
        found = (_TRIPLE.fullmatch(line) for line in self.lines)
        return {
            (line[1], unescaped(line[4]))
            for line in found
            if line and line[2] == LABEL and line[1] in persons
        }

    @cached_property
    def meeting(self) -> str:
        """The IRI of one meeting."""
        return min(self.subjects(TYPE, MEETING))

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Return what has this IRI as its value."""
        end = f"> <{predicate}> <{value}> ."
        return [line[1 : -len(end)] for line in self.lines if line.endswith(end)]

    def pairs(self, predicate: str) -> set[tuple[str, str]]:
        """Return each subject of a property with each IRI that is a value of it."""
        found = (_TRIPLE.fullmatch(line) for line in self.lines)
        return {(line[1], line[3]) for line in found if line and line[2] == predicate and line[3]}

    def about(self, iri: str) -> set[str]:
        """Return the lines that have the IRI as their subject."""
        return {line for line in self.lines if line.startswith(f"<{iri}> ")}


def unescaped(text: str) -> str:
    """Return what a text with the escapes of N-Triples means."""

    def meant(escape: re.Match[str]) -> str:
        code = escape[1] or escape[2]
        return chr(int(code, 16)) if code else _CONTROLS.get(escape[3], escape[3])

    return _ESCAPE.sub(meant, text)


def run(command: list[str], given: bytes | None = None, folder: str | None = None) -> bytes:
    """Run a client to its end, which must be a good one; return what it prints."""
    done = subprocess.run(command, input=given, cwd=folder, capture_output=True, check=False, timeout=240)
    if done.returncode != 0:
        told = (done.stderr or done.stdout).decode(errors="replace").strip()
        raise AssertionError(f"{command[0]} ended with {done.returncode}: {told[-2000:]}")
    return done.stdout


def failure(command: list[str]) -> str:
    """Run a client that must fail; return what it says."""
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    said = (done.stdout + done.stderr).decode(errors="replace").strip()
    if done.returncode == 0:
        raise AssertionError(f"{command[0]} did not fail; it says: {said[:500]}")
    return said


def equal(found: object, expected: object) -> None:
    """Fail, showing both in short, unless they are equal."""
    if found != expected:
        difference = ""
        if isinstance(found, set | frozenset) and isinstance(expected, set | frozenset):
            difference = f"; too many: {sorted(map(repr, found - expected))[:3]}"
            difference += f"; missing: {sorted(map(repr, expected - found))[:3]}"
        raise AssertionError(f"found {repr(found)[:200]}, expected {repr(expected)[:200]}{difference}")


def holds(condition: object, otherwise: object) -> None:
    """Fail, showing what was found, unless the condition holds."""
    if not condition:
        raise AssertionError(str(otherwise)[:500])


def check(function: Callable[[Release], None]) -> Callable[[Release], None]:
    """Make a function one of those that ``run_checks`` runs."""
    _checks.append(function)
    return function


def run_checks() -> NoReturn:
    """Run all checks against the server that the command line names, and exit: 0 if all of them hold."""
    release = Release(sys.argv[1])
    script = Path(sys.argv[0]).stem.removeprefix("with_")
    failed = 0
    for function in _checks:
        sentence = f"{script}: {function.__name__.replace('_', ' ')}"
        try:
            function(release)
        except Exception as error:
            failed += 1
            print(f"FAILED {sentence}: {type(error).__name__}: {error}")
            if not isinstance(error, AssertionError):
                traceback.print_exc(file=sys.stdout)
        else:
            print(f"ok {sentence}")
    sys.exit(failed > 0)


def _fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:
        content: bytes = answer.read()
    return content
