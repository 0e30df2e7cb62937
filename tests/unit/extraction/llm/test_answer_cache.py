from __future__ import annotations

import os
from pathlib import Path

import pytest

from osce_kg.errors import MachineError
from osce_kg.extraction.llm.cache import AnswerCache


def test_an_answer_is_kept_for_its_question_model_and_prompt(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "cache"
    AnswerCache(folder, "m", "p").put("who?", "Berg \ud800 “x”")
    assert AnswerCache(folder, "m", "p").get("who?") == "Berg \ud800 “x”"
    for other in (AnswerCache(folder, "n", "p"), AnswerCache(folder, "m", "q")):
        assert other.get("who?") is None
    assert AnswerCache(folder, "m", "p").get("when?") is None
    assert [path.suffix for path in folder.iterdir()] == [".json"]


def test_without_a_folder_nothing_is_kept() -> None:
    cache = AnswerCache(None, "m", "p")
    cache.put("who?", "Berg")
    assert cache.get("who?") is None


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"answer": 5}', "[" * 100_000, "\xff"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: str) -> None:
    cache = AnswerCache(tmp_path, "m", "p")
    cache.put("who?", "Berg")
    [file] = tmp_path.iterdir()
    file.write_text(damage, encoding="latin-1")
    assert cache.get("who?") is None
    cache.put("who?", "Holm")
    assert cache.get("who?") == "Holm"


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = AnswerCache(tmp_path / "file", "m", "p")
    for use in (lambda: cache.get("who?"), lambda: cache.put("who?", "Berg")):
        with pytest.raises(MachineError, match=r"the cache .*file cannot be used"):
            use()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.timeout(20)
def test_a_pipe_or_folder_in_the_place_of_a_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path, "m", "p")
    cache.put("who?", "Berg")
    [file] = tmp_path.iterdir()
    for put_there in (os.mkfifo, os.mkdir):
        file.unlink()
        put_there(file)
        with pytest.raises(MachineError, match=r"cannot be used: .*\.json is no regular file"):
            cache.get("who?")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.timeout(20)
def test_what_stands_where_an_answer_is_written_first_is_not_written_into(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path, "m", "p")
    cache.put("who?", "Berg")
    [file] = tmp_path.iterdir()
    os.mkfifo(file.with_suffix(f".{os.getpid()}.new"))
    cache.put("who?", "Holm")
    assert cache.get("who?") == "Holm"
