"""Fetch a page, because the user gave its address; nothing else in this package uses the network to read."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
import urllib3

from osce_kg.documents.limits import ReadLimits
from osce_kg.errors import InputError, LimitError

_HEADERS = {
    "User-Agent": "osce-kg (reads pages for a knowledge graph of OSCE meetings)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
}
_MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", ""})
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as received.

    Attributes:
        raw: its bytes.
        url: where redirects led to.
        media_type: what the server says it is, without parameters; empty if it does not say.
        charset: the encoding that the server declares.
    """

    raw: bytes
    url: str
    media_type: str
    charset: str | None


def is_address(source: str) -> bool:
    """Tell whether a source is an address rather than a path."""
    return "://" in source[:12]


def fetch_page(url: str, limits: ReadLimits) -> FetchedPage:
    """Fetch one page over http or https, within ``limits.total_seconds`` whatever the server does.

    The work is done in a thread of its own, which is left to itself when the time is over: only that also
    bounds looking up the name, and headers that come byte by byte.

    Raises:
        InputError: the address is not http(s), the server cannot be reached or answers with an error, or the
            page is not text.
        LimitError: the page is too large or takes too long.
    """
    answer: Future[FetchedPage] = Future()
    deadline = time.monotonic() + limits.total_seconds

    def work() -> None:
        try:
            answer.set_result(_fetch(url, limits, deadline))
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=work, name="fetch", daemon=True).start()
    try:
        return answer.result(limits.total_seconds)
    except TimeoutError:
        raise _too_slow(limits) from None


def _too_slow(limits: ReadLimits) -> LimitError:
    return LimitError(f"not received within the limit of {limits.total_seconds:g} seconds")


def _fetch(url: str, limits: ReadLimits, deadline: float) -> FetchedPage:
    def check_time(response: requests.Response, **_: object) -> None:
        """Follow no further redirect when nobody waits any more."""
        if time.monotonic() > deadline:
            response.close()
            raise _too_slow(limits)

    timeouts = (limits.connect_seconds, limits.read_seconds)
    try:
        if urlsplit(url).scheme.lower() not in {"http", "https"}:
            raise InputError("only http and https addresses are fetched")
        with requests.Session() as session:
            session.max_redirects = limits.max_redirects
            session.hooks["response"].append(check_time)
            with session.get(url, headers=_HEADERS, stream=True, timeout=timeouts) as response:
                return _receive(response, limits, deadline)
    except requests.exceptions.TooManyRedirects:
        raise InputError(f"more than {limits.max_redirects} redirects") from None
    except requests.exceptions.SSLError:
        raise InputError("the server's certificate is not valid") from None
    except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError):
        raise InputError("the server did not answer in time") from None
    except requests.exceptions.ConnectionError:
        raise InputError("the server cannot be reached") from None
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise InputError(f"cannot be fetched: {type(error).__name__}") from None


def _receive(response: requests.Response, limits: ReadLimits, deadline: float) -> FetchedPage:
    if response.status_code != requests.codes.ok:
        raise InputError(f"the server answered {response.status_code} {response.reason or ''}".rstrip())
    declared = response.headers.get("Content-Type", "")
    media_type = declared.partition(";")[0].strip().lower()
    if media_type not in _MEDIA_TYPES:
        raise InputError(f"{media_type} is not read; only HTML and plain text are")
    received = bytearray()
    # read1 hands over what has come, so that a server that drips byte by byte meets the deadline
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        received += chunk
        if len(received) > limits.max_bytes:
            raise LimitError(f"larger than the limit of {limits.max_bytes} bytes for one document")
        if time.monotonic() > deadline:
            raise _too_slow(limits)
    charset = response.encoding if "charset=" in declared.lower() else None
    return FetchedPage(bytes(received), response.url, media_type, charset)
