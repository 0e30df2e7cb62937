from __future__ import annotations

import datetime as dt
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from osce_kg import connecting
from osce_kg.acquisition import FetchOptions, FetchRecord, Start, fetch_pages
from osce_kg.captures import CaptureFolder
from osce_kg.documents import read_documents
from osce_kg.web import WebLimits
from wayward_server import WaywardServer, serve_waywardly

PATIENT = FetchOptions(delay=0.0, retries=1, allow_private=True, limits=WebLimits(max_bytes=1_000_000))
"""For servers that answer: how busy the machine is does not matter."""
HURRIED = replace(PATIENT, retries=0, limits=replace(PATIENT.limits, read_seconds=2, total_seconds=4))
"""For servers that never end; there is time enough for the other pages of the run."""
AGAIN = replace(PATIENT, max_age=dt.timedelta(0))


@pytest.fixture
def server() -> Iterator[WaywardServer]:
    with serve_waywardly() as running:
        yield running


def run(
    server: WaywardServer, folder: Path, *paths: str, options: FetchOptions = PATIENT, role: str = "page"
) -> FetchRecord:
    starts = [Start(path if "://" in path else server.address(path), role) for path in paths]
    with CaptureFolder.open_to_add(folder) as opened:
        return fetch_pages(starts, opened, options)


def reasons(record: FetchRecord) -> list[str]:
    assert all(loss.stage == "acquisition" for loss in record.losses)
    return [loss.reason for loss in record.losses]


def check_that_only_this_page_is_lost(
    server: WaywardServer, record: FetchRecord, path: str, reason: str
) -> None:
    assert [loss.source for loss in record.losses] == [server.address(path)]
    assert reasons(record)[0].startswith(reason)
    assert record.new == 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/404", "the server answered 404 Not Found"),
        ("/410", "the server answered 410 Gone"),
        ("/500", "the server answered 500 Internal Server Error"),
        ("/picture", "image/gif is not kept"),
        ("/endless", "larger than the limit of 1000000 bytes"),
        ("/bomb", "larger than the limit of 1000000 bytes"),
        ("/short", "the server cannot be reached, or breaks off"),
        ("/garbage", "the server cannot be reached, or breaks off"),
        ("/bad-gzip", "the content is not in the coding that the server says"),
        ("/loop", "the redirects go in a circle"),
        ("/ever-further/", "more than 5 redirects"),
        ("/to-file", "the server redirects to another kind of address: only http and https"),
        ("/nowhere", "the server redirects without an address"),
        ("/come-later", "the server answered 429 Too Many Requests, and asks to wait 86400 seconds"),
        ("/always-unchanged", "the server says that the page has not changed, but was not asked that"),
    ],
)
def test_whatever_the_server_does_the_page_is_lost_with_a_reason_and_the_others_are_kept(
    server: WaywardServer, tmp_path: Path, path: str, reason: str
) -> None:
    check_that_only_this_page_is_lost(server, run(server, tmp_path, path, "/page"), path, reason)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/drip", "not received within the limit of 4 seconds"),
        ("/drip-head", "not received within the limit of 4 seconds"),
        ("/silent", "the server did not answer in time"),
    ],
)
def test_a_page_that_never_ends_is_lost_with_a_reason_and_the_others_are_kept(
    server: WaywardServer, tmp_path: Path, path: str, reason: str
) -> None:
    record = run(server, tmp_path, path, "/page", options=HURRIED)
    check_that_only_this_page_is_lost(server, record, path, reason)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://example.org/a", "only http and https addresses are fetched"),
        ("http://me:secret@example.org/", "addresses with a name or password are not fetched"),
    ],
)
def test_what_is_no_page_is_not_asked_for(
    server: WaywardServer, tmp_path: Path, address: str, reason: str
) -> None:
    record = run(server, tmp_path, address)
    assert reasons(record) == [reason]
    assert "secret" not in record.losses[0].source


