"""Where a file speaks of a node: the line and column at which its statements begin.

No RDF parser tells this, so the text is read once more, by a scanner that knows strings, comments and nesting
but makes no triples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

from pyoxigraph import RdfFormat


class Position(NamedTuple):
    """1-based line and column, the column in code points."""

    line: int
    column: int


def find_subjects(text: str, rdf_format: RdfFormat, iris: frozenset[str], base: str) -> dict[str, Position]:
    """Return where each of ``iris`` first is a subject in ``text``; those that never are, are left out.

    Args:
        text: the file.
        rdf_format: exact for N-Triples, N-Quads, Turtle and TriG; RDF/XML and JSON-LD are searched for the
            node's ``rdf:about`` or ``@id``, written in full.
        iris: the nodes to look for.
        base: IRI that relative IRIs of the file refer to.
    """
    found: dict[str, Position] = {}
    lines = _LineCounter(text)
    for iri, offset in _subjects(text, rdf_format, base):
        if iri in iris and iri not in found:
            found[iri] = lines.position(offset)
    return found


class _LineCounter:
    """Turns rising offsets into positions, counting line ends only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._line = 1

    def position(self, offset: int) -> Position:
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return Position(self._line, offset - self._text.rfind("\n", 0, offset))


def _subjects(text: str, rdf_format: RdfFormat, base: str) -> Iterator[tuple[str, int]]:
    if rdf_format in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return ((_without_escapes(match[1]), match.start(1) - 1) for match in _LINE_SUBJECT.finditer(text))
    if rdf_format in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return _TurtleScanner(base).subjects(text)
    if rdf_format == RdfFormat.RDF_XML:
        return ((unescape(match[2]), match.start()) for match in _XML_SUBJECT.finditer(text))
    return ((json.loads(match[1]), match.start()) for match in _JSON_SUBJECT.finditer(text))


_LINE_SUBJECT = re.compile(r"^[ \t]*<([^>\n]*)>", re.MULTILINE)
_XML_SUBJECT = re.compile(r"""\brdf:about\s*=\s*(["'])(.*?)\1""")
_JSON_SUBJECT = re.compile(r'"@?id"\s*:\s*("(?:[^"\\\n]|\\.)*")')
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LOCAL_ESCAPE = re.compile(r"\\(.)")


def _without_escapes(iri: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), iri) if "\\" in iri else iri


_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\n]* )
  | (?P<iri>     <[^<>\s]*> )
  | (?P<string>  \"\"\" (?: [^"\\] | \\. | "(?!"") )* \"\"\"
               | ''' (?: [^'\\] | \\. | '(?!'') )* '''
               | " (?: [^"\\\n] | \\. )* "
               | ' (?: [^'\\\n] | \\. )* ' )
  | (?P<open>    [\[(] )
  | (?P<close>   [\])] )
  | (?P<brace>   [{}] )
  | (?P<end>     \. (?! [^\s<>"'()\[\]{};,.#] ) )
  | (?P<word>    (?: [^\s<>"'()\[\]{};,.\#\\] | \\. | \.+ (?= [^\s<>"'()\[\]{};,.\#] ) )+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_DIRECTIVES = frozenset({"@prefix", "@base", "prefix", "base", "@version", "version"})


class _TurtleScanner:
    """Walks over Turtle or TriG and stops at each subject that has an IRI."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}

    def subjects(self, text: str) -> Iterator[tuple[str, int]]:
        depth = 0
        at_start = True
        candidate: tuple[str, int] | None = None
        directive: list[str] | None = None
        for match in _TOKEN.finditer(text):
            kind, token = match.lastgroup, match[0]
            if kind in ("comment", "string"):
                continue
            if directive is not None and kind in ("iri", "word"):
                directive.append(token)
                directive = self._after_directive(directive)
                continue
            if candidate is not None:
                # A name before "{" is the name of a graph, not a subject.
                if kind != "brace":
                    yield candidate
                candidate = None
            if kind == "open":
                depth, at_start = depth + 1, False
            elif kind == "close":
                depth -= 1
            elif kind in ("brace", "end"):
                at_start = depth == 0
            elif at_start and kind == "word" and token.lower() in _DIRECTIVES:
                directive = [token.lower()]
            elif at_start and token.lower() != "graph":
                candidate, at_start = (self._iri(token), match.start()), False

    def _after_directive(self, directive: list[str]) -> list[str] | None:
        """Take in a finished directive; return it unchanged while it still lacks a part."""
        keyword, parts = directive[0].removeprefix("@"), directive[1:]
        if keyword == "prefix":
            if len(parts) < 2:
                return directive
            self._prefixes[parts[0].removesuffix(":")] = self._iri(parts[1])
        elif keyword == "base":
            self._base = self._iri(parts[0])
        return None

    def _iri(self, token: str) -> str:
        if token.startswith("<"):
            iri = _without_escapes(token[1:-1])
            # An absolute IRI is left alone: urljoin would drop an empty fragment, the end of many namespaces.
            return iri if _SCHEME.match(iri) else urljoin(self._base, iri)
        prefix, _, local = token.partition(":")
        return self._prefixes.get(prefix, f"{prefix}:") + _LOCAL_ESCAPE.sub(r"\1", local)
