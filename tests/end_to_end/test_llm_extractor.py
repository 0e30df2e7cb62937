"""The whole way with a large language model: a local endpoint that plays recorded answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_whole_way import assert_passages_quote_the_text, who_met_whom

from answering_server import AnsweringServer, Reply, answering, completion, failure
from model_answers import RECORDED
from osce_kg import cli
from osce_kg.extraction.llm.prompt import PROMPT_DIGEST
from osce_kg.namespaces import OKG
from osce_kg.pipeline import build_graph
from osce_kg.store import OxigraphReader
from osce_kg.validation import validate_graph
from processes import CORPUS, run

UNREACHABLE = ["--extractor", "llm", "--llm-url", "http://127.0.0.1:9/v1", "--llm-model", "test-model:8b"]
KEY = "sk-test-4f1c9d2e7b-never-shown"


@pytest.fixture
def server() -> Iterator[AnsweringServer]:
    with answering() as running:
        yield running


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """The recorded documents as files."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, record in RECORDED.items():
        (folder / f"{name}.txt").write_text(record["text"], encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OSCE_KG_LLM_KEY", raising=False)


def asking(server: AnsweringServer) -> list[str]:
    return ["--extractor", "llm", "--llm-url", server.url, "--llm-model", "test-model:8b"]


def files_below(*folders: Path) -> dict[str, bytes]:
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): path.read_bytes() for path in paths}


def report_of(out: Path) -> dict[str, list[dict[str, str]]]:
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert isinstance(report, dict)
    return report


