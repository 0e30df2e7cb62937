#!/usr/bin/env python3
"""rapper, the Raptor RDF parser: reads pages and dumps by URL, strictly."""
# /// client
# debian = { rapper = "raptor2-utils" }
# ///

from served_release import FORMS, Release, check, equal, run, run_checks, unescaped

PARSERS = {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml"}
"""Of its parsers, those for our forms; it knows another JSON than JSON-LD."""


def read(url: str, *options: str) -> set[str]:
    """Return the triples as lines of N-Triples without escapes."""
    printed = run(["rapper", "--quiet", "--output", "ntriples", *options, url])
    return {unescaped(line) for line in printed.decode().splitlines()}


def plain(lines: frozenset[str] | set[str]) -> set[str]:
    return {unescaped(line) for line in lines}


@check
def a_thing_is_read_from_its_iri_by_its_own_accept_header(release: Release) -> None:
    found = read(release.local(release.meeting), "--guess")
    equal(plain(release.about(release.meeting)) - found, set())


@check
def a_page_has_the_same_triples_in_every_form(release: Release) -> None:
    page = release.local(release.meeting)
    expected = read(f"{page}.nt", "--input", "ntriples")
    for suffix, parser in PARSERS.items():
        equal(read(f"{page}.{suffix}", "--input", parser), expected)
        equal(read(page, "--input", parser), expected)


@check
def every_triple_of_the_dumps_is_read(release: Release) -> None:
    expected = plain(release.lines)
    for suffix in ("nt", "ttl"):
        equal(read(release.url(f"dump/osce-kg.{suffix}"), "--input", PARSERS[suffix]), expected)


@check
def the_descriptions_are_read(release: Release) -> None:
    for path in (".well-known/void", "ontology", "shapes", "sparql"):
        for suffix in FORMS.keys() & PARSERS.keys():
            equal((path, len(read(release.url(path), "--input", PARSERS[suffix])) > 0), (path, True))


run_checks()
