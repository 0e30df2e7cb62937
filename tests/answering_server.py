"""An OpenAI-compatible endpoint on the loopback address that plays recorded answers, or misbehaves.

It notes every request. What it does next is a list of replies, taken from the front; when the list is empty,
it gives the recorded answer.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from model_answers import recorded_answer


@dataclass(frozen=True)
class Reply:
    """One answer over HTTP; ``silent`` is none at all until the server ends."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False


def completion(content: str | None, finish: Any = "stop", **message: Any) -> Reply:
    """Return a chat completion with this content."""
    record = {"role": "assistant", "content": content, **message}
    body = {"choices": [{"index": 0, "message": record, "finish_reason": finish}]}
    return Reply(body=json.dumps(body).encode())


def failure(status: int, message: str = "", **headers: str) -> Reply:
    """Return an error in the form of the API; ``Retry_After`` becomes a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps({"error": {"message": message}}).encode(), named)


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def question(self) -> str:
        question = self.body["messages"][-1]["content"]
        assert isinstance(question, str)
        return question


class AnsweringServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, respond: Callable[[str], str] = recorded_answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.respond = respond
        self.replies: list[Reply] = []
        self.requests: list[Request] = []
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: AnsweringServer

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        request = Request(self.path, dict(self.headers), json.loads(raw))
        self.server.requests.append(request)
        queue = self.server.replies
        reply = queue.pop(0) if queue else completion(self.server.respond(request.question))
        if reply.silent:
            self.server.ended.wait(30)
            return
        self.send_response(reply.status)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def do_GET(self) -> None:
        self.server.requests.append(Request(self.path, dict(self.headers), {}))
        self.send_error(405)

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


@contextmanager
def answering() -> Iterator[AnsweringServer]:
    """A server that runs until the block ends."""
    server = AnsweringServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
