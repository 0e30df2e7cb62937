"""Settings come from a file, the environment and flags, and are checked once."""

from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.config import Settings, load_settings
from osce_kg.errors import InputError, MissingInputError, UsageError


def test_without_anything_the_defaults_hold() -> None:
    assert load_settings() == Settings()
    assert Settings().host == Settings().write_host == "127.0.0.1"
    assert Settings().write_port == 0


def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("port = 1\nworkers = 3\ndeadline = 4\n")
    environment = {"OSCE_KG_PORT": "2", "OSCE_KG_WORKERS": "5", "PATH": "/bin"}
    settings = load_settings(file, environment, {"port": 7, "host": None})
    assert (settings.port, settings.workers, settings.deadline) == (7, 5, 4.0)


def test_variables_that_are_no_settings_are_left_alone() -> None:
    names = ("OSCE_KG_CONTACT", "OSCE_KG_DEBUG", "OSCE_KG_LLM_KEY", "OSCE_KG_STORE_PASSWORD")
    assert load_settings(environment=dict.fromkeys(names, "1")) == Settings()


@pytest.mark.parametrize(
    "flags",
    [
        {"port": 70_000},
        {"port": "http"},
        {"workers": 0},
        {"deadline": 0},
        {"deadline": float("nan")},
        {"host": "a b"},
        {"host": ""},
        {"base_iri": "https://example.org/no-slash"},
        {"base_iri": "javascript:alert(1)/"},
        {"public_url": "https://example.org/no-slash"},
        {"public_url": "//example.org/"},
        {"memory_limit": 1},
        {"result_limit": 0},
        {"unread_limit": 0},
        {"write_port": 8081},
        {"write_port": 70_000, "write_token_file": "token"},
        {"write_host": "a b"},
        {"write_deadline": 0},
        {"backend": "ftp://example.org/sparql"},
        {"backend": "http://example.org/sparql", "write_port": 8081, "write_token_file": "token"},
        {"write_agent": " "},
        {"federated_endpoints": "there.example/sparql"},
        {"federated_endpoints": ["ftp://there.example/"]},
        {"federated_endpoints": ["https://user:password@there.example/"]},
        {"federated_endpoints": ["https://there.example/a b"]},
        {"federated_endpoints": ["https://there.example/#part"]},
        {"federated_endpoints": ["https:///sparql"]},
        {"federated_endpoints": ["https://there.example:0/sparql"]},
        {"federated_endpoints": ["https://there.example:99999/sparql"]},
        {"federated_endpoints": [5]},
        {"federated_endpoints": 5},
        {"federated_endpoints": ["https://there.example/"], "backend": "http://127.0.0.1:3030/ds"},
        {"colour": "red"},
    ],
)
def test_values_that_make_no_sense_are_refused(flags: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        load_settings(flags=flags)


def test_a_list_is_one_in_the_file_and_has_commas_in_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('federated_endpoints = ["https://a.example/", "http://127.0.0.1:3030/x?y"]\n')
    both = ("https://a.example/", "http://127.0.0.1:3030/x?y")
    assert load_settings(file).federated_endpoints == both
    text = "https://a.example/, http://127.0.0.1:3030/x?y,https://a.example/"
    assert load_settings(environment={"OSCE_KG_FEDERATED_ENDPOINTS": text}).federated_endpoints == both
    assert load_settings(file, {"OSCE_KG_FEDERATED_ENDPOINTS": ""}).federated_endpoints == ()
    assert load_settings().federated_endpoints == ()


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=r"no\.toml"):
        load_settings(tmp_path / "no.toml")
    (tmp_path / "bad.toml").write_text("port =")
    with pytest.raises(InputError, match=r"bad\.toml"):
        load_settings(tmp_path / "bad.toml")
