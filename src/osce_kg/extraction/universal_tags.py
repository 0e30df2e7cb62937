"""Universal parts of speech ("NOUN", "VERB") from the model's Penn Treebank tags ("NN", "VBD").

The model brings a table for it, and a component that matches its 179 rows with every token. Most rows tell
of morphology and lemmas, which nothing here reads. Looking up only the rows that give a part of speech yields
the same and spares a tenth of the model's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_Spec = Mapping[str, Any]
"""Conditions on one token by attribute: a value, ``{"IN": [values]}`` or ``{"NOT_IN": [values]}``."""


class UniversalTags:
    """Gives the part of speech of a token by its tag, its word and its place in the parse."""

    def __init__(self, table: Iterable[Mapping[str, Any]]) -> None:
        """Take the rows of spaCy's ``AttributeRuler.patterns``: ``patterns``, ``attrs`` and ``index``."""
        self._rows: list[tuple[_Spec, _Spec, str]] = []
        for row in table:
            for specs in row["patterns"]:
                if "POS" in row["attrs"]:
                    before = specs[0] if row["index"] else {}
                    self._rows.append((before, specs[row["index"]], row["attrs"]["POS"]))
        self._named = frozenset(word for _, spec, _ in self._rows for word in _words(spec))
        self._known: dict[tuple[str, str, str, str], str] = {}

    def of(self, tag: str, word: str, dep: str, dep_before: str) -> str:
        """Return the part of speech of a token; the last row that fits gives it, "" where none does.

        Args:
            tag: its Penn Treebank tag.
            word: the token in lower case.
            dep: its dependency label, "" where nothing was parsed.
            dep_before: the label of the token before it.
        """
        key = (tag, word if word in self._named else "", dep, dep_before)
        if key not in self._known:
            self._known[key] = self._look_up(*key)
        return self._known[key]

    def _look_up(self, tag: str, word: str, dep: str, dep_before: str) -> str:
        here = {"TAG": tag, "LOWER": word, "DEP": dep, "IS_SPACE": False}
        previous = {"DEP": dep_before}
        fitting = [pos for before, spec, pos in self._rows if _fits(before, previous) and _fits(spec, here)]
        return fitting[-1] if fitting else ""


def _words(spec: _Spec) -> Iterable[str]:
    condition = spec.get("LOWER", ())
    return (condition,) if isinstance(condition, str) else dict(condition).get("IN", ())


def _fits(spec: _Spec, token: Mapping[str, Any]) -> bool:
    return all(_allows(condition, token[attribute]) for attribute, condition in spec.items())


def _allows(condition: Any, value: Any) -> bool:
    if not isinstance(condition, Mapping):
        return bool(condition == value)
    return value in condition["IN"] if "IN" in condition else value not in condition["NOT_IN"]
