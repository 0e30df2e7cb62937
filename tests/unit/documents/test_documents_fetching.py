from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from osce_kg.documents import ReadLimits, read_documents
from osce_kg.documents.fetching import fetch_page, is_address
from osce_kg.errors import InputError, LimitError
from osce_kg.web import without_credentials

PAGE = "<html><body><h1>Minister in Köln</h1><p>The Minister met Ms. Jones.</p></body></html>"
PATIENT = ReadLimits(max_bytes=5_000, max_redirects=2)
"""For servers that answer: how busy the machine is does not matter."""
SILENCE = replace(PATIENT, read_seconds=0.4)
TOTAL = replace(PATIENT, total_seconds=1)
DRIPS = 400
"""So many times does a server that drips go on, a tenth of a second each, unless the client has gone."""


class _Handler(BaseHTTPRequestHandler):
    """Answers by path; each path is one way for a server to behave."""

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/")
        answer: Callable[[], None] = getattr(self, "answer_" + name, self.answer_missing)
        answer()

    def _send(self, body: bytes, content_type: str = "text/html; charset=utf-8") -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self) -> None:
        self._send(PAGE.encode())

    def answer_latin(self) -> None:
        self._send(PAGE.replace("Köln", "Košice").encode("iso8859-2"), "text/html; charset=iso-8859-2")

    def answer_picture(self) -> None:
        self._send(b"GIF89a", "image/gif")

    def answer_large(self) -> None:
        self._send(b"x" * 10_000)

    def answer_missing(self) -> None:
        self.send_error(404)

    def answer_hang(self) -> None:
        self.rfile.read(1)  # until the client has gone

    def answer_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(DRIPS):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def answer_slow_head(self) -> None:
        self._drip_head("HTTP/1.1 200 OK\r\n")

    def answer_slow_hop(self) -> None:
        self._drip_head("HTTP/1.1 302 Found\r\nLocation: /page\r\n")

    def _drip_head(self, start: str) -> None:
        self.wfile.write(start.encode())
        for _ in range(DRIPS):
            try:
                self.wfile.write(b"X-More: x\r\n")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def answer_loop(self) -> None:
        self._redirect("/loop")

    def answer_moved(self) -> None:
        self._redirect("/page")

    def answer_file(self) -> None:
        self._redirect("file:///etc/passwd")

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_a_page_is_read_from_its_address(server: str) -> None:
    corpus = read_documents([f"{server}/page"], limits=PATIENT)
    assert corpus.losses == ()
    document = corpus.documents[0]
    assert (document.source, document.url) == (f"{server}/page", f"{server}/page")
    assert (document.title, document.media_type) == ("Minister in Köln", "text/html")


def test_the_address_that_a_redirect_leads_to_is_the_documents_url(server: str) -> None:
    document = read_documents([f"{server}/moved"], limits=PATIENT).documents[0]
    assert (document.source, document.url) == (f"{server}/moved", f"{server}/page")


def test_a_password_in_an_address_is_used_but_never_shown(server: str) -> None:
    page, missing = (f"{server}/{path}?q=a@b".replace("//", "//user:secret@", 1) for path in ("page", "nix"))
    corpus = read_documents([page, missing], limits=PATIENT)
    document = corpus.documents[0]
    assert document.source == document.url == f"{server}/page?q=a@b"
    assert [loss.source for loss in corpus.losses] == [f"{server}/nix?q=a@b"]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://u:p@w@example.org/a@b?c=d@e", "https://example.org/a@b?c=d@e"),
        ("http://u@[bad/x", "http://[bad/x"),
        ("https://example.org/http://u:p@x", "https://example.org/http://u:p@x"),
        ("https://example.org?mail=u@x", "https://example.org?mail=u@x"),
    ],
)
def test_only_what_names_a_user_is_taken_out_of_an_address(address: str, shown: str) -> None:
    assert without_credentials(address) == shown


def test_the_charset_of_the_server_is_used(server: str) -> None:
    assert read_documents([f"{server}/latin"], limits=PATIENT).documents[0].title == "Minister in Košice"


@pytest.mark.parametrize(
    ("path", "limits", "error", "reason"),
    [
        ("missing", PATIENT, InputError, "answered 404"),
        ("picture", PATIENT, InputError, "image/gif is not read"),
        ("hang", SILENCE, InputError, "did not answer in time"),
        ("loop", PATIENT, InputError, "more than 2 redirects"),
        ("file", PATIENT, InputError, "cannot be fetched"),
        ("large", PATIENT, LimitError, "limit of 5000 bytes"),
        ("drip", TOTAL, LimitError, "limit of 1 seconds"),
        ("slow_head", TOTAL, LimitError, "limit of 1 seconds"),
        ("slow_hop", TOTAL, LimitError, "limit of 1 seconds"),
    ],
)
def test_a_page_that_cannot_be_had_is_refused_with_its_reason(
    path: str, limits: ReadLimits, error: type[Exception], reason: str, server: str
) -> None:
    with pytest.raises(error, match=reason):
        fetch_page(f"{server}/{path}", limits)


def test_one_bad_address_does_not_stop_the_others(server: str) -> None:
    corpus = read_documents([f"{server}/missing", f"{server}/page", "http://127.0.0.1:9/"], limits=PATIENT)
    assert len(corpus.documents) == 1
    assert [(loss.source, loss.severity) for loss in corpus.losses] == [
        (f"{server}/missing", "error"),
        ("http://127.0.0.1:9/", "error"),
    ]


@pytest.mark.parametrize("address", ["ftp://example.org/x", "file:///etc/passwd", "http://[bad/x", "http://"])
def test_other_schemes_and_broken_addresses_are_refused(address: str) -> None:
    assert is_address(address)
    with pytest.raises(InputError):
        fetch_page(address, PATIENT)


def test_a_path_is_no_address() -> None:
    assert not is_address("data/documents")
    assert not is_address("https.txt")
