"""A second process is started where a build goes on from a large one, and prepared for what is to come."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from osce_kg.cli import build
from osce_kg.second_process import SecondProcess

TEXT = "ASTANA, 6 May 2019 - OSCE Secretary General Anna Berg met Minister Boris Cole in Astana today.\n"


class Recorded(SecondProcess):
    """Is never there, and prepares what it is told to here: a name that leads nowhere fails."""

    wanted: bool
    prepared: list[str]

    def __init__(self, *, is_wanted: bool = True) -> None:
        super().__init__(is_wanted=False)
        Recorded.wanted, Recorded.prepared = is_wanted, []

    def prepare(self, name: str, *arguments: Any) -> None:
        module, _, function = name.partition(":")
        getattr(importlib.import_module(module), function)(*arguments)
        Recorded.prepared.append(function)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build, "SecondProcess", Recorded)
    monkeypatch.setattr(build, "_MANY", 2)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})
    (tmp_path / "corpus").mkdir()
    for name in ("a", "b"):
        (tmp_path / "corpus" / f"{name}.txt").write_text(TEXT + name)
    return tmp_path / "corpus"


def run(corpus: Path, *options: str) -> None:
    out = str(corpus.with_name("out"))
    result = CliRunner().invoke(build.command, [str(corpus), "--out", out, *options])
    assert result.exit_code == 0, result.output


def test_it_is_started_to_go_on_from_a_large_build(corpus: Path) -> None:
    run(corpus)
    assert not Recorded.wanted
    run(corpus)
    assert Recorded.wanted
    assert Recorded.prepared == ["prepare_to_extract", "read_ahead", "prepare_check"]
    run(corpus, "--workers", "1")
    assert Recorded.wanted
    assert "prepare_to_extract" not in Recorded.prepared


def test_it_is_not_started_for_a_small_build_or_without_another_processor(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus)
    with monkeypatch.context() as patch:
        patch.setattr("os.sched_getaffinity", lambda _: {1})
        run(corpus)
        assert not Recorded.wanted
    monkeypatch.setattr(build, "_MANY", 3)
    run(corpus)
    assert not Recorded.wanted
