"""One question over HTTP: what is sent, and what becomes of every kind of answer."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from answering_server import AnsweringServer, Reply, answering, completion, failure
from osce_kg.errors import ExtractionError, MachineError
from osce_kg.extraction.llm.answer_schema import ANSWER_SCHEMA
from osce_kg.extraction.llm.endpoint import Endpoint
from osce_kg.extraction.llm.settings import LlmSettings

KEY = "sk-test-4f1c9d2e7b"
ESCAPED_KEY = "".join(f"\\u{ord(letter):04X}" for letter in KEY)


@pytest.fixture
def server() -> Iterator[AnsweringServer]:
    with answering() as running:
        yield running


class Asking:
    """An endpoint for one server; notes how long it would have waited."""

    def __init__(self, server: AnsweringServer, **settings: object) -> None:
        self.pauses: list[float] = []
        base = LlmSettings(url=server.url, model="test-model", key=KEY, timeout=5)
        self.endpoint = Endpoint(replace(base, **settings), self.pauses.append)  # type: ignore[arg-type]

    def ask(self, question: str = "who?") -> str:
        return self.endpoint.answer(question, 1)


def test_a_question_is_sent_as_data_beside_fixed_instructions_and_a_strict_schema(
    server: AnsweringServer,
) -> None:
    server.replies = [completion("{}")]
    assert Asking(server).ask('{"paragraphs": ["x"]}') == "{}"
    [request] = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert [message["role"] for message in request.body["messages"]] == ["system", "user"]
    assert request.question == '{"paragraphs": ["x"]}'
    assert (request.body["model"], request.body["temperature"], request.body["seed"]) == ("test-model", 0, 1)
    wanted = request.body["response_format"]
    assert (wanted["type"], wanted["json_schema"]["strict"]) == ("json_schema", True)
    assert wanted["json_schema"]["schema"] == json.loads(json.dumps(ANSWER_SCHEMA))


@pytest.mark.parametrize("ending", ["", "/", "/chat/completions"])
def test_the_address_may_be_given_with_or_without_its_last_part(server: AnsweringServer, ending: str) -> None:
    server.replies = [completion("{}")]
    Asking(server, url=server.url + ending).ask()
    assert server.requests[0].path == "/v1/chat/completions"


def test_without_a_key_nothing_takes_its_place(
    server: AnsweringServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server.replies = [completion("{}")]
    Asking(server, key=None).ask()
    assert "Authorization" not in server.requests[0].headers


def test_what_is_sent_to_this_machine_goes_through_no_proxy(
    server: AnsweringServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        server.replies = [completion("{}")]
        assert Asking(server).ask() == "{}"
        assert proxy.requests == []


def test_an_overloaded_endpoint_is_asked_again_after_the_time_it_names(server: AnsweringServer) -> None:
    server.replies = [failure(429, Retry_After="7"), failure(429, Retry_After="9999"), completion("{}")]
    asking = Asking(server, longest_wait=20.0)
    assert asking.ask() == "{}"
    assert asking.pauses == [7.0, 20.0]


def test_the_time_to_wait_may_be_a_date(server: AnsweringServer) -> None:
    then = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=30)
    past = dt.datetime(2004, 4, 6, tzinfo=dt.UTC)
    server.replies = [
        failure(503, Retry_After=email.utils.format_datetime(then, usegmt=True)),
        failure(503, Retry_After=email.utils.format_datetime(past, usegmt=True)),
        completion("{}"),
    ]
    asking = Asking(server)
    asking.ask()
    assert 20 < asking.pauses[0] <= 30
    assert asking.pauses[1] == 0


def test_an_endpoint_that_fails_is_asked_again_ever_later(server: AnsweringServer) -> None:
    server.replies = [failure(500), failure(502, Retry_After="soon"), completion("{}")]
    asking = Asking(server)
    assert asking.ask() == "{}"
    assert asking.pauses == [1.0, 2.0]


@pytest.mark.parametrize(
    "date",
    [
        "Tue, 06 Apr 2004 10:00:00 +99999999999999",
        "Tue, 06 Apr 99999999999999999999 10:00:00 GMT",
        "Tue, 06 Apr 2004 99999999999999999999:00:00 GMT",
        "Tue, 99 Apr 2004 10:00:00 GMT",
        ", , ,",
    ],
)
def test_a_time_to_wait_that_is_none_is_not_heeded(server: AnsweringServer, date: str) -> None:
    server.replies = [failure(503, Retry_After=date), completion("{}")]
    asking = Asking(server)
    assert asking.ask() == "{}"
    assert asking.pauses == [1.0]


def test_an_endpoint_that_goes_on_failing_is_given_up(server: AnsweringServer) -> None:
    server.replies = [failure(500)] * 3
    asking = Asking(server, attempts=3)
    with pytest.raises(MachineError, match="answered 500 to 3 attempts in a row"):
        asking.ask()
    assert len(server.requests) == 3
    assert len(asking.pauses) == 2


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (failure(401, f"Incorrect API key provided: {KEY}"), r"refuses the key, or there is none \(401\)$"),
        (failure(403, "no"), r"refuses the key, or there is none \(403\)$"),
        (failure(404, "The model does not exist"), "answered 404: The model does not exist$"),
        (failure(404, f"no model for key {KEY[:9]}***"), "answered 404$"),
        (Reply(404, b"<html>"), "answered 404$"),
        (Reply(302, b"", {"Location": "http://192.0.2.1/"}), r"redirects to another address \(302\)"),
        (Reply(308, b"", {"Location": "/v1/chat/completions"}), r"redirects to another address \(308\)"),
    ],
)
def test_trouble_that_every_question_would_meet_is_told_as_a_fault_of_the_endpoint(
    server: AnsweringServer, reply: Reply, told: str
) -> None:
    server.replies = [reply]
    with pytest.raises(MachineError, match=told) as raised:
        Asking(server).ask()
    assert KEY[:9] not in str(raised.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (
            failure(400, "too long\n\x1b[2J for\u2028this model"),
            r"answered 400: too long \\x1b\[2J for this model$",
        ),
        (failure(422, "x" * 5000), "answered 422: x{200}$"),
        (failure(413), "answered 413$"),
        (Reply(400, b'{"error": "no grammar"}'), "answered 400: no grammar$"),
        (Reply(400, b'{"error": {"message": 5}}'), "answered 400$"),
        (completion(None, refusal="I would rather not."), "the model refused to answer$"),
        (completion('{"peo', finish="length"), "cut off at its longest length"),
        (completion("", finish="content_filter"), "filter held back"),
        (completion(None), "no chat completion"),
        (Reply(body=b"<html>a proxy says hello</html>"), "no chat completion"),
        (Reply(body=b'{"choices": []}'), "no chat completion"),
        (Reply(body=b'{"choices": [{"message": "hello"}]}'), "no chat completion"),
        (Reply(body=b"[" * 100_000), "no chat completion"),
        (Reply(body=b"\xff\xfe\x00"), "no chat completion"),
        (Reply(body=b"x" * 60_000), "larger than the limit of 50000 bytes"),
        (completion('{"people": []}', finish=[]), "no chat completion"),
        (completion('{"people": []}', finish={}), "no chat completion"),
        (completion(f"your key is {KEY}"), "repeats the key of the endpoint; it is thrown away"),
        (completion(f'{{"name": "{ESCAPED_KEY}"}}'), "repeats the key of the endpoint; it is thrown away"),
        (completion(f'{{"{ESCAPED_KEY}": 1}} and more'), "repeats the key of the endpoint"),
    ],
)
def test_trouble_with_one_answer_says_nothing_of_the_others(
    server: AnsweringServer, reply: Reply, told: str
) -> None:
    limit = 200_000 if reply.body.startswith(b"[") else 50_000
    server.replies = [reply]
    with pytest.raises(ExtractionError, match=told) as raised:
        Asking(server, max_bytes=limit).ask()
    assert KEY not in str(raised.value)
    assert len(server.requests) == 1


def test_a_key_with_signs_that_json_escapes_is_found_in_an_answer(server: AnsweringServer) -> None:
    key = 'a"b\\c/d-e"f'
    for text in (json.dumps({"name": key}), json.dumps({"name": key}).replace("/", "\\/"), key):
        server.replies = [completion(text)]
        with pytest.raises(ExtractionError, match="repeats the key"):
            Asking(server, key=key).ask()


@pytest.mark.parametrize("key", ["-", "m", "e", "EMPTY"])
def test_a_word_in_place_of_a_key_throws_no_answer_away(server: AnsweringServer, key: str) -> None:
    content = '{"name": "EMPTY m-e"}'
    server.replies = [completion(content)]
    assert Asking(server, key=key).ask() == content


def test_the_key_never_goes_to_where_a_redirect_leads(server: AnsweringServer) -> None:
    with answering() as elsewhere:
        server.replies = [Reply(307, b"", {"Location": f"{elsewhere.url}/chat/completions"})]
        with pytest.raises(MachineError, match="not followed"):
            Asking(server).ask()
        assert elsewhere.requests == []


def test_an_endpoint_that_says_nothing_is_not_waited_for(server: AnsweringServer) -> None:
    server.replies = [Reply(silent=True)]
    with pytest.raises(MachineError, match=r"within (the limit of )?0\.3 seconds"):
        Asking(server, timeout=0.3).ask()


def test_an_endpoint_that_is_not_there_is_told() -> None:
    settings = LlmSettings(url="http://127.0.0.1:9/v1", model="m", timeout=5)
    with pytest.raises(MachineError, match="cannot be reached"):
        Endpoint(settings).answer("who?", 1)
