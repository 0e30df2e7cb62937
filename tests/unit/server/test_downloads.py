"""Dumps: only what the manifest lists, whole or in part, with the right headers."""

from __future__ import annotations

import hashlib
import re
import shutil
from base64 import b64encode
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

from osce_kg.model.statement import Statement
from osce_kg.publishing import publish_release
from osce_kg.server.application import create_app
from osce_kg.store import OxigraphStore

FILE = "/dump/osce-kg.nt"


def test_every_listed_file_is_there_with_its_digest(client: FlaskClient) -> None:
    manifest = client.get("/dump/SHA256SUMS").text
    assert len(manifest.splitlines()) == 11
    for line in manifest.splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(client.get(f"/dump/{name}").data).hexdigest() == digest


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("osce-kg.ttl", "text/turtle"),
        ("osce-kg.nt", "application/n-triples"),
        ("osce-kg.trig", "application/trig"),
        ("osce-kg.nq", "application/n-quads"),
        ("osce-kg.jsonld", "application/ld+json"),
        ("osce-kg.nq.gz", "application/gzip"),
        ("void.ttl", "text/turtle"),
        ("SHA256SUMS", "text/plain"),
    ],
)
def test_files_have_their_media_type_and_no_encoding(client: FlaskClient, name: str, media_type: str) -> None:
    answer = client.get(f"/dump/{name}")
    assert answer.mimetype == media_type
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/dump/nothing",
        "/dump/../config.py",
        "/dump/..%2f..%2fetc%2fpasswd",
        "/dump/%2e%2e/store",
        "/dump/%2Fetc%2Fpasswd",
        "/dump/osce-kg.nt%00",
        "/dump/.osce-kg.nt.partial",
        "/dump/unlisted.txt",
    ],
)
def test_d1_nothing_else_can_be_read(client: FlaskClient, meeting_build: Path, path: str) -> None:
    (meeting_build / "dump" / "unlisted.txt").write_text("secret")
    try:
        assert client.get(path).status_code == 404
    finally:
        (meeting_build / "dump" / "unlisted.txt").unlink()


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("bytes=0-9", 206),
        ("bytes=-5", 206),
        ("bytes=0-", 206),
        ("bytes=999999999-", 416),
        ("bytes=" + ",".join(f"{n}-{n}" for n in range(0, 2000, 2)), 200),
        ("bytes=nonsense", 200),
        ("bytes=9-5", 200),
    ],
)
def test_d2_ranges_good_and_bad(client: FlaskClient, header: str, status: int) -> None:
    whole = client.get(FILE).data
    answer = client.get(FILE, headers={"Range": header})
    assert answer.status_code == status
    if status == 206:
        start, stop = (int(part) for part in re.findall(r"\d+", answer.headers["Content-Range"])[:2])
        assert answer.data == whole[start : stop + 1]
        assert answer.headers["Content-Range"].endswith(f"/{len(whole)}")
        assert int(answer.headers["Content-Length"]) == len(answer.data)
    elif status == 416:
        assert answer.headers["Content-Range"] == f"bytes */{len(whole)}"
    else:
        assert answer.data == whole


