"""Rows D2, D3, D9 and D12 of the catalogue against the server as it serves, over real connections."""

from __future__ import annotations

import hashlib
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from running_server import RunningServer, running_server

FILE = "/dump/osce-kg.nt"
EVIL = "evil.example"


@pytest.fixture(scope="module")
def server(meeting_build: Path) -> Iterator[RunningServer]:
    with running_server(meeting_build, "--workers", "2") as running:
        yield running


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd", "gzip, zstd, br"])
def test_d2_a_file_is_sent_as_it_is_whatever_coding_a_client_likes(
    server: RunningServer, meeting_build: Path, coding: str
) -> None:
    content = (meeting_build / FILE[1:]).read_bytes()
    whole = server.get(FILE, Accept_Encoding=coding)
    assert whole.body == content
    assert "content-encoding" not in whole.headers
    assert whole.headers["etag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert int(whole.headers["content-length"]) == len(content)
    part = server.get(FILE, Accept_Encoding=coding, Range="bytes=10-19", If_Range=whole.headers["etag"])
    assert (part.status, part.body) == (206, content[10:20])


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("bytes=-5", 206),
        ("bytes=0-", 206),
        ("bytes=999999999-", 416),
        ("bytes=" + ",".join(f"{n}-{n}" for n in range(0, 2000, 2)), 200),
        ("bytes=nonsense", 200),
    ],
)
def test_d2_ranges_good_and_bad_leave_the_server_answering(
    server: RunningServer, header: str, status: int
) -> None:
    assert server.get(FILE, Range=header).status == status
    assert server.query("ASK {}").status == 200


def test_d3_a_download_in_pieces_over_a_swap_is_the_old_file_or_the_new_one(
    two_builds: tuple[Path, Path], tmp_path: Path
) -> None:
    """Pieces are asked for until the new build is served, and on; each is of the file whose tag it has."""
    place, other = two_builds
    files = {}
    for folder in (place, other):
        content = (folder / FILE[1:]).read_bytes()
        files[f'"{hashlib.sha256(content).hexdigest()}"'] = content
    assert len(files) == 2
    with running_server(place, "--workers", "2") as running:
        first = running.get(FILE).headers["etag"]
        place.rename(tmp_path / "former")
        other.rename(place)
        shutil.rmtree(tmp_path / "former")
        seen = {first}
        for _ in range(300):
            answer = running.get(FILE, Range="bytes=100-199", If_Range=first)
            assert answer.status in (200, 206)
            content = files[answer.headers["etag"]]
            assert answer.body == (content if answer.status == 200 else content[100:200])
            assert (answer.status == 206) == (answer.headers["etag"] == first)
            seen.add(answer.headers["etag"])
            if len(seen) == 2:
                break
            time.sleep(0.05)
        assert len(seen) == 2


def raw(server: RunningServer, head: str) -> bytes:
    """Send the head of a request as it stands, and return what comes back."""
    with socket.create_connection(server.address, timeout=20) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode("latin-1"))
        received = b""
        while part := connection.recv(1 << 16):
            received += part
        return received


@pytest.mark.parametrize(
    "target",
    [
        *("//evil.example/", "//evil.example/doc/person/p000001", "/id//evil.example", "/id/%5Cevil.example"),
        *("/\\evil.example", "/dump/..%2f..%2f%2fevil.example", "http://evil.example/dump"),
    ],
)
def test_d9_no_target_of_a_request_leads_to_another_host(server: RunningServer, target: str) -> None:
    answer = raw(server, f"GET {target} HTTP/1.1\nHost: {server.host}\nConnection: close\n\n")
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"\r\nlocation: //" not in head
    assert b"\r\nlocation: http" not in head
    assert b"\r\nlocation: /\\" not in head
    assert server.query("ASK {}").status == 200


def test_d12_what_one_client_claims_is_told_to_nobody(server: RunningServer) -> None:
    for path in ("/", "/sparql", "/dump", "/dataset", "/doc/person/p000001", "/id/person/p000001"):
        for accept in ("text/html", "text/turtle"):
            claimed = {"Accept": accept, "Host": EVIL, "X-Forwarded-Host": EVIL, "Forwarded": f"host={EVIL}"}
            for headers in (claimed, {"Accept": accept}):
                answer = server.request("GET", path, headers)
                assert EVIL.encode() not in answer.body
                assert EVIL not in str(answer.headers)
