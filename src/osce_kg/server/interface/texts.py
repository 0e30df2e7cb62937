"""Reading the texts of the interface, and filling in what they say.

A text is found by its group, which is the name of its file, and its key there: ``start.lead``. It is plain
text; ``{name}`` stands for a value. A text about a number has a form for each class of numbers that its
language tells apart: ``{one = "{n} meeting", other = "{n} meetings"}``. A script gets the texts of a group
from its page: ``<script type="application/json" id="texts">{{ texts_of("network") | tojson }}</script>``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from markupsafe import Markup, escape

_FOLDER: Final = Path(__file__).parent

Text: TypeAlias = str | Mapping[str, str]
"""A text, or its forms by class of numbers."""


def _english(number: int) -> str:
    return "one" if number == 1 else "other"


def _russian(number: int) -> str:
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"


@dataclass(frozen=True, slots=True)
class Language:
    """How a language calls itself, and what it does with numbers.

    Attributes:
        plural: class of a number, as the Unicode CLDR names it.
        plurals: all its classes.
        separator: between thousands.
    """

    name: str
    plural: Callable[[int], str]
    plurals: frozenset[str]
    separator: str


LANGUAGES: Final[Mapping[str, Language]] = {
    "en": Language("English", _english, frozenset({"one", "other"}), ","),
    "ru": Language("Русский", _russian, frozenset({"one", "few", "many"}), "\N{NO-BREAK SPACE}"),
}
"""Languages of the interface by their code; a further one has a folder of that name here."""

DEFAULT_LANGUAGE: Final = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language.

    Attributes:
        code: of the language.
        groups: name of the group to key to text.
    """

    code: str
    groups: Mapping[str, Mapping[str, Text]]

    def __call__(self, name: str, n: int | None = None, /, **values: object) -> Markup:
        """Return a text for a page, with its values; only those that are markup already are not escaped.

        Args:
            name: group and key, ``start.lead``.
            n: number that the text is about; it is also the value of ``{n}``.

        Raises:
            KeyError: there is no such text, or a value is missing.
        """
        group, _, key = name.partition(".")
        text = self.groups[group][key]
        if not isinstance(text, str):
            text = text[LANGUAGES[self.code].plural(n or 0)]
        if n is not None:
            values["n"] = self.number(n)
        return Markup(escape(text)).format(**values)

    def has(self, name: str) -> bool:
        """Tell whether there is a text of this name."""
        group, _, key = name.partition(".")
        return key in self.groups.get(group, {})

    def number(self, number: int) -> str:
        """Write a number as readers of the language do."""
        return f"{number:,}".replace(",", LANGUAGES[self.code].separator)


@cache
def texts_in(code: str) -> Texts:
    """Return the texts of a language; read once.

    Raises:
        KeyError: it is no language of the interface.
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    groups = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((_FOLDER / code).glob("*.toml"))
    }
    return Texts(code, groups)
