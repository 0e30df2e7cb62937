"""The gold: annotated documents, each in a split, with its text beside it or in a folder ``documents``."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from osce_kg.errors import InputError, MissingInputError
from osce_kg.evaluation.annotations import Annotation, read_annotation
from osce_kg.evaluation.consistency import check_consistency, checked_split
from osce_kg.evaluation.json_records import JsonRecord

_TEXT_SUFFIXES = (".txt", ".html", ".htm", ".md")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document.

    Attributes:
        key: its id in the gold.
        split: ``train``, ``test``, ``dev``, ``seed`` or another name.
        constructs: what is hard about it.
        path: file with the annotation.
        sha256: its digest.
        text: path of the document.
    """

    key: str
    split: str
    constructs: tuple[str, ...]
    annotation: Annotation
    path: Path
    sha256: str
    text: Path


def read_gold(directories: Iterable[Path]) -> Mapping[str, Sequence[GoldDocument]]:
    """Read all gold below some folders.

    Returns:
        the documents of each split, ordered by key.

    Raises:
        MissingInputError: a folder, or the text of an annotation, is not there.
        InputError: a file is not an annotation, is read twice, or has the id of another.
    """
    splits: dict[str, list[GoldDocument]] = defaultdict(list)
    path_of: dict[str, Path] = {}
    for directory in directories:
        files = sorted(directory.rglob("*.json"))
        if not files:
            raise MissingInputError("there are no gold annotations", source=str(directory))
        for path in files:
            document = _read_gold_document(path)
            other = path_of.setdefault(document.key, path)
            if other is not path:
                reason = (
                    "is read twice: leave out one of the folders"
                    if other.resolve() == path.resolve()
                    else f'the id "{document.key}" is that of {other} too'
                )
                raise InputError(reason, source=str(path))
            splits[document.split].append(document)
    return {split: sorted(documents, key=lambda item: item.key) for split, documents in splits.items()}


def fingerprint(documents: Iterable[GoldDocument]) -> str:
    """Return a digest that changes when an annotation changes, is added or is taken away."""
    lines = sorted(f"{document.key} {document.sha256}\n" for document in documents)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]


def _read_gold_document(path: Path) -> GoldDocument:
    try:
        content = path.read_bytes()
        values = json.loads(content)
        record = JsonRecord(values)
        record.record("gold")
        annotation = read_annotation(values["gold"], "gold")
        check_consistency(annotation)
        return GoldDocument(
            key=record.required_text("id"),
            split=checked_split(record.required_text("split")),
            constructs=record.texts("constructs"),
            annotation=annotation,
            path=path,
            sha256=hashlib.sha256(content).hexdigest(),
            text=_text_of(path),
        )
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"not a gold annotation ({error})", source=str(path)) from error


def _text_of(path: Path) -> Path:
    for folder in (path.parent, path.parent / "documents", path.parent.parent / "documents"):
        for suffix in _TEXT_SUFFIXES:
            text = folder / (path.stem + suffix)
            if text.is_file():
                return text
    raise MissingInputError("the annotated text is not there", source=str(path))
