"""The gold for resolution: documents of a split, and which names in them are one person.

``SPLIT/documents/NAME.txt`` are the documents, ``SPLIT/mentions.csv`` and ``SPLIT/persons.csv`` the
annotation; ``data/gold/resolution/README.md`` describes the columns.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError, MissingInputError
from osce_kg.evaluation.consistency import checked_split
from osce_kg.reference import load_reference

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
    try:
        split = checked_split(folder.name)
        authorities = _authorities(folder / "persons.csv")
        mentions = _mentions(folder, authorities.keys())
        digest = _fingerprint(folder)
    except (OSError, ValueError) as error:
        raise InputError(str(error), source=str(folder)) from error
    return ResolutionGold(
        split=split,
        documents=folder / "documents",
        mentions=mentions,
        authorities={person: f"person/{key}" for person, key in authorities.items() if key},
        fingerprint=digest,
    )


def _authorities(path: Path) -> dict[str, str]:
    """Read the persons: key → key in the reference data, empty for who is not there."""
    known = {person.key for person in load_reference().persons}
    persons: dict[str, str] = {}
    for line, row in _rows(path, _PERSON_COLUMNS):
        person, key = row["person"], row["reference"]
        if not person or person in persons:
            reason = f'the person "{person}" is there twice' if person else "a person needs a key"
            raise InputError(reason, source=str(path), line=line)
        if key and key not in known:
            raise InputError(f'the reference data has no person "{key}"', source=str(path), line=line)
        persons[person] = key
    return persons


def _mentions(folder: Path, persons: Set[str]) -> tuple[GoldMention, ...]:
    path = folder / "mentions.csv"
    texts: dict[str, str] = {}
    mentions: dict[tuple[str, int, int], GoldMention] = {}
    for line, row in _rows(path, _MENTION_COLUMNS):
        try:
            mention = _mention(row, folder / "documents", texts)
            place = (mention.document, mention.start, mention.end)
            if mention.person not in persons:
                raise ValueError(f"persons.csv has no {mention.person}")
            if place in mentions:
                raise ValueError("the same mention is there twice")
        except (OSError, ValueError) as error:
            raise InputError(str(error), source=str(path), line=line) from error
        mentions[place] = mention
    if not mentions:
        raise InputError("there is no mention", source=str(path), line=1)
    return tuple(mentions.values())


def _mention(row: Mapping[str, str], documents: Path, texts: dict[str, str]) -> GoldMention:
    """Return the mention of a row; ``texts`` keeps the documents that were read.

    Raises:
        OSError, ValueError: there is no such document, or nothing of that form in it.
    """
    name, form = row["document"], row["form"]
    # A name only: what lies elsewhere would be annotated, but never resolved.
    if name in ("", ".", "..") or "/" in name or "\\" in name:
        raise ValueError(f'"{name}" is not the name of a document')
    if name not in texts:
        texts[name] = (documents / f"{name}.txt").read_text(encoding="utf-8")
    start = _position(texts[name], form, int(row["occurrence"]))
    constructs = tuple(row["constructs"].split("; "))
    return GoldMention(name, form, start, start + len(form), row["person"], constructs)


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
