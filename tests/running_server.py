"""``osce-kg serve`` in a process of its own, for tests that look at it from outside."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

SERVE = "from osce_kg.cli.serve import command; command()"


@dataclass(frozen=True)
class HttpAnswer:
    """Status, headers by their names in small letters, and the body as far as it came."""

    status: int
    headers: dict[str, str]
    body: bytes
    breaks_off: bool = False


@dataclass(frozen=True)
class RunningServer:
    url: str
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        assert parts.hostname is not None
        assert parts.port is not None
        return parts.hostname, parts.port

    def request(
        self, method: str, target: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> HttpAnswer:
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as connection:
            connection.request(method, target, body, {"Accept-Encoding": "identity", **(headers or {})})
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            try:
                return HttpAnswer(answer.status, names, answer.read())
            except http.client.IncompleteRead as error:
                return HttpAnswer(answer.status, names, error.partial, breaks_off=True)

    def get(self, target: str, **headers: str) -> HttpAnswer:
        return self.request("GET", target, {name.replace("_", "-"): value for name, value in headers.items()})

    def query(self, text: str, **headers: str) -> HttpAnswer:
        """Post a query."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given.setdefault("Accept", "application/sparql-results+json")
        return self.request(
            "POST",
            "/sparql",
            {"Content-Type": "application/x-www-form-urlencoded", **given},
            urlencode({"query": text}).encode(),
        )


@contextmanager
def running_server(build: Path | None, *options: str, **environment: str) -> Iterator[RunningServer]:
    """Serve a build on a free port; the server has to end within 20 seconds after SIGTERM."""
    data = [] if build is None else ["--data", str(build)]
    command = [sys.executable, "-c", SERVE, *data, "--port", "0", *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **environment},
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.findall(r"http://127\.0\.0\.1:\d+/", line)
        try:
            assert found, line + process.stdout.read()
            yield RunningServer(found[-1], process)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
