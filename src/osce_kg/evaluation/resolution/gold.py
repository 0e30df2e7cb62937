"""The gold for resolution: documents of a split, and which names in them are one person.

``SPLIT/documents/NAME.txt`` are the documents, ``SPLIT/mentions.csv`` and ``SPLIT/persons.csv`` the
annotation; ``data/gold/resolution/README.md`` describes the columns.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError, MissingInputError

_MENTION_COLUMNS: Final = ("document", "form", "occurrence", "person", "constructs")
_PERSON_COLUMNS: Final = ("person", "name", "reference", "invented", "note")

OFFICE_ONLY: Final = "office-only"
"""Construct of a mention without a name: its form is an office."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A person named in a document.

    Attributes:
        document: name of the file, without suffix.
        form: the name as written.
        start, end: where it stands in the file, in characters.
        person: key of the person.
        constructs: what is hard about it.
    """

    document: str
    form: str
    start: int
    end: int
    person: str
    constructs: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """The form is a name, not an office."""
        return OFFICE_ONLY not in self.constructs


@dataclass(frozen=True, slots=True)
class ResolutionGold:
    """One split.

    Attributes:
        split: its name.
        documents: folder of the documents.
        mentions: annotated names, in the order of the documents.
        authorities: key of a person → key of the same person in the reference data (``person/p000017``).
        fingerprint: digest that changes with any document or annotation.
    """

    split: str
    documents: Path
    mentions: tuple[GoldMention, ...]
    authorities: Mapping[str, str]
    fingerprint: str


def read_resolution_gold(folders: Iterable[Path]) -> Mapping[str, ResolutionGold]:
    """Read the splits below some folders, by name.

    Raises:
        MissingInputError: there is no split in a folder.
        InputError: a row is not an annotation, or does not fit its document, or two folders have a split of
            one name; the message names file and line.
    """
    splits: dict[str, ResolutionGold] = {}
    for folder in folders:
        files = sorted(folder.glob("*/mentions.csv"))
        if not files:
            raise MissingInputError("there is no gold for resolution", source=str(folder))
        for path in files:
            gold = _read_split(path.parent)
            if gold.split in splits:
                raise InputError(f"there is another split {gold.split}", source=str(path.parent))
            splits[gold.split] = gold
    return splits


def _read_split(folder: Path) -> ResolutionGold:
    persons = {row["person"]: row["reference"] for _, row in _rows(folder / "persons.csv", _PERSON_COLUMNS)}
    mentions_file = folder / "mentions.csv"
    texts: dict[str, str] = {}
    mentions: list[GoldMention] = []
    for line, row in _rows(mentions_file, _MENTION_COLUMNS):
        name = row["document"]
        try:
            if name not in texts:
                texts[name] = (folder / "documents" / f"{name}.txt").read_text(encoding="utf-8")
            start = _position(texts[name], row["form"], int(row["occurrence"]))
            if row["person"] not in persons:
                raise ValueError(f"persons.csv has no {row['person']}")
        except (OSError, ValueError) as error:
            raise InputError(str(error), source=str(mentions_file), line=line) from error
        constructs = tuple(row["constructs"].split("; "))
        mentions.append(
            GoldMention(name, row["form"], start, start + len(row["form"]), row["person"], constructs)
        )
    return ResolutionGold(
        split=folder.name,
        documents=folder / "documents",
        mentions=tuple(mentions),
        authorities={person: f"person/{key}" for person, key in persons.items() if key},
        fingerprint=_fingerprint(folder),
    )


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table with their lines."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if tuple(rows.fieldnames or ()) != columns:
                raise InputError(f"the columns must be {','.join(columns)}", source=str(path), line=1)
            for row in rows:
                if None in row or None in row.values():
                    raise InputError(f"a row has {len(columns)} values", source=str(path), line=rows.line_num)
                yield rows.line_num, row
    except FileNotFoundError:
        raise MissingInputError("there is no such file", source=str(path)) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"cannot be read: {error}", source=str(path)) from error


def _position(text: str, form: str, occurrence: int) -> int:
    """Return where the n-th occurrence (from 1) of a form begins.

    Raises:
        ValueError: there are not so many.
    """
    start = -1
    for _ in range(occurrence):
        start = text.find(form, start + 1) if form else -1
        if start < 0:
            break
    if start < 0:
        raise ValueError(f'the document has no occurrence {occurrence} of "{form}"')
    return start


def _fingerprint(folder: Path) -> str:
    files = sorted((*folder.glob("*.csv"), *folder.glob("documents/*.txt")))
    lines = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]
