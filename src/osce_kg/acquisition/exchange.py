"""One request and its answer, whatever the server does; redirects are told, not followed."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

import requests
import urllib3

from osce_kg.acquisition.options import FetchOptions
from osce_kg.addresses import normalize_address
from osce_kg.connecting import PrivateAddressError, open_session
from osce_kg.errors import InputError, LimitError
from osce_kg.web import Deadline, receive

_FOR_A_WHILE: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, or word that it has not changed (status 304, without body)."""

    url: str
    status: str
    headers: tuple[tuple[str, str], ...]
    media_type: str
    charset: str | None
    body: bytes

    @property
    def is_unchanged(self) -> bool:
        """Whether the server says that the page is as it was."""
        return self.status.startswith("304")

    def header(self, name: str) -> str | None:
        """Return the value of a header field; None if there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Redirect:
    """The server names another address, here in its normal form."""

    target: str


@dataclass(frozen=True, slots=True)
class Failure:
    """No page.

    Attributes:
        reason: a sentence for the user.
        may_pass: it is worth trying again.
        retry_after: seconds that the server asks to wait.
        status: of the answer; 0 if there was none.
    """

    reason: str
    may_pass: bool = False
    retry_after: float | None = None
    status: int = 0


Outcome = Answer | Redirect | Failure


def exchange(
    url: str, headers: Mapping[str, str], media_types: frozenset[str] | None, options: FetchOptions
) -> Outcome:
    """Ask for one address within the limits.

    Args:
        url: in its normal form.
        headers: besides the User-Agent.
        media_types: what the answer may be; None if any.
        options: limits and whether private addresses are allowed.
    """
    deadline = Deadline(options.limits.total_seconds)
    try:
        return deadline.run(lambda: _exchange(url, headers, media_types, options, deadline))
    except LimitError as error:
        return Failure(str(error))
    except PrivateAddressError as error:
        return Failure(f"{error.reason}; --allow-private fetches from it")
    except InputError as error:
        return Failure(error.reason)
    except requests.exceptions.SSLError:
        return Failure("the server's certificate is not valid")
    except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError):
        return Failure("the server did not answer in time", may_pass=True)
    except (requests.exceptions.ContentDecodingError, urllib3.exceptions.DecodeError):
        return Failure("the content is not in the coding that the server says")
    except (requests.exceptions.ConnectionError, urllib3.exceptions.ProtocolError):
        return Failure("the server cannot be reached, or breaks off", may_pass=True)
    except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, ValueError, OSError) as error:
        return Failure(f"cannot be fetched: {type(error).__name__}")


def _exchange(
    url: str,
    headers: Mapping[str, str],
    media_types: frozenset[str] | None,
    options: FetchOptions,
    deadline: Deadline,
) -> Outcome:
    sent = {"User-Agent": options.user_agent, "Accept-Encoding": "gzip, deflate", **headers}
    timeouts = (options.limits.connect_seconds, options.limits.read_seconds)
    with (
        open_session(allow_private=options.allow_private) as session,
        session.get(url, headers=sent, stream=True, timeout=timeouts, allow_redirects=False) as response,
    ):
        status = response.status_code
        if status in _REDIRECTS:
            return _redirect(url, response)
        if status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
            reason = f"the server answered {status} {response.reason or ''}".rstrip()
            return Failure(reason, status in _FOR_A_WHILE, _retry_after(response), status)
        declared = response.headers.get("Content-Type", "")
        media_type = declared.partition(";")[0].strip().lower()
        is_page = status == HTTPStatus.OK
        if is_page and media_types is not None and media_type not in media_types:
            return Failure(f"{media_type or 'an answer without a type'} is not kept", status=status)
        body = receive(response, options.limits.max_bytes, deadline) if is_page else b""
        charset = response.encoding if "charset=" in declared.lower() else None
        line = f"{status} {response.reason or ''}".rstrip()
        return Answer(url, line, tuple(response.raw.headers.iteritems()), media_type, charset, body)


def _redirect(url: str, response: requests.Response) -> Outcome:
    try:
        return Redirect(normalize_address(urljoin(url, response.headers["Location"])))
    except (KeyError, ValueError) as error:
        told = "without an address" if isinstance(error, KeyError) else f"to another kind of address: {error}"
        return Failure(f"the server redirects {told}", status=response.status_code)


def _retry_after(response: requests.Response) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, which may be a number or a date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
