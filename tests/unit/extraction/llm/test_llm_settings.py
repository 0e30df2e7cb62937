from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError, UsageError
from osce_kg.extraction.llm import LlmSettings, read_key

KEY = "sk-test-4f1c9d2e7b"


@pytest.mark.parametrize(
    "url",
    [
        *("localhost:8080", "ftp://example.org/v1", "file:///etc/passwd", "http://", "http://[bad/v1"),
        *("http://example.org:99999/v1", "http://user:word@example.org/v1", "http://exam ple.org/v1", ""),
    ],
)
def test_an_address_must_be_http_with_a_host_and_without_a_password(url: str) -> None:
    with pytest.raises(UsageError) as raised:
        LlmSettings(url=url, model="m")
    assert "word" not in str(raised.value).replace("password", "")


@pytest.mark.parametrize("model", ["llama3.1:8b", "meta-llama/Llama-3.1-8B-Instruct", "gpt-4o-2024-08-06"])
def test_the_usual_names_of_models_are_taken(model: str) -> None:
    assert LlmSettings(url="http://127.0.0.1:8080/v1", model=model).model == model


@pytest.mark.parametrize("model", ["", "a b", "a\nb", "../../x", "a..b", "x" * 101, "modèle", "<m>"])
def test_a_name_that_cannot_be_part_of_a_key_is_refused(model: str) -> None:
    with pytest.raises(UsageError, match="name of the model"):
        LlmSettings(url="http://127.0.0.1:8080/v1", model=model)


@pytest.mark.parametrize("key", ["two words", "tab\tbed", "line\nbreak", "schlüssel", ""])
def test_a_key_that_no_header_can_hold_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(UsageError, match="the key of the endpoint") as raised:
        LlmSettings(url="https://example.org/v1", model="m", key=key)
    assert not key or key not in str(raised.value)


def test_a_key_is_sent_over_https_only_or_to_this_machine() -> None:
    for url in (
        "https://example.org/v1",
        "http://127.0.0.1:1/v1",
        "http://[::1]:1/v1",
        "http://localhost/v1",
    ):
        assert LlmSettings(url=url, model="m", key=KEY).key == KEY
    with pytest.raises(UsageError, match="over https only"):
        LlmSettings(url="http://example.org/v1", model="m", key=KEY)
    assert LlmSettings(url="http://example.org/v1", model="m").key is None


def test_settings_do_not_show_the_key() -> None:
    assert KEY not in repr(LlmSettings(url="https://example.org/v1", model="m", key=KEY))


def test_the_key_is_read_from_the_file_else_from_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    assert read_key(file, "another") == KEY
    assert read_key(None, f" {KEY}\n") == KEY
    assert read_key(None, None) is None
    assert read_key(None, " ") is None


def test_a_file_without_a_key_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="nothing: there is no such file"):
        read_key(tmp_path / "nothing", None)
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for name, reason in (("empty", "no key"), ("binary", "cannot be read"), (".", "cannot be read")):
        with pytest.raises(InputError, match=reason):
            read_key(tmp_path / name, None)
