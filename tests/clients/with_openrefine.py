#!/usr/bin/env python3
"""OpenRefine: a table of names is reconciled with the graph and extended from it.

Usage: with_openrefine.py URL

URL is that of a server of a build, such as http://127.0.0.1:8080/. Starts OpenRefine without a browser on a
free port of this machine, and asks of it what its pages ask. Exit code: 0 all checks held, 1 one failed,
77 there is no OpenRefine here.
"""
# /// client
# debian = { openrefine = "openrefine" }
# ///

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

SKIPPED = 77
START = 120
"""Seconds that OpenRefine may take to start, and one of its processes to end."""
ROWS = 20
LABELS = """
SELECT ?person ?name ?state (GROUP_CONCAT(DISTINCT ?postName; SEPARATOR="|") AS ?posts) WHERE {
  ?holding okg:holder ?person ; okg:post ?post .
  ?post okg:postIn/rdfs:label ?state . FILTER(LANG(?state) = "en")
  ?anyHolding okg:holder ?person ; okg:post/rdfs:label ?postName .
  ?post okg:postIn/a okg:State .
  ?person rdfs:label ?name . FILTER(CONTAINS(?name, " ") && !STRSTARTS(?name, "("))
} GROUP BY ?person ?name ?state ORDER BY ?person"""


@dataclass(frozen=True)
class Row:
    """A row of the table, and what the graph says of the person whom it names."""

    key: str
    name: str
    state: str
    posts: frozenset[str]


class _Stay(HTTPRedirectHandler):
    """The address that OpenRefine redirects to names the new project; its page is not wanted."""

    def redirect_request(self, *_: Any) -> None:
        return None


OPENER = build_opener(ProxyHandler({}), _Stay)


def fetch(
    url: str, body: bytes | None = None, content_type: str = "application/x-www-form-urlencoded"
) -> bytes:
    headers = {"Content-Type": content_type} if body is not None else {}
    with OPENER.open(Request(url, body, headers), timeout=START) as answer:
        return bytes(answer.read())


