"""Dumps: only what the manifest lists, whole or in part, with the right headers."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

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
def test_nothing_else_can_be_read(client: FlaskClient, meeting_build: Path, path: str) -> None:
    (meeting_build / "dump" / "unlisted.txt").write_text("secret")
    try:
        assert client.get(path).status_code == 404
    finally:
        (meeting_build / "dump" / "unlisted.txt").unlink()


@pytest.mark.parametrize(
    ("header", "status", "length"),
    [("bytes=0-9", 206, 10), ("bytes=-5", 206, 5), ("bytes=999999999-", 416, None)],
)
def test_a_range_can_be_asked_for(client: FlaskClient, header: str, status: int, length: int | None) -> None:
    answer = client.get(FILE, headers={"Range": header})
    assert answer.status_code == status
    assert length is None or len(answer.data) == length


def test_a_download_taken_up_after_a_change_starts_afresh(client: FlaskClient) -> None:
    whole = client.get(FILE)
    resumed = client.get(FILE, headers={"Range": "bytes=10-", "If-Range": whole.headers["ETag"]})
    assert resumed.data == whole.data[10:]
    changed = client.get(FILE, headers={"Range": "bytes=10-", "If-Range": '"another"'})
    assert (changed.status_code, changed.data) == (200, whole.data)


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
