"""Which IRIs Turtle or SPARQL names, and where: also in strings, where shapes keep their queries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""
    (?P<iri>     <(?P<inside>[^<>"{}|^`\\\s]*)> )
  | (?P<comment> \#[^\r\n]* )
  | (?P<string>  \"\"\" (?: [^"\\] | \\. | "(?!"") )* \"\"\"
               | ''' (?: [^'\\] | \\. | '(?!'') )* '''
               | " (?: [^"\\\n] | \\. )* "
               | ' (?: [^'\\\n] | \\. )* ' )
  | (?P<name>    (?P<prefix> [A-Za-z][\w.-]* | (?<![\w:]) ) :
                 (?P<local>  (?: [\w%-] | \\. | [.:] (?= [\w%-] ) )* ) )
    """,
    re.VERBOSE | re.DOTALL,
)
_DECLARATION: Final = re.compile(
    r"(?:@prefix|\bPREFIX)\s+([A-Za-z][\w.-]*)?:\s*<([^<>\s]*)>"
    r"|sh:prefix\s+\"([\w.-]*)\"\s*;\s*sh:namespace\s+\"([^\"]*)\"",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedIri:
    """An IRI that a text names, in full or by a prefix, with the 1-based line and column where it begins."""

    iri: str
    line: int
    column: int


def named_iris(text: str, prefixes: Mapping[str, str] | None = None) -> Iterator[NamedIri]:
    """Yield the IRIs that a text names.

    Left out are those in comments, those that only say what a prefix stands for, and names with a prefix that
    is not known.

    Args:
        text: Turtle or SPARQL.
        prefixes: what prefixes stand for that the text itself does not declare.
    """
    known = dict(prefixes or {}) | declared_prefixes(text)
    yield from _scan(text, 0, text, known)


def declared_prefixes(text: str) -> dict[str, str]:
    """Return the prefixes that a text declares for itself or, as shapes do, for its queries."""
    return {match[1] or match[3] or "": match[2] or match[4] for match in _DECLARATION.finditer(text)}


def _scan(text: str, start: int, whole: str, prefixes: Mapping[str, str]) -> Iterator[NamedIri]:
    """Scan a part of a text that begins at an offset of the whole."""
    for match in _TOKEN.finditer(text):
        iri = None
        if match["string"]:
            quotes = 3 if match[0].startswith(('"' * 3, "'" * 3)) else 1
            yield from _scan(match[0][quotes:-quotes], start + match.start() + quotes, whole, prefixes)
        elif match["iri"]:
            iri = match["inside"]
        elif match["name"] and match["prefix"] in prefixes:
            iri = prefixes[match["prefix"]] + re.sub(r"\\(.)", r"\1", match["local"])
        if iri and iri not in prefixes.values():
            offset = start + match.start()
            line = whole.count("\n", 0, offset) + 1
            yield NamedIri(iri, line, offset - whole.rfind("\n", 0, offset))