def test_a_server_that_is_not_there_is_told(server: WaywardServer, tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        record = run(server, tmp_path, f"http://127.0.0.1:{unused.getsockname()[1]}/a")
    assert "robots.txt cannot be read (the server cannot be reached" in reasons(record)[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0"])
def test_private_addresses_are_refused_in_every_form(
    server: WaywardServer, tmp_path: Path, host: str
) -> None:
    options = replace(PATIENT, allow_private=False)
    record = run(server, tmp_path, f"http://{host}:{server.server_port}/page", options=options)
    assert "private address" in reasons(record)[0]
    assert server.asked == []


def test_a_redirect_to_a_private_address_is_refused(
    server: WaywardServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "is_public", lambda address: address == "127.0.0.1")
    options = replace(PATIENT, allow_private=False)
    record = run(server, tmp_path, "/to-neighbour", "/page", options=options)
    assert record.new == 1
    assert "private address" in reasons(record)[0]
    assert server.pages_asked() == ["/to-neighbour", "/page"]


def test_robots_txt_is_obeyed(server: WaywardServer, tmp_path: Path) -> None:
    server.robots = "User-agent: *\nDisallow: /page?n=2\nUser-agent: osce-kg\nDisallow: /page?n=1\n"
    record = run(server, tmp_path, "/page?n=1", "/page?n=2")
    assert reasons(record) == ["robots.txt does not allow it"]
    assert server.asked == ["/robots.txt", "/page?n=2"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_host_that_cannot_give_its_robots_txt_is_left_alone(
    server: WaywardServer, tmp_path: Path, status: int
) -> None:
    server.robots = status
    record = run(server, tmp_path, "/page")
    assert "nothing is fetched from the host" in reasons(record)[0]
    assert set(server.asked) == {"/robots.txt"}


def test_a_host_that_asks_for_more_patience_than_there_is_is_left_alone(
    server: WaywardServer, tmp_path: Path
) -> None:
    server.robots = "User-agent: *\nCrawl-delay: 86400\n"
    assert "asks for 86400 seconds" in reasons(run(server, tmp_path, "/page"))[0]


def test_a_busy_server_is_asked_again(server: WaywardServer, tmp_path: Path) -> None:
    record = run(server, tmp_path, "/busy")
    assert (record.new, record.requests, record.losses) == (1, 2, ())


def test_all_forms_of_an_address_are_asked_for_once(server: WaywardServer, tmp_path: Path) -> None:
    forms = ["/page", "/page#a", "/./page", "/%70age", "/page?utm_source=x", "/x/../page", "/page"]
    record = run(server, tmp_path, *forms, server.address("/page").replace("http:", "HTTP:"))
    assert (record.new, server.pages_asked()) == (1, ["/page"])


def test_the_address_that_a_redirect_leads_to_is_the_pages(server: WaywardServer, tmp_path: Path) -> None:
    run(server, tmp_path, "/moved")
    with CaptureFolder.open(tmp_path) as folder:
        (capture,) = folder.captures()
    assert (capture.asked, capture.url) == (server.address("/moved"), server.address("/page"))


def test_a_page_captured_just_now_is_not_asked_for_again(server: WaywardServer, tmp_path: Path) -> None:
    run(server, tmp_path, "/page", "/moved")
    asked = len(server.asked)
    record = run(server, tmp_path, "/page")
    assert (record.fresh, record.requests, len(server.asked)) == (1, 0, asked)


def test_a_page_is_asked_for_again_only_if_it_has_changed(server: WaywardServer, tmp_path: Path) -> None:
    run(server, tmp_path, "/tagged")
    assert run(server, tmp_path, "/tagged", options=AGAIN).unchanged == 1
    server.text = "Bishkek"
    assert run(server, tmp_path, "/tagged", options=AGAIN).changed == 1
    assert run(server, tmp_path, "/tagged", options=AGAIN).unchanged == 1
    with CaptureFolder.open(tmp_path) as folder:
        assert len(folder.captures()) == 4
    assert ["Bishkek" in document.text for document in read_documents([str(tmp_path)]).documents] == [True]


def test_links_of_a_listing_are_followed_on_its_host(server: WaywardServer, tmp_path: Path) -> None:
    record = run(server, tmp_path, "/listing", role="listing")
    assert sorted(server.pages_asked()) == ["/listing", "/page?n=1", "/page?n=2"]
    assert (record.new, record.losses) == (3, ())
    assert len(read_documents([str(tmp_path)]).documents) == 2


def test_only_what_contains_the_pattern_is_followed(server: WaywardServer, tmp_path: Path) -> None:
    run(server, tmp_path, "/listing", role="listing", options=replace(PATIENT, only=re.compile("n=2")))
    assert server.pages_asked() == ["/listing", "/page?n=2"]


def test_sitemaps_of_sitemaps_are_followed_and_none_twice(server: WaywardServer, tmp_path: Path) -> None:
    record = run(server, tmp_path, "/sitemap-index.xml", role="sitemap")
    assert (record.new, record.losses) == (9, ())
    assert len(server.pages_asked()) == len(set(server.pages_asked())) == 9


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/sitemap-bomb.xml", "document type declaration"),
        ("/sitemap-broken.xml", "not well-formed"),
        ("/sitemap-gz-bomb.xml.gz", "larger than the limit of 1000000 bytes when unpacked"),
        ("/sitemap-deep.xml", "3 deep"),
    ],
)
def test_a_sitemap_that_would_do_harm_is_told(
    server: WaywardServer, tmp_path: Path, path: str, reason: str
) -> None:
    assert reason in reasons(run(server, tmp_path, path, role="sitemap"))[0]


def test_no_more_than_the_limit_is_asked_for_and_the_next_run_goes_on(
    server: WaywardServer, tmp_path: Path
) -> None:
    options = replace(PATIENT, limit=3)
    first = run(server, tmp_path, "/sitemap.xml", role="sitemap", options=options)
    assert (first.new, first.losses[-1].severity) == (3, "warning")
    assert "3 addresses were not asked for" in first.losses[-1].reason
    second = run(server, tmp_path, "/sitemap.xml", role="sitemap", options=options)
    assert (second.fresh, second.new, second.losses) == (3, 3, ())
    assert len(server.pages_asked()) == 6


def test_requests_name_the_program_and_carry_no_cookie_and_no_credentials(
    server: WaywardServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    options = replace(PATIENT, contact="crawler@example.org")
    run(server, tmp_path / "folder", "/page?n=1", "/page?n=2", options=options)
    for path in ("/robots.txt", "/page?n=1", "/page?n=2"):
        sent = server.headers_of[path]
        assert re.match(r"osce-kg/[\d.]+ \(\+crawler@example\.org; ", sent["User-Agent"])
        assert not {"Cookie", "Authorization"} & set(sent)


@pytest.mark.parametrize(
    ("path", "text"), [("/gzip", "Minister visits Astana"), ("/wrong-charset", "visits Köln")]
)
def test_what_was_fetched_is_read_as_documents_with_address_and_time(
    server: WaywardServer, tmp_path: Path, path: str, text: str
) -> None:
    run(server, tmp_path, path)
    (document,) = read_documents([str(tmp_path)]).documents
    assert text in document.text
    assert document.url == document.source == server.address(path)
    assert document.retrieved is not None
    assert document.retrieved.tzinfo is dt.UTC
