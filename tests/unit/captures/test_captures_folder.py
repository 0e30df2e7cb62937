from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from osce_kg.captures import CaptureFolder, is_capture_folder
from osce_kg.errors import InputError, MachineError, UsageError
from osce_kg.model.capture import Capture, Validators

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
HEADERS = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Set-Cookie", "who=me")]
LARGE = 10**6


def capture(body: bytes, hours: int = 0, url: str = "https://example.org/a", role: str = "page") -> Capture:
    return Capture(
        asked=url,
        url=url,
        document="https://example.org/a" if url.endswith(("/a", "/mirror")) else url,
        role=role,
        time=NOON + dt.timedelta(hours=hours),
        media_type="text/html",
        charset="utf-8",
        sha256=hashlib.sha256(body).hexdigest(),
        validators=Validators('"1"', None),
    )


def add(folder: CaptureFolder, body: bytes, hours: int = 0, **more: str) -> str:
    return folder.add(capture(body, hours, **more), "200 OK", HEADERS, body)


def records(path: Path) -> list[tuple[str, bytes]]:
    """Read all records as any WARC program would, with their digests checked."""
    found = []
    for file in sorted(path.glob("*.warc.gz")):
        with file.open("rb") as stream:
            iterator = ArchiveIterator(stream, check_digests="raise")
            found += [(record.rec_type, record.content_stream().read()) for record in iterator]
    return found


def test_a_capture_is_kept_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        assert add(folder, b"<p>one</p>") == "new"
    with CaptureFolder.open(tmp_path) as folder:
        assert folder.captures() == [capture(b"<p>one</p>")]
        assert folder.find("https://example.org/a") == capture(b"<p>one</p>")
        assert folder.content("https://example.org/a", LARGE) == b"<p>one</p>"


def test_the_warc_file_has_the_headers_but_no_cookie_and_no_coding_that_was_undone(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        add(folder, b"<p>one</p>")
    with next(tmp_path.glob("*.warc.gz")).open("rb") as stream:
        _, record = ((r.rec_type, r) for r in ArchiveIterator(stream))
        response = record[1]
        assert response.rec_headers.get_header("WARC-Target-URI") == "https://example.org/a"
        assert response.rec_headers.get_header("WARC-Date") == "2026-01-01T12:00:00.000000Z"
        assert response.http_headers.headers == [
            ("Content-Type", "text/html"),
            ("X-Archive-Orig-Content-Encoding", "gzip"),
            ("Content-Length", "10"),
        ]


def test_a_changed_page_is_a_new_capture_of_the_same_document(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        assert [add(folder, b"one"), add(folder, b"two", 1)] == ["new", "changed"]
        assert [each.time.hour for each in folder.captures()] == [12, 13]
        assert [each.time.hour for each in folder.newest_pages()] == [13]
        assert folder.content("https://example.org/a", LARGE) == b"two"


def test_an_unchanged_page_is_a_revisit_without_a_second_copy(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        assert [add(folder, b"one"), add(folder, b"one", 1)] == ["new", "unchanged"]
        assert folder.content("https://example.org/a", LARGE) == b"one"
    kinds = [kind for kind, _ in records(tmp_path)]
    assert kinds == ["warcinfo", "response", "revisit"]


def test_a_page_that_changes_back_has_its_earlier_content(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        for hours, body in enumerate([b"one", b"two", b"one"]):
            add(folder, body, hours)
        assert folder.content("https://example.org/a", LARGE) == b"one"


def test_a_mirror_is_a_capture_of_the_same_document(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        add(folder, b"one")
        add(folder, b"two", 1, url="https://example.net/mirror")
        assert [page.url for page in folder.newest_pages()] == ["https://example.net/mirror"]


def test_listings_are_kept_but_are_no_documents(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        add(folder, b"list", role="listing")
        add(folder, b"page", url="https://example.org/b")
        assert [page.url for page in folder.newest_pages()] == ["https://example.org/b"]
        folder.set_role("https://example.org/a", "page")
        assert len(list(folder.newest_pages())) == 2


def test_pages_come_in_the_same_order_whatever_the_order_of_fetching(tmp_path: Path) -> None:
    bodies = {f"https://example.org/{name}": name.encode() for name in "bdc"}
    orders = []
    for number, urls in enumerate((list(bodies), list(reversed(bodies)))):
        with CaptureFolder.open_to_add(tmp_path / str(number)) as folder:
            for url in urls:
                add(folder, bodies[url], url=url)
            orders.append([page.url for page in folder.newest_pages()])
    assert orders[0] == orders[1] == sorted(bodies)


@pytest.mark.parametrize("rest", [b"\x1f\x8b\x08 half a record", b"x" * 100_000])
def test_what_a_kill_left_behind_is_cut_off(tmp_path: Path, rest: bytes) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        add(folder, b"one")
    with next(tmp_path.glob("*.warc.gz")).open("ab") as file:
        file.write(rest)
    (tmp_path / "captures-000002.warc.gz").write_bytes(rest)
    with CaptureFolder.open_to_add(tmp_path) as folder:
        add(folder, b"two", 1)
    assert [content for kind, content in records(tmp_path) if kind == "response"] == [b"one", b"two"]


@pytest.mark.parametrize("damage", [lambda raw: raw[:-40], lambda raw: b"x" * len(raw), lambda raw: b""])
def test_a_damaged_warc_file_is_told(tmp_path: Path, damage: object) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        add(folder, bytes(range(256)))
    file = next(tmp_path.glob("*.warc.gz"))
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    with CaptureFolder.open(tmp_path) as folder, pytest.raises(InputError, match="damaged"):
        folder.content("https://example.org/a", LARGE)


def test_a_capture_larger_than_the_limit_is_not_read(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        add(folder, b"0123456789")
        with pytest.raises(InputError, match="limit of 9 bytes"):
            folder.content("https://example.org/a", 9)


def test_one_process_adds_at_a_time_and_others_read(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        add(folder, b"one")
        with pytest.raises(MachineError, match="another process"):
            CaptureFolder.open_to_add(tmp_path)
        with CaptureFolder.open(tmp_path) as other:
            assert len(other.captures()) == 1


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="something else"):
        CaptureFolder.open_to_add(tmp_path)
    assert not is_capture_folder(tmp_path)


def test_an_index_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "captures.sqlite").write_bytes(b"not a database, though it is long enough" * 100)
    with pytest.raises(InputError, match="index"):
        CaptureFolder.open(tmp_path)


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path) as folder:
        for number in range(200):
            add(folder, str(number).encode(), url=f"https://example.org/{number}")
    index = tmp_path / "captures.sqlite"
    raw = index.read_bytes()
    index.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))
    with pytest.raises(InputError, match="index"), CaptureFolder.open(tmp_path) as folder:
        folder.captures()


def test_an_index_of_others_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    with CaptureFolder.open_to_add(tmp_path / "theirs") as folder:
        add(folder, b"one")
    next((tmp_path / "theirs").glob("*.warc.gz")).rename(tmp_path / "captures-000001.warc.gz")
    with sqlite3.connect(tmp_path / "theirs" / "captures.sqlite") as index:
        index.execute("UPDATE captures SET file = '../captures-000001.warc.gz'")
    with CaptureFolder.open(tmp_path / "theirs") as folder, pytest.raises(InputError, match="cannot be read"):
        folder.content("https://example.org/a", LARGE)