class OpenRefine:
    """A running OpenRefine, by the addresses that its own pages use."""

    def __init__(self, root: str) -> None:
        self._root = root

    def get(self, command: str, **parameters: object) -> Any:
        return json.loads(fetch(f"{self._root}command/core/{command}?{urlencode(parameters)}"))

    def post(self, command: str, parameters: dict[str, object], form: dict[str, object]) -> Any:
        token = self.get("get-csrf-token")["token"]
        fields = {name: _as_text(value) for name, value in form.items()} | {"csrf_token": token}
        address = f"{self._root}command/core/{command}?{urlencode(parameters)}"
        return json.loads(fetch(address, urlencode(fields).encode()))

    def create_project(self, table: str) -> str:
        """Make a project of a table in CSV, and return its number."""
        token = self.get("get-csrf-token")["token"]
        options = {"separator": ",", "headerLines": 1, "encoding": "UTF-8"}
        fields = {"project-name": "names", "options": json.dumps(options)}
        boundary = "a-line-that-is-in-no-table"
        parts = [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
        parts.append(f'name="project-file"; filename="names.csv"\r\nContent-Type: text/csv\r\n\r\n{table}')
        body = "".join(f"--{boundary}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
        query = urlencode({"csrf_token": token, "format": "text/line-based/*sv"})
        address = f"{self._root}command/core/create-project-from-upload?{query}"
        try:
            fetch(address, f"{body}--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}")
        except HTTPError as redirect:
            location = redirect.headers.get("Location", "")
            if redirect.code == 302 and "project=" in location:
                return str(location.rpartition("project=")[2])
            raise
        raise AssertionError("OpenRefine made no project")

    def wait(self, project: str) -> None:
        """Wait until the processes of a project have ended."""
        deadline = time.monotonic() + START
        while self.get("get-processes", project=project)["processes"]:
            if time.monotonic() > deadline:
                raise AssertionError("a process of OpenRefine did not end")
            time.sleep(0.2)

    def cells(self, project: str, column: str) -> list[dict[str, Any]]:
        """Return a column's cells, each with its ``recon`` if it was reconciled."""
        models = self.get("get-models", project=project)["columnModel"]["columns"]
        place = next(model["cellIndex"] for model in models if model["name"] == column)
        answer = self.get("get-rows", project=project, start=0, limit=1000)
        recons = answer.get("pool", {}).get("recons", {})
        cells = [row["cells"][place] if place < len(row["cells"]) else None for row in answer["rows"]]
        return [dict(cell, recon=recons.get(str(cell.get("r")))) if cell else {} for cell in cells]


class Session:
    """One table in OpenRefine, and the service to reconcile it with."""

    def __init__(self, refine: OpenRefine, root: str, rows: list[Row]) -> None:
        self.refine = refine
        self.url = f"{root}reconcile"
        self.rows = rows
        self.manifest: dict[str, Any] = json.loads(fetch(self.url))
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["name", "State"])
        writer.writerows([surname_first(row.name), row.state] for row in rows)
        self.project = refine.create_project(table.getvalue())

    def reconcile(self, columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Reconcile the names anew, and return what became of each."""
        config = {
            "mode": "standard-service",
            "service": self.url,
            "identifierSpace": self.manifest["identifierSpace"],
            "schemaSpace": self.manifest["schemaSpace"],
            "type": {"id": "Person", "name": "person"},
            "autoMatch": True,
            "columnDetails": columns,
            "limit": 5,
        }
        self.process("reconcile", {}, {"columnName": "name", "config": config})
        return [cell["recon"] for cell in self.refine.cells(self.project, "name")]

    def process(self, command: str, parameters: dict[str, object], form: dict[str, object]) -> None:
        """Start a process on all rows, and wait until it has ended."""
        form = form | {"engine": {"facets": [], "mode": "row-based"}}
        answer = self.refine.post(command, {"project": self.project} | parameters, form)
        equal(answer["code"] in ("ok", "pending"), True, answer)
        self.refine.wait(self.project)

    def extension(self) -> dict[str, Any]:
        return {"properties": [{"id": "post", "name": "post"}, {"id": "period", "name": "date or period"}]}


Check = Callable[[Session], None]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    CHECKS.append(function)
    return function


def equal(found: object, expected: object, why: object = "") -> None:
    if found != expected:
        raise AssertionError(f"{found!r} instead of {expected!r} {why}")


@check
def the_type_of_the_names_is_guessed(session: Session) -> None:
    form: dict[str, object] = {"columnName": "name", "service": session.url}
    guessed = session.refine.post("guess-types-of-column", {"project": session.project}, form)
    equal(guessed["code"], "ok", guessed)
    equal(guessed["types"][0]["id"], "Person", guessed)


@check
def a_name_alone_brings_candidates_and_no_match(session: Session) -> None:
    recons = session.reconcile([])
    equal([recon["j"] for recon in recons], ["none"] * len(recons))
    equal([recon["c"][0]["id"] for recon in recons], [row.key for row in session.rows])


@check
def a_name_with_its_state_is_matched(session: Session) -> None:
    state = {"column": "State", "property": {"id": "state", "name": "State"}}
    recons = session.reconcile([state])
    matched = {
        row.key: recon["m"]["id"] for row, recon in zip(session.rows, recons, strict=True) if "m" in recon
    }
    equal(list(matched.values()), list(matched))
    equal(len(matched) > len(recons) / 2, True, matched)


@check
def the_best_candidates_are_taken_on_request(session: Session) -> None:
    session.process("recon-match-best-candidates", {}, {"columnName": "name"})
    cells = session.refine.cells(session.project, "name")
    equal([cell["recon"]["m"]["id"] for cell in cells], [row.key for row in session.rows])


@check
def an_extension_is_previewed(session: Session) -> None:
    rows = list(range(min(5, len(session.rows))))
    answer = session.refine.post(
        "preview-extend-data",
        {"project": session.project, "columnName": "name"},
        {"rowIndices": rows, "extension": session.extension()},
    )
    equal(answer["code"], "ok", answer)
    equal([column["name"] for column in answer["columns"]], ["post", "date or period"])
    equal(bool(answer["rows"]), True)


@check
def the_table_is_extended_by_what_the_graph_says(session: Session) -> None:
    parameters: dict[str, object] = {
        "baseColumnName": "name",
        "endpoint": session.url,
        "identifierSpace": session.manifest["identifierSpace"],
        "schemaSpace": session.manifest["schemaSpace"],
        "columnInsertIndex": 1,
    }
    session.process("extend-data", parameters, {"extension": session.extension()})
    names = session.refine.cells(session.project, "name")
    posts = session.refine.cells(session.project, "post")
    extended: dict[str, set[str]] = {}
    key = ""
    for name, post in zip(names, posts, strict=True):
        # Further values of a row stand in rows below it that have no name.
        key = name["recon"]["m"]["id"] if name.get("recon") else key
        if post:
            extended.setdefault(key, set()).add(post["v"])
            equal(post["recon"]["m"]["id"].startswith("post/"), True, post)
    equal(extended, {row.key: set(row.posts) for row in session.rows})


@check
def what_its_pages_ask_of_the_service_is_answered(session: Session) -> None:
    row, root = session.rows[0], session.manifest
    key = quote(row.key, safe="")
    for kind, prefix in (("entity", row.name), ("property", "State"), ("type", "pers")):
        suggest = root["suggest"][kind]
        found = json.loads(
            fetch(f"{suggest['service_url']}{suggest['service_path']}?{urlencode({'prefix': prefix})}")
        )
        equal(bool(found["result"]), True, kind)
    proposal = root["extend"]["propose_properties"]
    proposed = json.loads(fetch(f"{proposal['service_url']}{proposal['service_path']}?type=Person"))
    equal("post" in {prop["id"] for prop in proposed["properties"]}, True, proposed)
    equal(row.name in fetch(root["preview"]["url"].replace("{{id}}", key)).decode(), True)
    flyout = root["suggest"]["entity"]
    address = f"{flyout['flyout_service_url']}{flyout['flyout_service_path']}".replace("${id}", key)
    equal(json.loads(fetch(address))["id"], row.key)
    try:
        fetch(root["view"]["url"].replace("{{id}}", key))
    except HTTPError as redirect:
        equal(redirect.code, 303)


def surname_first(name: str) -> str:
    given, _, surname = name.rpartition(" ")
    return f"{surname.upper()}, {given}"


def read_rows(root: str) -> list[Row]:
    """Ask the server for people who belong to one State, each with a name that nobody else has."""
    answer = fetch(f"{root}sparql?{urlencode({'query': LABELS, 'format': 'csv'})}").decode()
    solutions = list(csv.DictReader(io.StringIO(answer)))
    people = [solution["person"] for solution in solutions]
    names = [solution["name"] for solution in solutions]
    return [
        Row(
            "/".join(one["person"].split("/")[-2:]),
            one["name"],
            one["state"],
            frozenset(one["posts"].split("|")),
        )
        for one in solutions
        if people.count(one["person"]) == 1 and names.count(one["name"]) == 1
    ][:ROWS]


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@contextmanager
def open_refine(program: str, log: Path) -> Iterator[OpenRefine]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home, log.open("wb") as output:
        command = [program, "-i", "127.0.0.1", "-p", str(port), "-d", home, "-x", "refine.headless=true"]
        environment = {**os.environ, "HOME": home}
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
        try:
            refine = OpenRefine(f"http://127.0.0.1:{port}/")
            _await(refine, process)
            yield refine
        finally:
            # It is a shell script that becomes, or starts, a Java machine.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(START)


def _await(refine: OpenRefine, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START
    while True:
        try:
            refine.get("get-version")
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


def run_checks(session: Session) -> int:
    failed = 0
    for one in CHECKS:
        try:
            one(session)
        except (AssertionError, KeyError, IndexError, TypeError, OSError) as error:
            failed += 1
            print(f"FAILED {one.__name__}: {type(error).__name__} {error}")
        else:
            print(f"ok {one.__name__}")
    return failed


def main(root: str) -> int:
    if (program := shutil.which("openrefine")) is None or shutil.which("java") is None:
        print("SKIPPED: there is no openrefine here (on Debian: apt install openrefine)")
        return SKIPPED
    root = f"{root.rstrip('/')}/"
    rows = read_rows(root)
    equal(len(rows) >= 3, True, f"{root} knows too few people with a State to try this")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with open_refine(program, log) as refine:
            failed = run_checks(Session(refine, root, rows))
        complaints = [
            line
            for line in log.read_text(errors="replace").splitlines()
            if " ERROR " in line or "Failed -" in line
        ]
    if complaints:
        print(f"FAILED openrefine_has_nothing_to_complain_of: {complaints[:3]}")
    else:
        print("ok openrefine_has_nothing_to_complain_of")
    return 1 if failed or complaints else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or not urlsplit(sys.argv[1]).netloc:
        sys.exit((__doc__ or "").strip())
    sys.exit(main(sys.argv[1]))
