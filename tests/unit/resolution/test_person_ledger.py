from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from osce_kg.errors import InputError, MachineError, UsageError
from osce_kg.resolution import Ledger, extend_ledger, read_ledger, require_ledger_place, write_ledger
from osce_kg.resolution.ledger import Owner, assign_keys
from written_corpus import mention, person_of, resolve

EARLY = mention("n1", "Nursultan Nazarbayev", "President", "KAZ", date="2004-01-01")
LATE = mention("n2", "Nursultan Nazarbaev", "President", "KAZ", date="2005-01-01")


def test_a_key_survives_an_older_document_that_would_have_named_the_person() -> None:
    alone = resolve(LATE)
    ledger = Ledger.empty().extended(alone.anchors)
    together = resolve(EARLY, LATE, ledger=ledger)
    assert person_of(together, "n1") == person_of(alone, "n2")
    assert person_of(resolve(EARLY, LATE), "n1") != person_of(alone, "n2")


def test_of_two_merged_ledger_keys_the_smaller_survives_and_names_the_other() -> None:
    ledger = Ledger({"n1#Nursultan Nazarbayev": "person/xbbb", "n2#Nursultan Nazarbaev": "person/xaaa"})
    (person,) = resolve(EARLY, LATE, ledger=ledger).persons
    assert (person.key, person.replaced) == ("person/xaaa", ("person/xbbb",))


def test_an_authority_key_replaces_what_the_ledger_gave() -> None:
    passy = mention("n1", "Solomon Passy", "Foreign Minister", "BGR")
    (person,) = resolve(passy, ledger=Ledger({"n1#Solomon Passy": "person/xaaa"})).persons
    assert (person.key, person.replaced) == ("person/p000001", ("person/xaaa",))


def test_when_a_person_is_split_the_oldest_anchor_keeps_the_key() -> None:
    ledger = Ledger({"n1#A": "person/xaaa", "n2#A": "person/xaaa"})
    older, newer = assign_keys([Owner(("n1#A",), None), Owner(("n2#A",), None)], ["n1#A", "n2#A"], ledger, ())
    assert older.key == "person/xaaa"
    assert newer.key not in ("person/xaaa", older.key)


def test_a_fresh_key_never_takes_one_that_is_in_use() -> None:
    (first,) = assign_keys([Owner(("n1#A",), None)], ["n1#A"], Ledger.empty(), ())
    ledger = Ledger({"n0#A": first.key})
    older, newer = assign_keys([Owner(("n0#A",), None), Owner(("n1#A",), None)], ["n0#A", "n1#A"], ledger, ())
    assert older.key == first.key
    assert newer.key != first.key


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    ledger = Ledger({'n2#A "B", C': "person/x2", "n1#Ж": "person/x1"})
    path = tmp_path / "ledger.csv"
    write_ledger(ledger, path)
    assert read_ledger(path) == ledger
    assert path.read_text(encoding="utf-8").splitlines()[:2] == ["anchor,key", "n1#Ж,person/x1"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["ledger.csv"]


def test_a_ledger_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "ledger.csv") == Ledger.empty()


def test_a_place_where_no_ledger_can_be_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a file"):
        require_ledger_place(tmp_path)
    with pytest.raises(UsageError, match="there is no folder"):
        require_ledger_place(tmp_path / "nothing" / "ledger.csv")


def test_a_ledger_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "ledger.csv").mkdir()
    with pytest.raises(MachineError, match=r"ledger\.csv cannot be written"):
        write_ledger(Ledger.empty(), tmp_path / "ledger.csv")
    assert [entry.name for entry in tmp_path.iterdir()] == ["ledger.csv"]


def test_two_builds_that_end_one_after_the_other_keep_the_keys_of_both(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    write_ledger(Ledger({"n0#A": "person/x0", "n9#Z": "person/x9"}), path)
    before = read_ledger(path)
    extend_ledger(path, before, [("n0#A", "person/x0"), ("n1#B", "person/x1"), ("n2#C", "person/x2")])
    extend_ledger(path, before, [("n0#A", "person/xa"), ("n1#B", "person/xb"), ("n3#D", "person/x3")])
    assert read_ledger(path).keys == {
        "n0#A": "person/xa",  # the first build left it as it was
        "n1#B": "person/x1",  # the first build gave this key first
        "n2#C": "person/x2",
        "n3#D": "person/x3",
        "n9#Z": "person/x9",
    }


def test_builds_that_extend_a_ledger_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    anchors = [(f"n{number}#A", f"person/x{number}") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda anchor: extend_ledger(path, Ledger.empty(), [anchor]), anchors))
    assert read_ledger(path).keys == dict(anchors)
    assert [entry.name for entry in tmp_path.iterdir()] == ["ledger.csv"]


@pytest.mark.parametrize(
    "lines",
    [
        b"anchor,key\nn1#A\n",
        b"anchor,key\nn1#A,event/x1\n",
        b"anchor,key\nn1#A,person/../x1\n",
        b"anchor,key\nn1#A,person/x 1\n",
        b"anchor,key\nn1#A,person/x1\nn1#A,person/x2\n",
        b"\xff\n",
    ],
)
def test_a_broken_ledger_is_refused_by_name(tmp_path: Path, lines: bytes) -> None:
    path = tmp_path / "ledger.csv"
    path.write_bytes(lines)
    with pytest.raises(InputError, match=r"ledger\.csv"):
        read_ledger(path)
