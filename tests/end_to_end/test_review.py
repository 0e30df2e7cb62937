"""From a doubtful pair of a build to a judgement, and to the next build, where old addresses resolve."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from flask.testing import FlaskClient

import osce_kg
from osce_kg.cli import run
from osce_kg.server.application import create_app
from osce_kg.store import OxigraphReader
from osce_kg.validation import validate_graph
from processes import command, environment

DOCUMENTS = {
    "envoy": """Envoy meets Minister in Chisinau

CHISINAU, 12 May 2003 - The OSCE Chairman-in-Office's Special Envoy, Peter Holm, met Moldova's Justice \
Minister, Andrei Rusu, in Chisinau today.
""",
    "mission": """Talks on courts continue

CHISINAU, 3 June 2003 - Moldova's Justice Minister Andrey Russu received the Head of the OSCE \
Mission to Moldova, Maria Lindgren, in Chisinau today.
""",
    "seminar": """Seminar on border guards

VIENNA, 20 September 2007 - Bulgaria's Ambassador to the OSCE, Andrei Rusu, met Maria Lindgren, an adviser \
of the Secretariat, in Vienna today.
""",
}
"""A person in two posts, one in two spellings that might be two people, and a namesake in another State."""

SAY = ("--author", "A. Reader", "--reason", "read both")


@dataclass(frozen=True)
class Answer:
    """What a command gave."""

    code: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Desk:
    """A reviewer's files: documents, the first build, judgements and ledger."""

    folder: Path

    @property
    def judgements(self) -> Path:
        return self.folder / "judgements.csv"

    def build(self, name: str, *options: str) -> Path:
        out = self.folder / name
        build_options = ("--out", str(out), "--ledger", str(self.folder / "ledger.csv"), *options)
        answer = ask("build", str(self.folder / "documents"), *build_options)
        assert answer.code == 0, answer.stderr
        return out

    def review(self, *options: str, entered: str = "", build: str = "first") -> Answer:
        where = ("--data", str(self.folder / build), "--judgements", str(self.judgements))
        return ask("review", *where, *options, entered=entered)

    def pairs(self, *options: str, build: str = "first") -> list[dict[str, Any]]:
        answer = self.review("--list", "--format", "json", *options, build=build)
        assert answer.code == 0, answer.stderr
        pairs: list[dict[str, Any]] = json.loads(answer.stdout)
        return pairs

    def lines(self) -> list[dict[str, str]]:
        with self.judgements.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))


def ask(*arguments: str, entered: str = "") -> Answer:
    """Run a command in this process, with what is entered at its standard input."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
        mock.patch("sys.stdin", io.StringIO(entered)),
    ):
        code = run(arguments)
    return Answer(code, stdout.getvalue(), stderr.getvalue())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with the first build; tests must not judge at it."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    (desk.folder / "documents").mkdir()
    for name, text in DOCUMENTS.items():
        (desk.folder / "documents" / f"{name}.txt").write_text(text, encoding="utf-8")
    desk.build("first")
    return desk


@pytest.fixture(scope="module")
def judged(first: Desk) -> Desk:
    """The desk after one judgement by a script, one at the terminal, and a build that replays them."""
    lindgren = next(pair for pair in first.pairs() if "Maria Lindgren" in pair["left"]["names"])
    anchors = lindgren["left"]["anchor"], lindgren["right"]["anchor"]
    by_script = first.review("--same", *anchors, "--author", "A. Reader", "--reason", "She moved to Vienna.")
    assert by_script.code == 0, by_script.stderr
    entered = 'd\nThe "Russu" of June is his brother, by all accounts.\nq\n'
    session = first.review(
        "--about", "russu", "--author", "A. Reader", "--day", "2026-02-01", entered=entered
    )
    assert session.code == 0, session.stderr
    first.build("second", "--judgements", str(first.judgements))
    return first


@pytest.fixture(scope="module")
def client(judged: Desk) -> FlaskClient:
    return create_app(judged.folder / "second").test_client()


@pytest.fixture
def copied(first: Desk, tmp_path: Path) -> Desk:
    """A desk of one's own at the first build."""
    (tmp_path / "first").symlink_to(first.folder / "first")
    return Desk(tmp_path)


