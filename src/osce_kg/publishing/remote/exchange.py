"""Requests to a store: authenticated, never redirected, repeated within bounds when it is overloaded."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import requests
import urllib3
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from osce_kg.errors import InputError, LimitError, MachineError
from osce_kg.printable import on_one_line
from osce_kg.publishing.remote.addresses import Credentials
from osce_kg.web import Deadline, is_this_machine, receive, seconds_to_wait

_OVERLOADED: Final = frozenset({429, 500, 502, 503, 504})
_LONGEST_REASON: Final = 200
_TAG: Final = re.compile(rb"<[^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class ExchangeLimits:
    """How much one request may take.

    Attributes:
        connect_seconds: time to reach the store.
        seconds: longest silence of the store, and time for receiving its answer.
        attempts: how often a request is sent when the store is overloaded or breaks off.
        longest_wait: seconds between two attempts, whatever the store asks for.
        max_bytes: size of an answer.
    """

    connect_seconds: float = 10.0
    seconds: float = 600.0
    attempts: int = 5
    longest_wait: float = 60.0
    max_bytes: int = 4_000_000_000


@dataclass(frozen=True, slots=True)
class StoreRequest:
    """One request.

    Attributes:
        graph: of the Graph Store Protocol, becomes a parameter of the address.
        expected: statuses besides 2xx that are an answer and no error.
        repeatable: sent twice it does the same as sent once.
    """

    method: str
    url: str
    graph: str | None = None
    body: bytes | None = None
    content_type: str | None = None
    accept: str = "*/*"
    expected: frozenset[int] = frozenset()
    repeatable: bool = True


@dataclass(frozen=True, slots=True)
class StoreAnswer:
    """Status, media type without parameters, body, seconds to wait, and where it redirects to."""

    status: int
    media_type: str
    body: bytes
    retry_after: float | None = None
    location: str = ""


class _NoCredentials(AuthBase):
    """Sends nothing: requests would look for a password in the user's .netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class Exchange:
    """A connection to a store. Use as a context manager."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        limits: ExchangeLimits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._credentials = credentials
        self._limits = limits or ExchangeLimits()
        self._sleep = sleep
        self._session = requests.Session()
        self._ways_in: dict[str, AuthBase] = {}

    def __enter__(self) -> Exchange:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def send(self, request: StoreRequest) -> StoreAnswer:
        """Send a request and return the answer.

        Raises:
            InputError: the address is not what the user took it for.
            MachineError: the store cannot be reached, refuses the user, or stays overloaded.
            LimitError: it does not answer in time, or takes no request of this size.
        """
        attempts = self._limits.attempts if request.repeatable else 1
        for attempt in range(1, attempts + 1):
            try:
                answer = self._send_once(request)
            except LimitError as error:
                raise LimitError(f"{request.url}: {error}") from None
            except requests.exceptions.SSLError:
                raise MachineError(f"{request.url}: the certificate of the store is not valid") from None
            except (requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError):
                told = f"the store did not answer within {self._limits.seconds:g} seconds; see --timeout"
                raise LimitError(f"{request.url}: {told}") from None
            except (requests.exceptions.ConnectionError, urllib3.exceptions.HTTPError):
                if attempt == attempts:
                    raise MachineError(f"{request.url}: the store cannot be reached, or breaks off") from None
                self._wait(attempt, None)
                continue
            except (requests.exceptions.RequestException, ValueError) as error:
                raise MachineError(f"{request.url}: cannot be asked: {type(error).__name__}") from None
            if 200 <= answer.status < 300 or answer.status in request.expected:
                return answer
            if answer.status not in _OVERLOADED or attempt == attempts:
                raise self._refusal(request, answer, attempt)
            self._wait(attempt, answer.retry_after)
        raise AssertionError("at least one attempt is made")

    def _send_once(self, request: StoreRequest) -> StoreAnswer:
        way_in = self._way_in(request.url)
        headers = {"Accept": request.accept, "User-Agent": "osce-kg"}
        if request.content_type is not None:
            headers["Content-Type"] = request.content_type
        parameters = {} if request.graph is None else {"graph": request.graph}
        response = self._open(request.method, request.url, headers, way_in, parameters, request.body)
        with response:
            body = receive(response, self._limits.max_bytes, Deadline(self._limits.seconds))
            declared = response.headers.get("Content-Type", "")
            return StoreAnswer(
                response.status_code,
                declared.partition(";")[0].strip().lower(),
                body,
                seconds_to_wait(response.headers.get("Retry-After", "")),
                response.headers.get("Location", ""),
            )

    def _open(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        way_in: AuthBase,
        parameters: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> requests.Response:
        # Proxies of the environment are for other hosts: what is sent to this machine stays on it.
        self._session.trust_env = not is_this_machine(url)
        return self._session.request(
            method,
            url,
            params=parameters,
            data=body,
            headers=dict(headers),
            auth=way_in,
            stream=True,
            timeout=(self._limits.connect_seconds, self._limits.seconds),
            # A redirect would take the data, and perhaps the password, to where the user did not send them.
            allow_redirects=False,
        )

    def _way_in(self, url: str) -> AuthBase:
        """Return how to authenticate at an address: as its challenge to an empty request says.

        A large body is thus not sent in vain, and no password goes where none is asked for.
        """
        if self._credentials is None:
            return _NoCredentials()
        if url not in self._ways_in:
            self._ways_in[url] = self._answer_to_challenge(url, self._credentials)
        return self._ways_in[url]

    def _answer_to_challenge(self, url: str, credentials: Credentials) -> AuthBase:
        with self._open("GET", url, {"User-Agent": "osce-kg"}, _NoCredentials()) as response:
            challenge = response.headers.get("WWW-Authenticate", "") if response.status_code == 401 else ""
            receive(response, self._limits.max_bytes, Deadline(self._limits.seconds))
        if not challenge.lower().startswith("digest"):
            # Stores that let everybody read challenge at the first change only: Basic is what they have.
            name, password = credentials.user.encode(), credentials.password.encode()
            return HTTPBasicAuth(name, password)
        digest = HTTPDigestAuth(credentials.user, credentials.password)
        # Gets a nonce, with which all later requests are let in at once.
        with self._open("GET", url, {"User-Agent": "osce-kg"}, digest) as response:
            receive(response, self._limits.max_bytes, Deadline(self._limits.seconds))
        return digest

    def _wait(self, attempt: int, asked: float | None) -> None:
        pause = 2.0 ** (attempt - 1) if asked is None else asked
        self._sleep(min(pause, self._limits.longest_wait))

    def _refusal(self, request: StoreRequest, answer: StoreAnswer, attempts: int) -> Exception:
        status = answer.status
        told = f"{request.url}: the store answered {status}"
        if status in (401, 403):
            return MachineError(f"{told}: it refuses this user, or asks for one (see --user)")
        if 300 <= status < 400:
            reason = f"redirects{_destination(answer)}, which is not followed"
            return InputError(reason, source=request.url)
        if status == 413:
            size = len(request.body or b"")
            return LimitError(f"{told}: a request of {size:,} bytes is too large for it; see --part")
        if status in _OVERLOADED:
            return MachineError(f"{told} to {attempts} attempts in a row{self._reason(answer)}")
        if status in (404, 405, 406, 415, 501):
            return InputError(f"answered {status} to {request.method}: another endpoint?", source=request.url)
        return MachineError(f"{told}{self._reason(answer)}")

    def _reason(self, answer: StoreAnswer) -> str:
        """Return what an error says, on one line, unless it repeats the password."""
        text = _TAG.sub(b" ", answer.body[:4000]).decode("utf-8", "replace")
        line = on_one_line(" ".join(text.split()))[:_LONGEST_REASON]
        if self._credentials is not None:
            user, password = self._credentials.user, self._credentials.password
            basic = b64encode(f"{user}:{password}".encode()).decode()
            if password in line or basic[:8] in line:
                return ""
        return f": {line}" if line else ""


def _destination(answer: StoreAnswer) -> str:
    place = urlsplit(answer.location)
    named = f" to {place.scheme}://{place.hostname}{place.path}" if place.hostname else ""
    return on_one_line(named)[:_LONGEST_REASON]
