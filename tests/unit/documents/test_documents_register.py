from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from osce_kg.documents import read_documents
from osce_kg.documents.register import read_register
from osce_kg.errors import InputError

HEADER = "file,url,title,date,genre,source_note,retrieved\n"
BODY = "The Minister met Ms. Jones in the morning.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text(f"Minister in Baku\n\n{BODY}", encoding="utf-8")
    return tmp_path


def test_the_register_of_a_folder_is_picked_up_by_itself(folder: Path) -> None:
    rows = "a.txt,https://www.osce.org/cio/52627,Minister in Skopje,2004-04-06,statement,note,2026-01-01\n"
    (folder / "register.csv").write_text(HEADER + rows, encoding="utf-8")
    corpus = read_documents([str(folder)])
    assert corpus.losses == ()
    document = next(d for d in corpus.documents if d.source == "a.txt")
    assert (document.key, document.url) == ("n52627", "https://www.osce.org/cio/52627")
    assert (document.title, document.genre) == ("Minister in Skopje", "statement")
    assert (document.date, document.date_basis) == (dt.date(2004, 4, 6), "stated")


def test_a_file_named_alone_is_registered_as_in_its_folder(folder: Path) -> None:
    (folder / "register-b.csv").write_text(
        HEADER + "a.txt,https://www.osce.org/cio/52627\n", encoding="utf-8"
    )
    assert [d.key for d in read_documents([str(folder / "a.txt")]).documents] == ["n52627"]


def test_a_register_at_the_top_covers_folders_below(folder: Path) -> None:
    (folder / "register.csv").write_text(
        HEADER + "sub/b.txt,https://www.osce.org/cio/52627\n", encoding="utf-8"
    )
    assert "n52627" in {d.key for d in read_documents([str(folder)]).documents}


def test_a_register_that_is_named_may_lie_elsewhere(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    register = tmp_path_factory.mktemp("elsewhere") / "list.csv"
    register.write_text(HEADER + "a.txt,https://www.osce.org/cio/52627\n", encoding="utf-8-sig")
    assert "n52627" in {d.key for d in read_documents([str(folder)], register=register).documents}


def test_what_is_wrong_in_a_row_is_reported_with_its_line_and_the_rest_is_used(folder: Path) -> None:
    rows = "a.txt,,,2004-02-31,poem,,\na.txt,,,,,,\nmissing.txt,,,,,,\n,,,,,,\n"
    (folder / "register.csv").write_text(HEADER + rows, encoding="utf-8")
    corpus = read_documents([str(folder)])
    assert len(corpus.documents) == 2
    places = [loss.source.rpartition("register.csv")[2] for loss in corpus.losses]
    assert places == [":2", ":2", ":3", ":4"]
    assert {loss.severity for loss in corpus.losses} == {"warning"}
    reasons = " ".join(loss.reason for loss in corpus.losses)
    assert all(
        part in reasons for part in ("2004-02-31", "poem", "twice", "missing.txt is registered but not there")
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"name,url\na,b\n", "no column 'file'"), (b"file\n\xff\xfe\n", "not UTF-8"), (None, "cannot be read")],
)
def test_a_register_that_cannot_be_used_is_one_loss_and_the_documents_are_read(
    content: bytes | None, reason: str, folder: Path
) -> None:
    register = folder / "list.csv"
    if content is not None:
        register.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read_register(register, "list.csv")
    corpus = read_documents([str(folder / "a.txt"), str(folder / "sub")], register=register)
    assert len(corpus.documents) == 2
    assert [(loss.source, loss.severity) for loss in corpus.losses] == [(str(register), "error")]
