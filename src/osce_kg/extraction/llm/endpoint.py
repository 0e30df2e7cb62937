"""One question to an OpenAI-compatible endpoint, and its answer as text.

Trouble with the endpoint (it cannot be reached, refuses the key, stays overloaded) is a ``MachineError``:
every other question would meet it too. Trouble with one answer is an ``ExtractionError``. Neither message
holds words of the endpoint that could repeat the key.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit, urlunsplit

import requests
import urllib3

from osce_kg.errors import ExtractionError, LimitError, MachineError
from osce_kg.extraction.llm.answer_schema import ANSWER_SCHEMA
from osce_kg.extraction.llm.prompt import INSTRUCTIONS
from osce_kg.extraction.llm.settings import LlmSettings
from osce_kg.printable import on_one_line
from osce_kg.web import Deadline, receive, seconds_to_wait

_PATH: Final = "/chat/completions"
_CONNECT_SECONDS: Final = 10.0
_OVERLOADED: Final = frozenset({429, 500, 502, 503, 504, 529})
_ABOUT_THE_QUESTION: Final = frozenset({400, 413, 422})
_LONGEST_REASON: Final = 200
_SHOWN_PART_OF_KEY: Final = 4
"""Letters of the key in a row from which a message of the endpoint is not shown."""
_SHORTEST_SECRET: Final = 8
"""Letters from which a key is looked for in answers: "-" or "none" in the place of a key is in many."""
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.S)
"""An escape in a string of JSON."""

_UNFINISHED: Final = {
    "length": "the model's answer was cut off at its longest length; a smaller --llm-portion may help",
    "content_filter": "the endpoint's filter held back the model's answer",
}


class ChatModel(Protocol):
    """Answers questions; an endpoint, or whatever stands for one."""

    def answer(self, question: str, seed: int) -> str:
        """Return the answer to a question, which should keep to the schema.

        Raises:
            ExtractionError: there is no answer to this question.
            MachineError: there will be none to any.
        """
        ...


class Endpoint:
    """A model behind HTTP."""

    def __init__(self, settings: LlmSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._address = _completions_address(settings.url)
        self._sleep = sleep

    def answer(self, question: str, seed: int) -> str:
        """Ask the endpoint; asked again when it is overloaded or fails, see :class:`ChatModel`."""
        body = self._request_body(question, seed)
        for attempt in range(1, self._settings.attempts + 1):
            status, wait, content = self._send(body)
            if status == requests.codes.ok:
                return _message(content, self._settings.key)
            if status not in _OVERLOADED:
                raise self._refusal(status, content)
            if attempt < self._settings.attempts:
                pause = 2.0 ** (attempt - 1) if wait is None else wait
                self._sleep(min(pause, self._settings.longest_wait))
        raise MachineError(
            f"the endpoint of the model answered {status} to {self._settings.attempts} attempts in a row"
        )

    def _request_body(self, question: str, seed: int) -> Mapping[str, Any]:
        return {
            "model": self._settings.model,
            "messages": [
                {"role": "system", "content": INSTRUCTIONS},
                {"role": "user", "content": question},
            ],
            "temperature": 0,
            "seed": seed,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "facts", "strict": True, "schema": ANSWER_SCHEMA},
            },
        }

    def _send(self, body: Mapping[str, Any]) -> tuple[int, float | None, bytes]:
        """Return status, seconds that the endpoint asks to wait, and body of one answer."""
        deadline = Deadline(self._settings.timeout)
        try:
            return deadline.run(lambda: self._exchange(body, deadline))
        except LimitError as error:
            raise MachineError(f"the answer of the model was {error}; see --llm-timeout") from None
        except requests.exceptions.SSLError:
            raise MachineError("the certificate of the model's endpoint is not valid") from None
        except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError):
            raise MachineError(
                f"the endpoint of the model did not answer within {self._settings.timeout:g} seconds"
            ) from None
        except requests.exceptions.ConnectionError:
            raise MachineError("the endpoint of the model cannot be reached") from None
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            raise MachineError(f"the model cannot be asked: {type(error).__name__}") from None

    def _exchange(self, body: Mapping[str, Any], deadline: Deadline) -> tuple[int, float | None, bytes]:
        timeouts = (min(_CONNECT_SECONDS, self._settings.timeout), self._settings.timeout)
        with requests.Session() as session:
            # Proxies of the environment are for other hosts: what is sent to this machine stays on it.
            session.trust_env = not self._settings.is_this_machine
            session.auth = _Bearer(self._settings.key)
            # A redirect would take the text, and perhaps the key, to where the user did not send it.
            with session.post(
                self._address, json=body, timeout=timeouts, stream=True, allow_redirects=False
            ) as response:
                content = _received(response, self._settings.max_bytes, deadline)
                return response.status_code, seconds_to_wait(response.headers.get("Retry-After", "")), content

    def _refusal(self, status: int, content: bytes) -> Exception:
        if status in (401, 403):
            return MachineError(f"the endpoint of the model refuses the key, or there is none ({status})")
        if 300 <= status < 400:
            return MachineError(
                f"the endpoint of the model redirects to another address ({status}), which is not followed"
            )
        told = f"the endpoint of the model answered {status}{_reason(content, self._settings.key)}"
        return ExtractionError(told) if status in _ABOUT_THE_QUESTION else MachineError(told)


class _Bearer(requests.auth.AuthBase):
    """Sends the key, and nothing in its place: requests would look for a password in the user's .netrc."""

    def __init__(self, key: str | None) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key is not None:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _completions_address(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return urlunsplit(parts._replace(path=path if path.endswith(_PATH) else path + _PATH, fragment=""))


def _received(response: requests.Response, max_bytes: int, deadline: Deadline) -> bytes:
    try:
        return receive(response, max_bytes, deadline)
    except LimitError:
        deadline.check()
        raise ExtractionError(f"the model's answer is larger than the limit of {max_bytes} bytes") from None


def _message(content: bytes, key: str | None) -> str:
    """Return the text of the first choice of a chat completion."""
    try:
        choice = json.loads(content)["choices"][0]
        message, finish = choice["message"], choice.get("finish_reason")
        refusal, text = message.get("refusal"), message.get("content")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ExtractionError("the endpoint's answer is no chat completion") from None
    if refusal:
        raise ExtractionError("the model refused to answer")
    if isinstance(finish, str) and finish in _UNFINISHED:
        raise ExtractionError(_UNFINISHED[finish])
    if not isinstance(text, str) or not isinstance(finish, str | None):
        raise ExtractionError("the endpoint's answer is no chat completion")
    if key is not None and _holds(text, key):
        raise ExtractionError("the model's answer repeats the key of the endpoint; it is thrown away")
    return text


def _holds(text: str, key: str) -> bool:
    """Tell whether an answer holds the key, as it stands or behind the escapes of JSON.

    The whole answer is looked through, since one that is no JSON, or names a member twice, is kept as well.
    """
    if len(key) < _SHORTEST_SECRET:
        return False
    return key in text or key in _ESCAPE.sub(lambda found: _unescaped(found[1]), text)


def _unescaped(escape: str) -> str:
    """Return the sign that the part of an escape after its backslash stands for; keys have no white space."""
    return chr(int(escape[1:], 16)) if len(escape) > 1 else escape


def _reason(content: bytes, key: str | None) -> str:
    """Return what an error says, on one line, unless it could repeat a part of the key."""
    try:
        error = json.loads(content)["error"]
        told = error if isinstance(error, str) else error["message"]
        line = on_one_line(" ".join(told.split()))[:_LONGEST_REASON]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""
    return "" if not line or _repeats(line, key) else f": {line}"


def _repeats(line: str, key: str | None) -> bool:
    """Tell whether a line holds a part of the key: endpoints like to show its ends."""
    if key is None:
        return False
    parts = (key[i : i + _SHOWN_PART_OF_KEY] for i in range(max(1, len(key) - _SHOWN_PART_OF_KEY + 1)))
    return any(part in line for part in parts)
