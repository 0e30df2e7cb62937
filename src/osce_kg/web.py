"""One exchange over http or https with an address that the user gave, within limits whatever the answer."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
import urllib3

from osce_kg.errors import InputError, LimitError

_CHUNK = 65536
_CREDENTIALS = re.compile(r"^([^/?#]*//)[^/?#]*@")


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How much an exchange may take.

    Attributes:
        max_bytes: size of the answer (after the transfer encoding of HTTP is undone).
        connect_seconds: time to reach a server.
        read_seconds: longest silence of a server.
        total_seconds: time for all of it, redirects included.
        max_redirects: number of redirects followed.
    """

    max_bytes: int = 20_000_000
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class WebRequest:
    """What to ask for: a form to post if there is one, else a page to get.

    Attributes:
        media_types: what the answer may be; any other is refused before it is received.
    """

    url: str
    headers: Mapping[str, str]
    media_types: frozenset[str]
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """What a server sent.

    Attributes:
        raw: the bytes.
        url: where redirects led to.
        media_type: what the server says it is, without parameters; empty if it does not say.
        charset: the encoding that the server declares.
    """

    raw: bytes
    url: str
    media_type: str
    charset: str | None


def without_credentials(url: str) -> str:
    """Return an address without ``user:password@``, as it may be shown and published."""
    return _CREDENTIALS.sub(r"\1", url)


def fetch(request: WebRequest, limits: WebLimits) -> WebAnswer:
    """Make one exchange within ``limits.total_seconds``, whatever the server does.

    The work is done in a thread of its own, which is left to itself when the time is over: only that also
    bounds looking up the name, and headers that come byte by byte.

    Raises:
        InputError: the address is not http(s), the server cannot be reached or answers with an error, or the
            answer is of another media type. The message has no address.
        LimitError: the answer is too large or takes too long.
    """
    answer: Future[WebAnswer] = Future()
    deadline = time.monotonic() + limits.total_seconds

    def work() -> None:
        try:
            answer.set_result(_fetch(request, limits, deadline))
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=work, name="fetch", daemon=True).start()
    try:
        return answer.result(limits.total_seconds)
    except TimeoutError:
        raise _too_slow(limits) from None


def _too_slow(limits: WebLimits) -> LimitError:
    return LimitError(f"not received within the limit of {limits.total_seconds:g} seconds")


def _fetch(request: WebRequest, limits: WebLimits, deadline: float) -> WebAnswer:
    def check_time(response: requests.Response, **_: object) -> None:
        """Follow no further redirect when nobody waits any more."""
        if time.monotonic() > deadline:
            response.close()
            raise _too_slow(limits)

    timeouts = (limits.connect_seconds, limits.read_seconds)
    try:
        if urlsplit(request.url).scheme.lower() not in {"http", "https"}:
            raise InputError("only http and https addresses are fetched")
        with requests.Session() as session:
            session.max_redirects = limits.max_redirects
            session.hooks["response"].append(check_time)
            with session.request(
                "POST" if request.form else "GET",
                request.url,
                headers=dict(request.headers),
                data=dict(request.form),
                stream=True,
                timeout=timeouts,
            ) as response:
                return _receive(response, request, limits, deadline)
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


def _receive(
    response: requests.Response, request: WebRequest, limits: WebLimits, deadline: float
) -> WebAnswer:
    if response.status_code != requests.codes.ok:
        raise InputError(f"the server answered {response.status_code} {response.reason or ''}".rstrip())
    declared = response.headers.get("Content-Type", "")
    media_type = declared.partition(";")[0].strip().lower()
    if media_type not in request.media_types:
        wanted = ", ".join(sorted(filter(None, request.media_types)))
        raise InputError(f"{media_type or 'an answer without a type'} is not read; only {wanted}")
    received = bytearray()
    # read1 hands over what has come, so that a server that drips byte by byte meets the deadline
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        received += chunk
        if len(received) > limits.max_bytes:
            raise LimitError(f"larger than the limit of {limits.max_bytes} bytes")
        if time.monotonic() > deadline:
            raise _too_slow(limits)
    charset = response.encoding if "charset=" in declared.lower() else None
    return WebAnswer(bytes(received), response.url, media_type, charset)
