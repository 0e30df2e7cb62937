"""Typed values out of JSON objects that people wrote; an error says where in the file it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class JsonRecord:
    """One object and its path in the file (``gold.events[2]``).

    Every method raises ValueError, with the path, if a value has another type. What is not there, or null,
    is None, False or empty.
    """

    def __init__(self, value: object, path: str = "") -> None:
        if not isinstance(value, Mapping):
            raise ValueError(f"{path or 'the file'} must be an object, not {_shown(value)}")
        self._values: Mapping[str, Any] = value
        self._path = path

    def place(self, key: str) -> str:
        """Return the path of a value."""
        return f"{self._path}.{key}" if self._path else key

    def record(self, key: str) -> JsonRecord:
        """Return an object, which must be there."""
        return JsonRecord(self._values.get(key), self.place(key))

    def records(self, key: str) -> list[JsonRecord]:
        """Return the objects of a list."""
        return [JsonRecord(value, path) for path, value in self.items(key)]

    def required_text(self, key: str) -> str:
        """Return a string, which must be there and not be empty."""
        value = self.text(key)
        if not value:
            raise ValueError(f"{self.place(key)} must be a string that is not empty")
        return value

    def text(self, key: str) -> str | None:
        """Return a string."""
        value = self._values.get(key)
        return None if value is None else text_at(self.place(key), value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the strings of a list."""
        return tuple(text_at(path, value) for path, value in self.items(key))

    def flag(self, key: str) -> bool:
        """Return a truth value."""
        value = self._values.get(key)
        if value is not None and not isinstance(value, bool):
            raise ValueError(f"{self.place(key)} must be true or false, not {_shown(value)}")
        return bool(value)

    def items(self, key: str) -> list[tuple[str, object]]:
        """Return the values of a list, whatever they are, each with its path."""
        values = self._values.get(key)
        if values is None:
            return []
        if not isinstance(values, list | tuple):
            raise ValueError(f"{self.place(key)} must be a list, not {_shown(values)}")
        return [(f"{self.place(key)}[{index}]", value) for index, value in enumerate(values)]


def text_at(path: str, value: object) -> str:
    """Return a value that must be a string.

    Raises:
        ValueError: it is not, or has half a surrogate pair, which nothing could print; with the path.
    """
    if not isinstance(value, str):
        raise ValueError(f"{path} must be a string, not {_shown(value)}")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"{path} has half a surrogate pair")
    return value


def _shown(value: object) -> str:
    names = {type(None): "null", list: "a list", dict: "an object", str: "a string", bool: "a truth value"}
    return names.get(type(value), "a number")
