"""Exchanges over http or https with an address that the user gave, within limits whatever the answer."""

from __future__ import annotations

import datetime as dt
import email.utils
import ipaddress
import re
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Final, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from osce_kg.errors import InputError, LimitError, UsageError

DOCUMENT_TYPES: Final = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "",
    }
)
"""What a page or document that is read may be called by its server; it shows in the bytes what it is."""
ACCEPT_DOCUMENTS: Final = (
    "text/html, application/xhtml+xml, text/plain;q=0.8, application/pdf;q=0.7, */*;q=0.1"
)
"""What to ask a server for: pages before files."""

_CHUNK = 65536
_Result = TypeVar("_Result")
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
        follows_redirects: go where the server leads; else that is a ``RedirectedError``.
    """

    url: str
    headers: Mapping[str, str]
    media_types: frozenset[str]
    form: Mapping[str, str] = field(default_factory=dict)
    follows_redirects: bool = True


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


class RedirectedError(InputError):
    """The server leads to another address, and whoever asked wants to decide on that.

    Attributes:
        target: that address.
    """

    def __init__(self, target: str) -> None:
        super().__init__("the server leads to another address")
        self.target = target


class Deadline:
    """A time that is over ``seconds`` after it was set."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise :class:`LimitError` if the time is over."""
        if time.monotonic() > self._end:
            raise self._too_slow()

    def run(self, work: Callable[[], _Result]) -> _Result:
        """Return the result of ``work``, or raise :class:`LimitError` when the time is over.

        The work is done in a thread of its own, which is left to itself when the time is over: only that also
        bounds looking up a name, and headers that come byte by byte.
        """
        try:
            return in_background(work).result(max(0.0, self._end - time.monotonic()))
        except TimeoutError:
            raise self._too_slow() from None

    def _too_slow(self) -> LimitError:
        return LimitError(f"not received within the limit of {self._seconds:g} seconds")


def in_background(work: Callable[[], _Result]) -> Future[_Result]:
    """Do work in a thread of its own, which does not keep the program from ending."""
    result: Future[_Result] = Future()

    def do_work() -> None:
        try:
            result.set_result(work())
        except BaseException as error:
            result.set_exception(error)

    threading.Thread(target=do_work, name="exchange", daemon=True).start()
    return result


def without_credentials(url: str) -> str:
    """Return an address without ``user:password@``, as it may be shown and published."""
    return _CREDENTIALS.sub(r"\1", url)


def is_this_machine(url: str) -> bool:
    """Tell whether an address is on the loopback interface, so that nothing leaves the machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_address(url: str, what: str) -> None:
    """Refuse what is no address of a server, or holds a password: all users of a machine see command lines.

    Args:
        url: the address.
        what: is there, for the message.

    Raises:
        UsageError: the address cannot be used.
    """
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or not url.isprintable() or " " in url:
        raise UsageError(f"the address of {what} must begin with http:// or https:// and a host")
    if "@" in parts.netloc:
        raise UsageError(f"the address of {what} must hold no password; it has a place of its own")


def seconds_to_wait(retry_after: str) -> float | None:
    """Return the seconds of a Retry-After header: a number, or a date; None where it says neither."""
    if re.fullmatch(r"\d{1,6}", retry_after.strip()):
        return float(retry_after)
    try:
        then = email.utils.parsedate_to_datetime(retry_after)
        if then.tzinfo is None:
            then = then.replace(tzinfo=dt.UTC)
        return max(0.0, (then - dt.datetime.now(dt.UTC)).total_seconds())
    except (ValueError, TypeError, LookupError, OverflowError):
        return None


def fetch(
    request: WebRequest,
    limits: WebLimits,
    new_session: Callable[[], requests.Session] = requests.Session,
) -> WebAnswer:
    """Make one exchange within ``limits.total_seconds``, whatever the server does.

    Args:
        request: what to ask for.
        limits: how much the exchange may take.
        new_session: makes the session; it may have its own mind of which addresses to connect to.

    Raises:
        RedirectedError: the server redirects, and the request does not follow.
        InputError: the address is not http(s), the server cannot be reached or answers with an error, or the
            answer is of another media type. The message has no address.
        LimitError: the answer is too large or takes too long.
    """
    deadline = Deadline(limits.total_seconds)
    return deadline.run(lambda: exchange(request, limits, new_session, deadline))


def receive(response: requests.Response, max_bytes: int, deadline: Deadline) -> bytes:
    """Return the body of a response that was asked for with ``stream=True``.

    Raises:
        LimitError: it is larger than ``max_bytes``, or the deadline is over before its end.
    """
    received = bytearray()
    # read1 hands over what has come, so that a server that drips byte by byte meets the deadline
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        received += chunk
        if len(received) > max_bytes:
            raise LimitError(f"larger than the limit of {max_bytes} bytes")
        deadline.check()
    return bytes(received)


def exchange(
    request: WebRequest, limits: WebLimits, new_session: Callable[[], requests.Session], deadline: Deadline
) -> WebAnswer:
    """Make one exchange in this thread: as ``fetch``, but looking up a name and slow headers may take longer.

    Raises:
        InputError, LimitError: as ``fetch`` does.
    """

    def check_time(response: requests.Response, **_: object) -> None:
        """Follow no further redirect when nobody waits any more."""
        try:
            deadline.check()
        except LimitError:
            response.close()
            raise

    timeouts = (limits.connect_seconds, limits.read_seconds)
    try:
        if urlsplit(request.url).scheme.lower() not in {"http", "https"}:
            raise InputError("only http and https addresses are fetched")
        with new_session() as session:
            session.max_redirects = limits.max_redirects
            session.hooks["response"].append(check_time)
            with session.request(
                "POST" if request.form else "GET",
                request.url,
                headers=dict(request.headers),
                data=dict(request.form),
                stream=True,
                timeout=timeouts,
                allow_redirects=request.follows_redirects,
            ) as response:
                if response.is_redirect:
                    raise RedirectedError(urljoin(request.url, response.headers["Location"]))
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
    response: requests.Response, request: WebRequest, limits: WebLimits, deadline: Deadline
) -> WebAnswer:
    if response.status_code != requests.codes.ok:
        raise InputError(f"the server answered {response.status_code} {response.reason or ''}".rstrip())
    declared = response.headers.get("Content-Type", "")
    media_type = declared.partition(";")[0].strip().lower()
    if media_type not in request.media_types:
        wanted = ", ".join(sorted(filter(None, request.media_types)))
        raise InputError(f"{media_type or 'an answer without a type'} is not read; only {wanted}")
    received = receive(response, limits.max_bytes, deadline)
    charset = response.encoding if "charset=" in declared.lower() else None
    return WebAnswer(received, response.url, media_type, charset)
