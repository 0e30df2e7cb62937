#!/usr/bin/env python3
"""curl: statuses, redirects, forms, ranges and conditions, as HTTP has them."""
# /// client
# debian = { curl = "curl" }
# ///

import csv
import gzip
import hashlib
import io
import json
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from served_release import (
    COUNT,
    FORMS,
    PEOPLE,
    UPDATE,
    WRONG,
    Release,
    check,
    equal,
    failure,
    holds,
    run,
    run_checks,
)

RESULTS = "{http://www.w3.org/2005/sparql-results#}"
TSV = "text/tab-separated-values"


def curl(*arguments: str) -> bytes:
    return run(["curl", "--silent", "--show-error", "--max-time", "60", *arguments])


def status(*arguments: str) -> int:
    return int(curl("--output", "/dev/null", "--write-out", "%{http_code}", *arguments))


def headers(*arguments: str) -> dict[str, str]:
    """Return the headers of the last answer, names in lower case."""
    blocks = (
        curl("--dump-header", "-", "--output", "/dev/null", *arguments).decode().strip().split("\r\n\r\n")
    )
    fields = (line.partition(":") for line in blocks[-1].splitlines()[1:])
    return {name.lower(): value.strip() for name, _, value in fields}


def asked(release: Release, query: str, accept: str) -> str:
    query = f"query={query}"
    return curl("-G", "-H", f"Accept: {accept}", "--data-urlencode", query, release.url("sparql")).decode()


@check
def the_server_says_that_it_is_well(release: Release) -> None:
    equal(json.loads(curl("--fail", release.url("healthz")))["status"], "ok")


@check
def the_graph_has_as_many_triples_as_the_dump(release: Release) -> None:
    equal(asked(release, COUNT, "text/csv").split(), ["n", str(release.triples)])


@check
def the_four_forms_of_solutions_say_what_the_dump_says(release: Release) -> None:
    bindings = json.loads(asked(release, PEOPLE, "application/sparql-results+json"))["results"]["bindings"]
    equal({(row["person"]["value"], row["name"]["value"]) for row in bindings}, release.people)
    rows = list(csv.reader(io.StringIO(asked(release, PEOPLE, "text/csv"))))
    equal({tuple(row) for row in rows[1:]}, release.people)
    document = ElementTree.fromstring(asked(release, PEOPLE, "application/sparql-results+xml"))
    results = document.iter(f"{RESULTS}result")
    equal({tuple("".join(binding.itertext()) for binding in result) for result in results}, release.people)
    lines = asked(release, PEOPLE, TSV).splitlines()
    equal(lines[0], "?person\t?name")
    equal(len(lines) - 1, len(release.people))


@check
def a_query_is_the_same_by_get_by_form_and_by_body(release: Release) -> None:
    endpoint = release.url("sparql")
    csv_please = ["-H", "Accept: text/csv"]
    body = ["-H", "Content-Type: application/sparql-query", "--data-binary", PEOPLE]
    answer = asked(release, PEOPLE, "text/csv").encode()
    equal(curl(*csv_please, "--data-urlencode", f"query={PEOPLE}", endpoint), answer)
    equal(curl(*csv_please, *body, endpoint), answer)


@check
def a_thing_leads_by_303_to_its_page_in_every_form(release: Release) -> None:
    thing = release.local(release.meeting)
    equal(status(thing), 303)
    for suffix, media_type in FORMS.items():
        followed = ["-L", "-H", f"Accept: {media_type}"]
        equal(headers(*followed, thing)["content-type"].partition(";")[0], media_type)
        equal(curl(*followed, thing), curl("-L", f"{thing}.{suffix}"))
    page = set(curl("-L", "-H", f"Accept: {FORMS['nt']}", thing).decode().splitlines())
    equal(release.about(release.meeting) - page, set())


@check
def errors_have_the_status_that_says_what_is_wrong(release: Release) -> None:
    endpoint = release.url("sparql")
    query = ["-G", "--data-urlencode"]
    equal(status(*query, f"query={WRONG}", endpoint), 400)
    equal(status("--data-urlencode", f"update={UPDATE}", endpoint), 403)
    equal(
        status(*query, f"query=SELECT * {{ SERVICE <{release.url('sparql')}> {{ ?s ?p ?o }} }}", endpoint),
        403,
    )
    equal(status(release.url("id/person/nobody")), 404)
    equal(status("-X", "DELETE", endpoint), 405)
    equal(status(*query, f"query={COUNT}", "-H", "Accept: image/png", endpoint), 406)
    equal(status("-H", "Content-Type: text/plain", "-d", COUNT, endpoint), 415)
    holds("404" in failure(["curl", "--fail", release.url("id/person/nobody")]), "curl --fail")


@check
def a_wrong_query_is_told_where_it_is_wrong(release: Release) -> None:
    holds("line 1" in asked(release, WRONG, "*/*"), asked(release, WRONG, "*/*"))


@check
def downloads_have_the_digests_of_the_list(release: Release) -> None:
    for name, digest in release.checksums.items():
        content = curl("--fail", release.url(f"dump/{name}"))
        equal((name, hashlib.sha256(content).hexdigest()), (name, digest))
        if f"{name}.gz" in release.checksums:
            equal(gzip.decompress(curl(release.url(f"dump/{name}.gz"))) == content, True)


@check
def an_answer_is_the_same_when_it_is_compressed_on_the_way(release: Release) -> None:
    page = release.local(release.meeting)
    equal(curl("-L", "--compressed", page), curl("-L", page))
    query = ["-G", "-H", "Accept: text/csv", "--data-urlencode", f"query={PEOPLE}", release.url("sparql")]
    equal(curl("--compressed", *query), curl(*query))
    for coding in ("gzip", "zstd"):
        equal(headers("-H", f"Accept-Encoding: {coding}", *query)["content-encoding"], coding)


@check
def a_download_that_broke_off_is_taken_up_again(release: Release) -> None:
    url = release.url("dump/osce-kg.nt.gz")
    equal(status("--range", "0-9", url), 206)
    whole = curl(url)
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part"
        part.write_bytes(whole[:1000])
        curl("--continue-at", "-", "--output", str(part), url)
        equal(part.read_bytes() == whole, True)


@check
def what_a_client_has_already_is_not_sent_again(release: Release) -> None:
    for path in ("dump/osce-kg.ttl", f"{release.local(release.meeting)}.ttl".removeprefix(release.url(""))):
        url = release.url(path)
        equal(status("-L", "-H", f"If-None-Match: {headers('-L', url)['etag']}", url), 304)


@check
def head_has_the_headers_of_get_and_no_body(release: Release) -> None:
    url = release.url("dump/osce-kg.ttl")
    head = headers("--head", url)
    equal(head["content-length"], str(len(curl(url))))
    equal(head["content-type"].partition(";")[0], "text/turtle")


run_checks()
