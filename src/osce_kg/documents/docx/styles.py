"""What the styles of a DOCX document say of a paragraph: heading, caption, list item, hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from osce_kg.documents.blocks import Role
from osce_kg.documents.docx.package import Package

_HEADING = re.compile(r"heading ([1-9])")
_LIST = re.compile(r"list(?: \w+)*|list paragraph")
_DEEPEST_INHERITANCE = 20


@dataclass(slots=True)
class Style:
    """A paragraph style. Its name is the English one whatever the language of the program that wrote it."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    is_numbered: bool = False


def read_styles(package: Package, part: str) -> dict[str, Style]:
    """Return the paragraph styles by their identifiers; empty if the package has none.

    Raises:
        InputError: the part is damaged.
    """
    styles: dict[str, Style] = {}
    current = Style()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal current
        value = attributes.get("val", "")
        if name == "style":
            current = styles.setdefault(attributes.get("styleId", ""), Style())
        elif name == "name":
            current.name = value.casefold()
        elif name == "basedOn":
            current.based_on = value
        elif name == "outlineLvl":
            current.outline = outline_level(value)
        elif name == "numPr":
            current.is_numbered = True

    if package.has(part):
        package.parse(part, start, lambda _name: None, lambda _text: None)
    return styles


def outline_level(value: str) -> int | None:
    """Return the level of a heading, 1 for the highest; None for body text (9) and what is no level."""
    return int(value) + 1 if re.fullmatch(r"[0-8]", value) else None


def role_of(styles: Mapping[str, Style], identifier: str) -> tuple[Role, int]:
    """Return role and heading level that a style, or one that it is based on, gives to a paragraph."""
    for _ in range(_DEEPEST_INHERITANCE):
        style = styles.get(identifier)
        if style is None:
            break
        if style.name == "title":
            return Role.HEADING, 1
        if style.outline is not None:
            return Role.HEADING, style.outline
        if match := _HEADING.fullmatch(style.name):
            return Role.HEADING, int(match[1])
        if style.name == "caption":
            return Role.CAPTION, 0
        if style.is_numbered or _LIST.fullmatch(style.name):
            return Role.ITEM, 0
        identifier = style.based_on
    return Role.TEXT, 0