def test_a_range_of_a_head_request_changes_nothing(client: FlaskClient) -> None:
    head = client.head(FILE, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("validator", ['"another"', 'W/"{etag}"', "{etag}", "{date}", "nonsense"])
def test_only_the_digest_lets_a_download_go_on(client: FlaskClient, validator: str) -> None:
    whole = client.get(FILE)
    etag, date = whole.headers["ETag"].strip('"'), whole.headers["Last-Modified"]
    headers = {"Range": "bytes=10-", "If-Range": validator.format(etag=etag, date=date)}
    answer = client.get(FILE, headers=headers)
    assert (answer.status_code, answer.data) == (200, whole.data)
    headers["If-Range"] = f'"{etag}"'
    assert client.get(FILE, headers=headers).data == whole.data[10:]


def test_a_download_that_must_be_of_this_file_is_refused_for_another(client: FlaskClient) -> None:
    assert client.get(FILE, headers={"If-Match": '"another"'}).status_code == 412
    assert client.get(FILE, headers={"If-Match": client.get(FILE).headers["ETag"]}).status_code == 200


def test_the_digest_is_told_in_every_form_that_clients_know(client: FlaskClient, meeting_build: Path) -> None:
    answer = client.get(FILE)
    digest = hashlib.sha256((meeting_build / FILE[1:]).read_bytes())
    assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
    assert answer.headers["Repr-Digest"] == f"sha-256=:{b64encode(digest.digest()).decode()}:"


def test_a_file_that_is_older_than_the_copy_is_not_sent_again(client: FlaskClient) -> None:
    date = client.get(FILE).headers["Last-Modified"]
    assert client.get(FILE, headers={"If-Modified-Since": date}).status_code == 304
    early = "Sat, 01 Jan 2000 00:00:00 GMT"
    assert client.get(FILE, headers={"If-Modified-Since": early}).status_code == 200
    both = {"If-Modified-Since": date, "If-None-Match": '"another"'}
    assert client.get(FILE, headers=both).status_code == 200


@pytest.fixture
def swapped(meeting_statements: tuple[Statement, ...], tmp_path: Path) -> tuple[FlaskClient, FlaskClient]:
    """Two servers of one directory, the first from before its build was replaced."""
    place, old = tmp_path / "build", tmp_path / "old"
    _build(place, meeting_statements)
    first = create_app(place).test_client()
    place.rename(old)
    _build(place, meeting_statements[1:])
    second = create_app(place).test_client()
    shutil.rmtree(old / "dump")
    return first, second


def _build(place: Path, statements: tuple[Statement, ...]) -> None:
    place.mkdir()
    with OxigraphStore(place / "store") as store:
        store.add(statements)
        publish_release(store, place / "dump")


@pytest.mark.parametrize("name", ["osce-kg.nt", "osce-kg.nq.gz", "void.ttl", "SHA256SUMS"])
def test_d3_a_swap_of_the_release_never_mixes_old_and_new(
    swapped: tuple[FlaskClient, FlaskClient], name: str
) -> None:
    before, after = swapped
    old = before.get(f"/dump/{name}")
    new = after.get(f"/dump/{name}")
    assert old.data != new.data
    for answer in (old, new):
        assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.data).hexdigest()}"'
    # The server that was there before goes on with the file that it began with.
    rest = before.get(f"/dump/{name}", headers={"Range": "bytes=40-", "If-Range": old.headers["ETag"]})
    assert (rest.status_code, rest.data) == (206, old.data[40:])
    # The next one begins anew.
    again = after.get(f"/dump/{name}", headers={"Range": "bytes=40-", "If-Range": old.headers["ETag"]})
    assert (again.status_code, again.data) == (200, new.data)
    unchanged = after.get(f"/dump/{name}", headers={"If-None-Match": old.headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (200, new.data)


def test_an_unchanged_file_is_not_sent_again(client: FlaskClient) -> None:
    etag = client.get(FILE).headers["ETag"]
    assert client.get(FILE, headers={"If-None-Match": etag}).status_code == 304


def test_head_has_the_length(client: FlaskClient) -> None:
    head = client.head(FILE)
    assert head.data == b""
    assert int(head.headers["Content-Length"]) == len(client.get(FILE).data)


def test_the_folder_is_a_page_for_browsers_and_the_manifest_for_programs(client: FlaskClient) -> None:
    assert "osce-kg.ttl.gz" in client.get("/dump/", headers={"Accept": "text/html"}).text
    assert client.get("/dump/").text == client.get("/dump/SHA256SUMS").text


def test_the_description_is_at_its_well_known_place(client: FlaskClient) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": "application/n-triples"})
    assert len(Graph().parse(data=answer.text, format="nt")) > 100


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld", ".rdf"])
def test_the_iri_of_the_dataset_leads_to_its_description(client: FlaskClient, suffix: str) -> None:
    described = client.get("/.well-known/void", headers={"Accept": "application/n-triples"}).text
    answer = client.get(f"/dataset{suffix}")
    assert len(Graph().parse(data=answer.text, format=answer.mimetype)) == len(described.splitlines())
    assert "SHA256SUMS" in client.get("/dataset", headers={"Accept": "text/html"}).text


def test_the_folder_has_one_address(client: FlaskClient) -> None:
    assert client.get("/dump").text == client.get("/dump/").text