def persons(build: Path) -> dict[str, set[str]]:
    """Keys of persons by label."""
    found: dict[str, set[str]] = {}
    solutions = OxigraphReader.open(build / "store").select(
        """PREFIX okg: <https://w3id.org/osce-kg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?person ?name { GRAPH <https://w3id.org/osce-kg/graph/entities> {
          ?person a okg:Person ; rdfs:label ?name } }"""
    )
    for row in solutions:
        found.setdefault(str(row["name"]), set()).add(str(row["person"]).partition("/id/")[2])
    return found


def side_of(pair: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the side of a pair that has a name."""
    side: dict[str, Any] = next(pair[key] for key in ("left", "right") if name in pair[key]["names"])
    return side


def test_doubtful_pairs_are_listed_with_what_a_reader_needs_to_decide(first: Desk) -> None:
    pairs = first.pairs("--about", "rusu")
    spellings, namesakes = pairs
    assert (spellings["merged"], namesakes["merged"]) == (True, False)
    assert namesakes["objections"] in (
        ["posts of different States: MDA and BGR"],
        ["posts of different States: BGR and MDA"],
    )
    minister = side_of(spellings, "Andrey Russu")
    assert minister["posts"] == ["Justice Minister of Moldova"]
    assert minister["states"] == ["MDA"]
    assert minister["quotes"] == [DOCUMENTS["mission"].partition(" - ")[2].strip()]
    assert [pair["distance"] for pair in pairs] == sorted(pair["distance"] for pair in pairs)


def test_the_list_is_the_same_each_time_and_in_every_form(first: Desk) -> None:
    assert first.pairs() == first.pairs()
    assert len(first.pairs("--limit", "1")) == 1
    text = first.review("--list").stdout
    rows = list(csv.DictReader(io.StringIO(first.review("--list", "--format", "csv").stdout)))
    for pair, row in zip(first.pairs(), rows, strict=True):
        assert pair["left"]["anchor"] in text
        assert (row["left"], row["right"]) == (pair["left"]["anchor"], pair["right"]["anchor"])


def test_each_judgement_is_one_line_and_leaves_the_list(judged: Desk) -> None:
    assert [(line["decision"], line["author"]) for line in judged.lines()] == [
        ("same", "A. Reader"),
        ("different", "A. Reader"),
    ]
    assert judged.lines()[1]["day"] == "2026-02-01"
    assert judged.lines()[1]["reason"] == 'The "Russu" of June is his brother, by all accounts.'
    assert len(judged.judgements.read_text(encoding="utf-8").splitlines()) == 3
    open_names = {name for pair in judged.pairs() for name in pair["left"]["names"]}
    assert "Maria Lindgren" not in open_names


def test_the_next_build_joins_and_divides_as_judged(judged: Desk) -> None:
    before, after = persons(judged.folder / "first"), persons(judged.folder / "second")
    assert {name: len(keys) for name, keys in before.items()} == {
        "Peter Holm": 1,
        "Andrei Rusu": 1,
        "Andrey Russu": 1,
        "Maria Lindgren": 2,
    }
    assert {name: len(keys) for name, keys in after.items()} == {
        "Peter Holm": 1,
        "Andrei Rusu": 2,
        "Andrey Russu": 1,
        "Maria Lindgren": 1,
    }
    assert after["Peter Holm"] == before["Peter Holm"]
    # The mention that the key was made from, the older one, keeps it.
    assert after["Andrei Rusu"] == before["Andrei Rusu"] | before["Andrey Russu"]
    assert after["Andrey Russu"].isdisjoint(after["Andrei Rusu"])
    assert after["Maria Lindgren"] < before["Maria Lindgren"]


def test_a_build_without_any_ledger_gives_the_same_keys(judged: Desk, tmp_path: Path) -> None:
    documents, out = str(judged.folder / "documents"), str(tmp_path / "out")
    answer = ask("build", documents, "--out", out, "--judgements", str(judged.judgements))
    assert answer.code == 0, answer.stderr
    assert persons(tmp_path / "out") == persons(judged.folder / "second")
    dumps = [folder / "dump" / "osce-kg.nq" for folder in (tmp_path / "out", judged.folder / "second")]
    assert dumps[0].read_bytes() == dumps[1].read_bytes()


def test_the_address_that_a_merge_ended_leads_on(judged: Desk, client: FlaskClient) -> None:
    [key] = persons(judged.folder / "second")["Maria Lindgren"]
    [old] = persons(judged.folder / "first")["Maria Lindgren"] - {key}
    answer = client.get(f"/id/{old}", headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 200
    assert f'href="/doc/{key}"' in answer.text
    assert "Maria Lindgren" in answer.text
    page = client.get(f"/doc/{key}", headers={"Accept": "text/html"})
    assert "Earlier addresses" in page.text
    assert f'href="/doc/{old}"' in page.text
    turtle = client.get(f"/id/{old}", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert f"id/{old}> dcterms:isReplacedBy <https://w3id.org/osce-kg/id/{key}>" in turtle.text


def test_a_query_finds_today_s_person_by_an_old_address(judged: Desk, client: FlaskClient) -> None:
    for address in persons(judged.folder / "first")["Maria Lindgren"]:
        query = f"""PREFIX okg: <https://w3id.org/osce-kg/ontology#>
            PREFIX dcterms: <http://purl.org/dc/terms/>
            SELECT DISTINCT ?name {{
              <https://w3id.org/osce-kg/id/{address}> dcterms:isReplacedBy? ?person .
              ?person okg:metWith ?other . ?other rdfs:label ?name }} ORDER BY ?name"""
        answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
        assert answer.text.splitlines() == ["name", "Andrei Rusu", "Andrey Russu"]


def test_the_graph_says_who_judged_and_conforms(judged: Desk) -> None:
    evidence = OxigraphReader.open(judged.folder / "second" / "store").select(
        "SELECT DISTINCT ?why { ?use <https://w3id.org/osce-kg/ontology#identityEvidence> ?why }"
    )
    reasons = [str(row["why"]) for row in evidence]
    assert any("A. Reader on" in reason and "She moved to Vienna." in reason for reason in reasons)
    report = validate_graph([judged.folder / "second"])
    assert [finding for finding in report.findings if finding.severity == "violation"] == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--same", "x1#Nobody", "x2#Nobody"], "nearest are"),
        (["--list", "--same", "x1#A", "x2#B"], "give one of them"),
        (["--day", "yesterday"], "YYYY-MM-DD"),
        (["--format", "xml", "--list"], "xml"),
        (["--limit", "0", "--list"], "0"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(copied: Desk, options: list[str], message: str) -> None:
    answer = copied.review(*options, *SAY)
    assert answer.code == 2
    assert message in answer.stderr
    assert not copied.judgements.exists()


@pytest.mark.parametrize("missing", ["--author", "--reason"])
def test_a_scripted_judgement_needs_author_and_reason(copied: Desk, missing: str) -> None:
    given = {"--author": "A. Reader", "--reason": "read both"}
    del given[missing]
    options = [part for pair in given.items() for part in pair]
    answer = copied.review("--different", "x1#A", "x2#B", *options)
    assert answer.code == 2
    assert missing in answer.stderr


def test_a_contradiction_is_refused_at_once(copied: Desk) -> None:
    pairs = copied.pairs("--about", "rusu")
    one, two, three = sorted({pair[side]["anchor"] for pair in pairs for side in ("left", "right")})
    for left, right in ((one, two), (two, three)):
        assert copied.review("--same", left, right, *SAY).code == 0
    before = copied.judgements.read_bytes()
    answer = copied.review("--different", one, three, *SAY)
    assert answer.code == 2
    assert f"{one} is {two}" in answer.stderr
    assert copied.judgements.read_bytes() == before


def test_a_broken_line_is_told_by_file_and_number_and_nothing_is_added(copied: Desk) -> None:
    copied.judgements.write_text("left,right,decision,author,day,reason\nx1#A,x2#B,perhaps,a,2026-01-01,\n")
    for options in (["--list"], ["--author", "A. Reader"]):
        answer = copied.review(*options, entered="s\nread both\n")
        assert answer.code == 3
        assert 'judgements.csv:2: the decision must be "same" or "different"' in answer.stderr
    assert len(copied.judgements.read_text().splitlines()) == 2


def test_the_end_of_input_keeps_what_was_answered(copied: Desk) -> None:
    answer = copied.review(entered="A. Reader\ns\nread both\nd\n")
    assert answer.code == 0
    assert "1 recorded in" in answer.stderr
    assert [line["decision"] for line in copied.lines()] == ["same"]


def test_bytes_that_are_no_text_are_refused_as_a_reason_and_asked_again(copied: Desk) -> None:
    answer = subprocess.run(
        command("review", "--data", str(copied.folder / "first"), "--judgements", str(copied.judgements)),
        env=environment(LC_ALL="C"),
        input=b"A. Reader\ns\n\xff\xfe\nq\n",
        capture_output=True,
        check=False,
    )
    assert answer.returncode == 0
    assert b"Not recorded: the reason holds characters that are no text." in answer.stdout
    assert not copied.judgements.exists()


def test_a_build_replays_judgements_from_a_pipe_and_says_so(
    first: Desk, copied: Desk, tmp_path: Path
) -> None:
    pair = copied.pairs("--about", "lindgren")[0]
    lines = f"left,right,decision,author,day,reason\n{pair['left']['anchor']},{pair['right']['anchor']}"
    lines += ",same,A. Reader,2026-02-01,moved\n"
    (tmp_path / "judgements.csv").write_text(lines, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    made = {}
    with ThreadPoolExecutor(1) as pool:
        pool.submit((tmp_path / "pipe").write_text, lines, encoding="utf-8")
        for kind in ("pipe", "judgements.csv"):
            options = ("--out", str(tmp_path / f"out {kind}"), "--judgements", str(tmp_path / kind))
            answer = ask("build", str(first.folder / "documents"), *options)
            assert answer.code == 0, answer.stderr
            made[kind] = json.loads((tmp_path / f"out {kind}" / "report.json").read_text())["fingerprint"]
            assert len(persons(tmp_path / f"out {kind}")["Maria Lindgren"]) == 1
    assert made["pipe"] == made["judgements.csv"]


def test_a_folder_instead_of_judgements_is_bad_input(copied: Desk, first: Desk, tmp_path: Path) -> None:
    folder = ("--judgements", str(tmp_path))
    build = ("build", str(first.folder / "documents"), "--out", str(tmp_path / "out"), *folder)
    review = ("review", "--data", str(copied.folder / "first"), *folder)
    for command_line in (build, (*review, "--list"), (*review, "--same", "x1#A", "x2#B", *SAY)):
        assert ask(*command_line).code == 3


def test_what_is_no_build_or_an_old_one_is_missing_input(copied: Desk) -> None:
    answer = copied.review("--list", build="nothing")
    assert answer.code == 3
    assert "there is no build" in answer.stderr


def test_judgements_inside_the_package_are_never_written(copied: Desk) -> None:
    inside = Path(osce_kg.__file__).with_name("judgements.csv")
    where = ("--data", str(copied.folder / "first"), "--judgements", str(inside))
    answer = ask("review", *where, "--same", "x1#A", "x2#B", *SAY)
    assert answer.code == 2
    assert "name a file with --judgements" in answer.stderr
    assert not inside.exists()
