from __future__ import annotations

import json
from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError
from osce_kg.evaluation.gold import fingerprint, read_gold
from osce_kg.resources import resource_path


def write(folder: Path, key: str, **changes: object) -> None:
    record = {"id": key, "split": "train", "constructs": ["tour"], "gold": {"persons": []}, **changes}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key}.json").write_text(json.dumps(record))


def test_every_annotation_of_ours_has_a_split_and_a_text() -> None:
    splits = read_gold([resource_path("data", "gold")])
    annotations = list(resource_path("data", "gold").glob("*.json"))
    assert set(splits) == {"train", "test"}
    assert sum(map(len, splits.values())) == len(annotations) >= 40


def test_the_text_is_beside_the_annotation_or_in_the_folder_of_documents(tmp_path: Path) -> None:
    write(tmp_path / "gold", "a")
    write(tmp_path / "gold", "b", split="dev")
    (tmp_path / "gold" / "a.txt").write_text("")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "b.html").write_text("")
    splits = read_gold([tmp_path / "gold"])
    assert splits["train"][0].text == tmp_path / "gold" / "a.txt"
    assert splits["dev"][0].text == tmp_path / "documents" / "b.html"
    assert splits["train"][0].constructs == ("tour",)


def test_the_fingerprint_changes_with_an_annotation_but_not_with_the_order(tmp_path: Path) -> None:
    for key in ("a", "b"):
        write(tmp_path, key)
        (tmp_path / f"{key}.txt").write_text("")
    first = read_gold([tmp_path])["train"]
    assert fingerprint(first) == fingerprint(reversed(first))
    write(tmp_path, "a", gold={"persons": [], "events": []})
    assert fingerprint(read_gold([tmp_path])["train"]) != fingerprint(first)
    assert fingerprint(first[1:]) != fingerprint(first)


def test_a_folder_without_annotations_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no gold annotations"):
        read_gold([tmp_path])


def test_an_annotation_without_its_text_is_told(tmp_path: Path) -> None:
    write(tmp_path, "a")
    with pytest.raises(MissingInputError, match=r"a\.json: the annotated text is not there"):
        read_gold([tmp_path])


@pytest.mark.parametrize("content", ["{", "[]", '{"id": "a"}', '{"id": "a", "split": "x", "gold": []}'])
def test_a_file_that_is_no_annotation_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(InputError, match="not a gold annotation"):
        read_gold([tmp_path])
