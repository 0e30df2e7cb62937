"""What is asked of an ontology, and of which terms it is not: data, in a file beside the ontology."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from osce_kg.errors import InputError, MissingInputError
from osce_kg.resources import resource_path

OURS: Final = "checks.toml"
_KEYS: Final = frozenset(
    {"files", "used_by", "namespaces", "label_languages", "allow_blank_nodes", "unwanted", "exempt"}
)


@dataclass(frozen=True, slots=True)
class Exemption:
    """Terms that a check passes over.

    Attributes:
        check: name of the check.
        terms: IRIs.
        why: the reason, as a sentence for the reader.
    """

    check: str
    terms: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """What is asked of an ontology.

    Attributes:
        files: files and folders of the ontology.
        used_by: files and folders of shapes and queries; nothing is asked about use if there are none.
        namespaces: where its terms and concepts are; if none is given, what the header says.
        label_languages: languages that every term and concept has one label in.
        unwanted: predicates that it does without, and why.
        allow_blank_nodes: things without a name may occur in its files.
        exemptions: what the checks pass over.
    """

    files: tuple[Path, ...] = ()
    used_by: tuple[Path, ...] = ()
    namespaces: tuple[str, ...] = ()
    label_languages: tuple[str, ...] = ("en",)
    unwanted: Mapping[str, str] = field(default_factory=dict)
    allow_blank_nodes: bool = True
    exemptions: tuple[Exemption, ...] = ()


def our_expectations() -> Expectations:
    """Return what is asked of the ontology that comes with the package."""
    return read_expectations(resource_path("ontology", OURS))


def read_expectations(file: Path) -> Expectations:
    """Read a file such as ``ontology/checks.toml``.

    Raises:
        MissingInputError: there is no such file.
        InputError: it is not TOML, or says something that this does not know.
    """
    if not file.is_file():
        raise MissingInputError("there is no such file", source=str(file))
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"not TOML: {error}", source=str(file)) from error
    if unknown := sorted(data.keys() - _KEYS):
        raise InputError(f"unknown key: {', '.join(unknown)}", source=str(file))
    try:
        namespaces = tuple(data.get("namespaces", ()))
        return Expectations(
            files=tuple(_beside(file, name) for name in data.get("files", ())),
            used_by=tuple(_beside(file, name) for name in data.get("used_by", ())),
            namespaces=namespaces,
            label_languages=tuple(data.get("label_languages", ("en",))),
            unwanted=dict(data.get("unwanted", {})),
            allow_blank_nodes=bool(data.get("allow_blank_nodes", True)),
            exemptions=tuple(_exemption(entry, namespaces) for entry in data.get("exempt", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"an entry is incomplete or of the wrong type: {error}", source=str(file)) from error


def _beside(file: Path, name: str) -> Path:
    """Return a path relative to the file, without the detour over ``..``."""
    base = file.parent
    while name.startswith("../"):
        base, name = (base.parent if base.name else base / ".."), name.removeprefix("../")
    return base / name


def _exemption(entry: Mapping[str, Any], namespaces: tuple[str, ...]) -> Exemption:
    start = namespaces[0] if namespaces else ""
    terms = (str(name) if ":" in str(name) else start + str(name) for name in entry["terms"])
    return Exemption(str(entry["check"]), frozenset(terms), str(entry["why"]))
