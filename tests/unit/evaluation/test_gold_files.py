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


def event(**changes: object) -> dict[str, object]:
    return {"id": "e1", "type": "visit", "status": "occurred", **changes}


BROKEN_GOLD = {
    "circle": ({"events": [event(part_of="e1")]}, r"gold\.events\[0\]\.part_of leads in a circle"),
    "long circle": (
        {"events": [event(part_of="e2"), event(id="e2", part_of="e3"), event(id="e3", part_of="e2")]},
        "leads in a circle",
    ),
    "unknown event around": ({"events": [event(part_of="e9")]}, r"part_of: there is no event .e9."),
    "numeric date": ({"events": [event(begin=2004)]}, r"gold\.events\[0\]\.begin must be a string"),
    "date in words": ({"events": [event(begin="yesterday")]}, r"events\[0\]\.begin must be YYYY"),
    "thirteenth month": ({"events": [event(end="2004-13")]}, r"events\[0\]\.end must be YYYY"),
    "numeric name": ({"persons": [{"id": "p", "name": 5}]}, r"gold\.persons\[0\]\.name must be a string"),
    "no name": ({"persons": [{"id": "p"}]}, r"persons\[0\]\.name must not be empty"),
    "numeric id": ({"persons": [{"id": 5, "name": "A"}]}, r"persons\[0\]\.id must be a string"),
    "list as id": ({"events": [event(id=["e"])]}, r"events\[0\]\.id must be a string"),
    "list as type": ({"events": [event(type=["visit"])]}, r"events\[0\]\.type must be a string"),
    "list as country": ({"events": [event(country=["Malta"])]}, r"events\[0\]\.country must be a string"),
    "list as title": (
        {"persons": [{"id": "p", "name": "A", "roles": [{"title": ["x"]}]}]},
        r"persons\[0\]\.roles\[0\]\.title must be a string",
    ),
    "unknown type": ({"events": [event(type="party")]}, r"events\[0\]\.type: there is no kind of event"),
    "unknown status": ({"events": [event(status="maybe")]}, r"events\[0\]\.status: there is no status"),
    "lone surrogate": ({"persons": [{"id": "p", "name": "\ud800"}]}, "half a surrogate pair"),
    "pair of unknown": ({"met_pairs": [["p", "q"]]}, r"gold\.met_pairs\[0\]: there is no person .p."),
    "pair of one": ({"met_pairs": [["p"]]}, r"met_pairs\[0\] must be a list of two"),
    "person twice": (
        {"persons": [{"id": "p", "name": "A"}, {"id": "p", "name": "B"}]},
        r"persons\[1\]\.id: .p. is there twice",
    ),
    "event twice": ({"events": [event(), event()]}, r"events\[1\]\.id: .e1. is there twice"),
    "flag in words": ({"events": [event(optional="no")]}, r"optional must be true or false"),
}


@pytest.mark.parametrize("case", BROKEN_GOLD)
def test_broken_gold_is_refused_with_its_file_and_path(tmp_path: Path, case: str) -> None:
    gold, reason = BROKEN_GOLD[case]
    write(tmp_path, "a", gold=gold)
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(InputError, match=r"a\.json: not a gold annotation .*" + reason):
        read_gold([tmp_path])


@pytest.mark.parametrize(
    "changes",
    [
        {"split": 5},
        {"split": []},
        {"split": None},
        {"split": "a b"},
        {"split": 'x"]\n[train'},
        {"split": "resolution-train"},
        {"constructs": "tour"},
        {"constructs": [["tour"]]},
        {"id": 5},
    ],
    ids=str,
)
def test_a_broken_head_of_an_annotation_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    write(tmp_path, "a", **changes)
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(InputError, match=r"a\.json: not a gold annotation"):
        read_gold([tmp_path])


def test_an_annotation_nested_too_deep_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"gold":' + "[" * 200_000)
    with pytest.raises(InputError, match=r"a\.json: not a gold annotation"):
        read_gold([tmp_path])


def test_an_id_that_two_annotations_have_is_refused(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(tmp_path / folder, "a", split=folder)
        (tmp_path / folder / "a.txt").write_text("")
    with pytest.raises(InputError, match=r"two/a\.json: the id .a. is that of .*one/a\.json too"):
        read_gold([tmp_path / "one", tmp_path / "two"])


def test_a_folder_given_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "one", "a")
    (tmp_path / "one" / "a.txt").write_text("")
    with pytest.raises(InputError, match=r"a\.json: is read twice"):
        read_gold([tmp_path / "one", tmp_path / "one"])
