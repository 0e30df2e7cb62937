from __future__ import annotations

from pathlib import Path

import pytest

from osce_kg.errors import InputError, MissingInputError
from osce_kg.evaluation.resolution.gold import read_resolution_gold
from osce_kg.evaluation.resolution.measuring import measure_resolution
from osce_kg.resources import resource_path

OURS = resource_path("data", "gold", "resolution")
PERSONS = "person,name,reference,invented,note\nberg,Anna Berg,p000017,true,\n"
ROW = "a,Anna Berg,1,berg,plain\n"
HEADER = "document,form,occurrence,person,constructs\n"


def write(folder: Path, mentions: str, persons: str = PERSONS, text: str = "Anna Berg saw Berg.\n") -> Path:
    split = folder / "train"
    (split / "documents").mkdir(parents=True, exist_ok=True)
    (split / "documents" / "a.txt").write_text(text)
    (split / "mentions.csv").write_text(mentions)
    (split / "persons.csv").write_text(persons)
    return folder


def test_our_gold_has_more_than_three_hundred_mentions_and_enough_of_them_for_testing() -> None:
    splits = read_resolution_gold([OURS])
    assert set(splits) == {"train", "test"}
    train, test = len(splits["train"].mentions), len(splits["test"].mentions)
    assert train + test >= 300
    assert test / (train + test) >= 0.4


def test_nobody_is_in_both_splits_of_our_gold() -> None:
    splits = read_resolution_gold([OURS])
    persons = [{mention.person for mention in gold.mentions} for gold in splits.values()]
    assert persons[0].isdisjoint(persons[1])
    authorities = [set(gold.authorities.values()) for gold in splits.values()]
    assert authorities[0].isdisjoint(authorities[1])


def test_every_document_of_our_gold_is_annotated() -> None:
    for gold in read_resolution_gold([OURS]).values():
        annotated = {mention.document for mention in gold.mentions}
        assert annotated == {path.stem for path in gold.documents.iterdir()}


def test_a_mention_is_where_its_words_stand(tmp_path: Path) -> None:
    rows = "a,Anna Berg,1,berg,plain\na,Berg,2,berg,surname-only; no-post\n"
    gold = read_resolution_gold([write(tmp_path, HEADER + rows)])["train"]
    text = "Anna Berg saw Berg.\n"
    assert [(text[m.start : m.end], m.start) for m in gold.mentions] == [("Anna Berg", 0), ("Berg", 14)]
    assert gold.mentions[1].constructs == ("surname-only", "no-post")
    assert gold.authorities == {"berg": "person/p000017"}


def test_the_fingerprint_changes_with_a_document_and_with_an_annotation(tmp_path: Path) -> None:
    row = HEADER + "a,Anna Berg,1,berg,plain\n"

    def fingerprint() -> str:
        return read_resolution_gold([tmp_path])["train"].fingerprint

    write(tmp_path, row)
    first = fingerprint()
    assert fingerprint() == first
    write(tmp_path, row, text="Anna Berg saw Berg again.\n")
    second = fingerprint()
    write(tmp_path, row.replace("plain", "namesake"))
    assert len({first, second, fingerprint()}) == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,Anna Berg,2,berg,plain\n", 'line of mentions: the document has no occurrence 2 of "Anna Berg"'),
        ("a,Anna Berg,1,cole,plain\n", "line of mentions: persons.csv has no cole"),
        ("b,Anna Berg,1,berg,plain\n", "line of mentions: .*b.txt"),
        ("a,Anna Berg,x,berg,plain\n", "line of mentions: "),
        ("a,Anna Berg,1\n", "line of mentions: a row has 5 values"),
        ("../documents/a,Berg,1,berg,plain\n", "line of mentions: .* is not the name of a document"),
        (",Berg,1,berg,plain\n", "line of mentions: .* is not the name of a document"),
    ],
)
def test_a_row_that_is_no_annotation_is_told_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    write(tmp_path, HEADER + row)
    with pytest.raises(InputError, match=reason.replace("line of mentions", r"mentions\.csv:2")):
        read_resolution_gold([tmp_path])


def test_other_columns_are_told(tmp_path: Path) -> None:
    write(tmp_path, "a,b\n")
    with pytest.raises(InputError, match=r"mentions\.csv:1: the columns must be document,"):
        read_resolution_gold([tmp_path])


def test_a_folder_without_gold_and_a_split_without_persons_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no gold for resolution"):
        read_resolution_gold([tmp_path])
    write(tmp_path, HEADER)
    (tmp_path / "train" / "persons.csv").unlink()
    with pytest.raises(MissingInputError, match=r"persons\.csv"):
        read_resolution_gold([tmp_path])


def test_two_folders_with_one_split_are_told(tmp_path: Path) -> None:
    folders = [write(tmp_path / name, HEADER + ROW) for name in ("one", "two")]
    with pytest.raises(InputError, match="another split train"):
        read_resolution_gold(folders)


def test_a_mention_that_is_there_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, HEADER + ROW + ROW)
    with pytest.raises(InputError, match=r"mentions\.csv:3: the same mention is there twice"):
        read_resolution_gold([tmp_path])


def test_a_table_without_mentions_is_refused(tmp_path: Path) -> None:
    write(tmp_path, HEADER)
    with pytest.raises(InputError, match=r"mentions\.csv:1: there is no mention"):
        read_resolution_gold([tmp_path])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("berg,Anna Berg,,true,\n", 'the person "berg" is there twice'),
        ("cole,Ann Cole,p999999,true,\n", 'the reference data has no person "p999999"'),
        (",Ann Cole,,true,\n", "a person needs a key"),
    ],
)
def test_a_person_that_is_none_is_refused_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    write(tmp_path, HEADER + ROW, persons=PERSONS + row)
    with pytest.raises(InputError, match=rf"persons\.csv:3: {reason}"):
        read_resolution_gold([tmp_path])


def test_a_split_whose_name_is_no_name_of_a_table_is_refused(tmp_path: Path) -> None:
    write(tmp_path, HEADER + ROW)
    (tmp_path / "train").rename(tmp_path / "Tr ain")
    with pytest.raises(InputError, match="Tr ain: the name of a split has only"):
        read_resolution_gold([tmp_path])


def test_documents_that_cannot_be_read_are_losses_of_the_score(tmp_path: Path) -> None:
    write(tmp_path, HEADER + ROW)
    (tmp_path / "train" / "documents" / "empty.txt").write_text("")
    [score] = measure_resolution(read_resolution_gold([tmp_path]).values())
    assert [Path(loss.source).name for loss in score.losses] == ["empty.txt"]
