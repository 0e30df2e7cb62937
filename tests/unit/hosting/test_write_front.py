from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from osce_kg.config import Settings
from osce_kg.errors import LimitError, MachineError, OsceKgError
from osce_kg.hosting import write_front
from osce_kg.hosting.records import Recorder
from osce_kg.hosting.write_front import WriteFront
from osce_kg.hosting.write_process import Outcome

TOKEN = b"0123456789abcdef0123456789abcdef"
HEADERS = [(b"authorization", b"Bearer " + TOKEN), (b"content-type", b"application/sparql-update")]


class Listener:
    """A listener over a writer that does what a test wants."""

    def __init__(
        self, *, served: bool = True, failure: OsceKgError | None = None, seconds: float = 0
    ) -> None:
        async def write(request: object) -> Outcome:
            await asyncio.sleep(seconds)
            if failure is not None:
                raise failure
            return Outcome("1", is_new=False)

        async def wait_for(version: str, timeout: float) -> bool:
            return served

        self.recorder = Recorder()
        self._app = WriteFront(
            cast(Any, None),
            cast(Any, SimpleNamespace(wait_for=wait_for)),
            cast(Any, SimpleNamespace(write=write)),
            self.recorder,
            Settings(),
            TOKEN,
        )

    async def post(self) -> tuple[int, dict[bytes, bytes], bytes]:
        sent: list[Mapping[str, Any]] = []
        scope = {
            "type": "http",
            "http_version": "1.1",
            "scheme": "http",
            "method": "POST",
            "path": "/update",
            "query_string": b"",
            "headers": HEADERS,
            "client": ("127.0.0.1", 1),
        }

        async def receive() -> Mapping[str, Any]:
            return {"type": "http.request", "body": b"CLEAR ALL"}

        async def send(message: Mapping[str, Any]) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        head, *parts = sent
        return head["status"], dict(head["headers"]), b"".join(part["body"] for part in parts)


def test_what_is_not_served_in_time_is_accepted() -> None:
    status, _, text = asyncio.run(Listener(served=False).post())
    assert (status, text) == (202, b"This is written, and will be served soon.\n")


def test_a_fault_of_the_machine_names_no_place_on_it() -> None:
    status, headers, text = asyncio.run(Listener(failure=MachineError("/secret/place is full")).post())
    assert (status, headers[b"retry-after"]) == (503, b"5")
    assert b"whole or not at all" in text
    assert b"secret" not in text


def test_a_limit_is_named() -> None:
    status, headers, text = asyncio.run(Listener(failure=LimitError("longer than 60 seconds")).post())
    assert (status, headers[b"retry-after"], text) == (503, b"5", b"longer than 60 seconds\n")


def test_who_would_wait_too_long_for_the_write_before_gets_409(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_front, "_PATIENCE", 0.01)

    async def post_twice() -> list[int]:
        listener = Listener(seconds=0.5)
        return [status for status, _, _ in await asyncio.gather(listener.post(), listener.post())]

    assert asyncio.run(post_twice()) == [204, 409]


def test_metrics_and_answers_do_not_have_the_token() -> None:
    listener = Listener()
    _, headers, text = asyncio.run(listener.post())
    _, metrics = listener.recorder.metrics()
    assert b'place="update"' in metrics
    assert TOKEN not in metrics + text + b"".join(headers.values())