def test_a_build_by_a_model_conforms_and_every_passage_quotes_the_text(
    server: AnsweringServer, documents: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert cli.run(["build", str(documents), "--out", str(out), *asking(server)]) == 0
    found = validate_graph([out])
    assert found.focus_nodes > 0
    assert [finding for finding in found.findings if finding.severity in ("violation", "warning")] == []
    assert [pair for pair in who_met_whom(out) if pair[0] < pair[1]] == [
        ("Anna Berg", "Ivo Kovac"),
        ("Erik Stahl", "Jean Petit"),
        ("Erik Stahl", "representatives of civil society"),
    ]
    assert_passages_quote_the_text(out)


def test_the_graph_says_of_every_fact_which_model_and_prompt_stated_it(
    server: AnsweringServer, documents: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert cli.run(["build", str(documents), "--out", str(out), *asking(server)]) == 0
    store = OxigraphReader.open(out / "store")
    labels = {
        str(row["label"])
        for row in store.select(
            f"""SELECT DISTINCT ?label {{ ?fact <{OKG.extractedIn}>/<{OKG.extractor}> ?extractor .
            ?extractor <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"""
        )
    }
    assert labels == {f"osce-kg-llm 1 test-model:8b {PROMPT_DIGEST} 12000"}


def test_the_key_is_sent_and_stands_nowhere_else(
    server: AnsweringServer, documents: Path, tmp_path: Path
) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    server.replies = [failure(500, f"bad key {KEY}", Retry_After="0")]
    arguments = [str(documents), "--out", str(out), "--llm-cache", str(cache), *asking(server)]
    done = run("build", *arguments, OSCE_KG_LLM_KEY=KEY, OSCE_KG_DEBUG="1")
    assert done.returncode == 0, done.stderr
    assert {request.headers["Authorization"] for request in server.requests} == {f"Bearer {KEY}"}
    written = files_below(out, cache)
    assert any(name.startswith(str(cache)) for name in written)
    assert [name for name, content in written.items() if KEY[:12].encode() in content] == []
    assert KEY[:12] not in done.stdout + done.stderr

    server.replies = [failure(401, f"Incorrect API key provided: {KEY}")]
    failing = [str(documents), "--out", str(tmp_path / "other"), *asking(server)]
    done = run("build", *failing, OSCE_KG_LLM_KEY=KEY, OSCE_KG_DEBUG="1")
    assert done.returncode == 4
    assert KEY[:12] not in done.stdout + done.stderr
    assert files_below(out, cache) == written


def test_the_key_may_stand_in_a_file(
    server: AnsweringServer, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    arguments = [*asking(server), "--llm-key-file", str(tmp_path / "key")]
    assert cli.run(["extract", str(documents / "tour.txt"), *arguments]) == 0
    assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in "".join(capsys.readouterr())


def test_a_build_from_kept_answers_asks_nobody_and_has_the_same_bytes(
    server: AnsweringServer, documents: Path, tmp_path: Path
) -> None:
    cache = ["--llm-cache", str(tmp_path / "cache")]
    first, second = tmp_path / "first", tmp_path / "second"
    assert cli.run(["build", str(documents), "--out", str(first), *asking(server), *cache]) == 0
    asked = len(server.requests)
    server.replies = [failure(500)] * 9
    assert cli.run(["build", str(documents), "--out", str(second), *UNREACHABLE, *cache]) == 0
    assert len(server.requests) == asked == len(RECORDED)
    for name in ("dump/SHA256SUMS", "report.json"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_neither_key_nor_address_makes_another_fingerprint(
    server: AnsweringServer, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fingerprint(endpoint: AnsweringServer) -> object:
        out = ["--out", str(tmp_path / "out")]
        assert cli.run(["build", str(documents / "seminar.txt"), *out, *asking(endpoint)]) == 0
        return report_of(tmp_path / "out")["fingerprint"]

    without_key = fingerprint(server)
    monkeypatch.setenv("OSCE_KG_LLM_KEY", KEY)
    with answering() as other:
        assert fingerprint(other) == without_key


@pytest.mark.parametrize(
    ("replies", "told"),
    [
        ([failure(401)], "error: the endpoint of the model refuses the key, or there is none (401)\n"),
        ([failure(404, "no such model")], "error: the endpoint of the model answered 404: no such model\n"),
        ([Reply(silent=True)], "0.3 seconds"),
    ],
)
def test_an_endpoint_that_is_of_no_use_stops_the_build_and_leaves_the_old_one(
    server: AnsweringServer,
    documents: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    replies: list[Reply],
    told: str,
) -> None:
    build_graph([str(CORPUS / "a.txt")], tmp_path / "out")
    before = files_below(tmp_path / "out")
    server.replies = replies
    arguments = [str(documents), "--out", str(tmp_path / "out"), *asking(server), "--llm-timeout", "0.3"]
    assert cli.run(["build", *arguments]) == 4
    assert told in capsys.readouterr().err
    assert files_below(tmp_path / "out") == before


def test_an_endpoint_that_is_not_there_stops_the_build(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["build", str(documents), "--out", str(tmp_path / "out"), *UNREACHABLE]) == 4
    assert capsys.readouterr().err == "error: the endpoint of the model cannot be reached\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("replies", "told"),
    [
        ([completion("Sure!"), completion("Certainly!")], "the model's answer is not JSON"),
        ([completion('{"people": []}')] * 2, "the model's answer does not keep to the schema"),
        ([completion(None, refusal="No.")], "the model refused to answer"),
        ([completion("{", finish="length")], "the model's answer was cut off"),
    ],
)
def test_a_document_without_a_usable_answer_is_lost_and_the_others_are_built(
    server: AnsweringServer, documents: Path, tmp_path: Path, replies: list[Reply], told: str
) -> None:
    out = tmp_path / "out"
    server.replies = replies
    assert cli.run(["build", str(documents), "--out", str(out), *asking(server)]) == 4
    [lost] = report_of(out)["losses"]
    assert lost["stage"] == "extraction"
    assert lost["reason"].startswith(told)
    assert len(list((out / "documents").iterdir())) == len(RECORDED) - 1


def test_what_is_left_out_of_an_answer_is_a_warning_of_the_build(
    server: AnsweringServer, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    altered = RECORDED["tour"]["answer"]
    server.respond = lambda _: json.dumps(altered).replace("Mr. Stahl met", "Mr. Stahl met with")
    out = tmp_path / "out"
    assert cli.run(["build", str(documents / "tour.txt"), "--out", str(out), *asking(server)]) == 0
    [warning] = report_of(out)["warnings"]
    assert warning["source"] == "tour.txt"
    assert "quotes that are not in the text" in warning["reason"]
    assert f"warning: {warning['reason']}" in capsys.readouterr().err
    assert who_met_whom(out) == []


def test_extract_prints_what_a_model_found(
    server: AnsweringServer, documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(documents / "tour.txt"), "--format", "gold", *asking(server)]
    assert cli.run(["extract", *arguments]) == 0
    found = json.loads(capsys.readouterr().out)["tour"]
    assert [item["name"] for item in found["persons"]] == ["Erik Stahl", "Jean Petit", "Arne Dahle"]
    assert found["met_pairs"] == [["p1", "p2"]]


def test_evaluate_scores_a_model_without_the_floors_of_the_rules(
    server: AnsweringServer, documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = {
        "persons": [
            {"id": "p1", "name": "Anna Berg", "roles": []},
            {"id": "p2", "name": "Ivo Kovac", "roles": [{"title": "Mayor", "org": "Skopje"}]},
        ],
        "events": [],
        "met_pairs": [["p1", "p2"]],
    }
    record = {"id": "seminar", "split": "train", "gold": gold}
    (documents / "tour.txt").unlink()
    (documents / "seminar.json").write_text(json.dumps(record), encoding="utf-8")
    arguments = ["--gold", str(documents), *asking(server)]
    assert cli.run(["evaluate", *arguments]) == 0
    table = capsys.readouterr().out
    assert row(table, "persons")[:3] == row(table, "met_pairs")[:3] == ["1.000", "1.000", "1.000"]

    server.replies = [completion(None, refusal="No.")]
    assert cli.run(["evaluate", *arguments]) == 4
    told = capsys.readouterr()
    assert "seminar.txt: the model refused to answer" in told.err
    assert row(told.out, "persons")[2] == "0.000"
    assert cli.run(["evaluate", "--pin", *arguments]) == 2


def row(table: str, measure: str) -> list[str]:
    return next(line.split()[1:] for line in table.splitlines() if line.split()[:1] == [measure])


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--llm-url", "http://127.0.0.1:9/v1"], 2, "--llm-url has no use without --extractor llm"),
        (["--extractor", "llm", "--llm-model", "m"], 2, "--extractor llm needs --llm-url"),
        (["--extractor", "llm", "--llm-url", "http://127.0.0.1:9/v1"], 2, "needs --llm-model"),
        (["--extractor", "llm", "--llm-url", "x", "--llm-model", "m"], 2, "address of the endpoint"),
        (
            [*UNREACHABLE, "--llm-key-file", "no"],
            3,
            "no: there is no such file",
        ),
    ],
)
def test_options_that_make_no_sense_are_told(
    arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["extract", "nothing.txt", *arguments]) == code
    assert told in capsys.readouterr().err


def test_a_cache_inside_the_build_is_refused(
    server: AnsweringServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["--out", str(out), "--llm-cache", str(out / "cache"), *asking(server)]
    assert cli.run(["build", *arguments]) == 2
    assert "would be lost with the build" in capsys.readouterr().err
    assert server.requests == []


def test_without_being_asked_for_no_model_is_asked(
    server: AnsweringServer, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSCE_KG_LLM_KEY", KEY)
    assert cli.run(["extract", str(documents / "tour.txt")]) == 0
    assert server.requests == []
