"""Rows C7 to C9, seen from the system: a server calls nobody and reads no file but its own.

Two witnesses: an audit hook of Python in every process of the server, and strace, which also sees what
compiled libraries do.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

import pytest
from reaching_queries import FROM_CLAUSES, SERVICE_QUERIES, UPDATES

import osce_kg
from osce_kg.namespaces import BASE
from osce_kg.resources import resource_path
from processes import SOURCES
from served_build import LONG, ServedBuild, served

FORM = "application/x-www-form-urlencoded"
NOBODY = "http://127.0.0.1:9/"
"""An address at which nobody listens: whoever calls it is seen calling."""
HOOK = """
import os, sys
_log = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)

def _hear(event, arguments):
    if event == "open" or event.startswith(("socket.", "subprocess.", "os.", "urllib.", "http.")):
        name = arguments[0] if arguments else ""
        os.write(_log, f"{os.getpid()}\\t{event}\\t{name}\\n".encode("utf-8", "backslashreplace"))

sys.addaudithook(_hear)
"""
REACHING = re.compile(
    r"socket\.(connect|getaddrinfo|gethost.*|sendto)|subprocess\..*|os\.(exec|posix_spawn|system|startfile)"
    r"|urllib\..*|http\..*"
)
"""Events of calls to other hosts or programs."""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that is nobody's business."""
    file = tmp_path / "secret.ttl"
    file.write_text('<a:a> <a:a> "of this machine" .')
    return file


def attack(server: ServedBuild, secret: Path) -> None:
    """Send all queries that would reach out; none gets anything."""
    queries = [*SERVICE_QUERIES, *UPDATES]
    queries += [f"SELECT * {clause} {{ ?s ?p ?o }}" for clause in FROM_CLAUSES]
    queries += [f"SELECT * {{ GRAPH <{name}> {{ ?s ?p ?o }} }}" for name in (NOBODY, secret.as_uri())]
    for query in queries:
        query = query.replace("URL", NOBODY).replace("FILE", secret.as_uri())
        for answer in (
            server.query(query),
            server.get("/sparql", method="POST", body=f"update={quote(query)}".encode(), Content_Type=FORM),
        ):
            assert b"of this machine" not in answer.body
            assert answer.status in (200, 400, 403)
    for parameter in ("default-graph-uri", "named-graph-uri"):
        for name in (NOBODY, secret.as_uri()):
            assert server.get(f"/sparql?query=ASK%7B%7D&{parameter}={quote(name)}").status == 400
    name = secret.name
    for path in (f"/dump/..%2f{name}", f"/static/..%2f..%2f{name}", f"/dump/{quote(str(secret))}"):
        assert b"of this machine" not in server.get(path).body


def tour(server: ServedBuild) -> set[str]:
    """Follow every link from the start page and from every thing, three of each kind; return the kinds."""
    things = server.query("SELECT DISTINCT ?s { ?s ?p ?o }", Accept="text/csv").body.decode().split()[1:]
    waiting = ["/", "/openapi.json", "/shapes", "/.well-known/void"]
    waiting += [f"/{thing.removeprefix(BASE)}" for thing in things if thing.startswith(BASE)]
    seen, kinds = set[str](), Counter[str]()
    while waiting:
        path = waiting.pop()
        kind = re.sub(r"^(/(?:id|doc|vocab|graph)/[a-z]+).*?(\.[a-z]+)?$", r"\1\2", path.partition("?")[0])
        if path in seen or kinds[kind] == 3:
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = server.get(path, Accept="text/html, */*;q=0.1")
        assert answer.status < 500, path
        links = [answer.headers.get("location", "")]
        if answer.headers.get("content-type", "").startswith("text/html"):
            links += re.findall(r'(?:href|src|action)="([^"]+)"', answer.body.decode())
        targets = (urldefrag(urljoin(path, unescape(link)))[0] for link in links)
        waiting += [target for target in targets if target.startswith("/")]
    return set(kinds)


def is_own(path: str, *places: Path) -> bool:
    """Tell whether a server may open a file: in these places, of which it holds the first, or its own."""
    path = re.sub(r"^/proc/self/fd/\d+(?=/)", str(places[0]), path)
    parts = (Path(osce_kg.__file__).parent, *map(resource_path, ("ontology", "shapes", "queries", "data")))
    installed = (Path(sys.prefix), Path(sys.base_prefix))
    resolved = Path(path).resolve()
    # What the system tells of this process and of its processors is in no file.
    return path.startswith(("/proc/self/", "/sys/devices/system/cpu/")) or any(
        resolved.is_relative_to(place.resolve()) for place in (*places, *parts, *installed)
    )


def test_c7_c8_c9_an_audit_hook_hears_of_no_call_and_no_foreign_file(
    meeting_build: Path, secret: Path, tmp_path: Path
) -> None:
    hook, log, temporary = tmp_path / "hook", tmp_path / "audit.log", tmp_path / "temporary"
    hook.mkdir()
    temporary.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK)
    variables = {
        "PYTHONPATH": f"{hook}{os.pathsep}{SOURCES}",
        "AUDIT_LOG": str(log),
        "TMPDIR": str(temporary),
    }
    with served(meeting_build, **variables) as server:
        until_ready = len(log.read_text().splitlines())
        assert {"/id/person", "/doc/person", "/dump/void.ttl", "/shapes.html"} <= tour(server)
        attack(server, secret)
        assert server.query(LONG).status == 200  # which needs a file for a while
        heard = [line.split("\t", 2) for line in log.read_text().splitlines()]
        processes = {server.process.pid, server.fork_server()}
    after = heard[until_ready:]
    assert processes <= {int(process) for process, _, _ in heard}
    assert {int(process) for process, _, _ in after} - processes, "no worker was heard"
    # The one program that is started is the fork server, before all.
    assert [event for _, event, _ in heard if event.startswith("subprocess.")] == ["subprocess.Popen"]
    assert [line for line in after if REACHING.fullmatch(line[1])] == []
    opened = {name for _, event, name in after if event == "open" and not name.isdecimal()}
    assert [name for name in sorted(opened) if not is_own(name, meeting_build, temporary)] == []


def test_c7_c8_c9_the_system_sees_no_call_and_no_foreign_file(
    meeting_build: Path, secret: Path, tmp_path: Path
) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: what compiled libraries do is not seen")
    log, temporary = tmp_path / "strace.log", tmp_path / "temporary"
    temporary.mkdir()
    calls = "trace=network,open,openat,openat2,execve,execveat"
    tracer = ["strace", "-D", "-f", "-qq", "-s", "4096", "-e", calls, "-e", "signal=none", "-o", str(log)]
    with served(meeting_build, under=tracer, TMPDIR=str(temporary)) as server:
        until_ready = len(log.read_text(errors="replace").splitlines())
        attack(server, secret)
        for page in ("/", "/dump/osce-kg.nq", "/ontology", "/static/style.css", "/doc/person/p000001"):
            assert server.get(page).status == 200
        lines = log.read_text(errors="replace").splitlines()
    after = lines[until_ready:]
    assert len(after) > 100
    assert [line for line in lines if re.search(r"\b(connect|sendto)\(.*sin6?_port", line)] == []
    assert [line for line in after if re.search(r"\b(connect|execve|execveat|socket)\(", line)] == []
    opened = {found[1] for line in after if (found := re.search(r'\bopenat?2?\([^"]*"([^"]*)"', line))}
    assert [name for name in sorted(opened) if not is_own(name, meeting_build, temporary)] == []
