"""The text of a SHACL-SPARQL query: its groups, and bindings put into them.

A query is asked about many focus nodes at once. That gives what asking about each gives if every group of
the query knows the focus node, which SHACL calls pre-binding: a VALUES block is put at the start of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from osce_kg.errors import InputError
from osce_kg.validation.terms import Term

TOKEN: Final = re.compile(
    r"""
    (?P<comment>  \#[^\n]* )
  | (?P<string>   \"\"\" (?: [^"\\] | \\. | "(?!"") )* \"\"\" | ''' (?: [^'\\] | \\. | '(?!'') )* '''
                | " (?: [^"\\\n] | \\. )* " | ' (?: [^'\\\n] | \\. )* ' )
  | (?P<iri>      <[^<>"{}|^`\\\s]*> )
  | (?P<variable> [?$] \w+ )
  | (?P<name>     (?: [^\W\d_] [\w.-]* | _ )? : (?: [\w.%\\:-]* [\w%\\:-] )? )
  | (?P<number>   \d+ (?: \.\d+ )? )
  | (?P<word>     [A-Za-z_]\w* )
  | (?P<mark>     [{}()\[\]*.;,] )
    """,
    re.VERBOSE | re.DOTALL,
)
"""The tokens of a query, by what they are; operators are left out."""

_UNICODE_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORBIDDEN: Final = frozenset({"MINUS", "VALUES", "SERVICE"})
"""Words that SHACL does not allow: pre-binding has no meaning in such patterns."""

_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "HAVING"})
BIND: Final = "BIND"
_NEGATION: Final = ["FILTER", "NOT", "EXISTS"]
_BEFORE_GROUPS: Final = frozenset({"WHERE", "EXISTS", "OPTIONAL", "UNION", "GRAPH", "ASK"})


@dataclass(slots=True)
class Group:
    """A group graph pattern.

    Attributes:
        kind: the word before it, one of ``_BEFORE_GROUPS``, or ``""``.
        start, end: offsets of what is between its braces.
        filter_start: offset of its FILTER, if it is one of ``FILTER NOT EXISTS``; else None.
        parts: in order, the variables of its own triple patterns, the word BIND wherever it binds something,
            and the groups in it; a subquery's pattern is the group of the subquery.
        in_filters: the variables of its own filters.
        in_binds: the variables of what it binds.
        subquery: it is braces around a SELECT.
    """

    kind: str
    start: int
    end: int = 0
    filter_start: int | None = None
    parts: list[str | Group] = field(default_factory=list)
    in_filters: set[str] = field(default_factory=set)
    in_binds: set[str] = field(default_factory=set)
    subquery: Select | None = None

    @property
    def groups(self) -> list[Group]:
        """The groups in it."""
        return [part for part in self.parts if isinstance(part, Group)]

    @property
    def in_triples(self) -> set[str]:
        """The variables of its own triple patterns."""
        return {part for part in self.parts if isinstance(part, str) and part != BIND}

    @property
    def variables(self) -> set[str]:
        """The variables anywhere in it."""
        return {
            name for group in self.walk() for name in group.in_triples | group.in_filters | group.in_binds
        }

    def walk(self) -> Iterator[Group]:
        """Give this group and all groups in it."""
        yield self
        for group in self.groups:
            yield from group.walk()


@dataclass(slots=True)
class Select:
    """A SELECT, the outermost or a subquery.

    Attributes:
        projected: names of the variables it gives; ``*`` for all.
        grouped_by: names of the variables after GROUP BY.
        aggregates: it computes over several solutions.
        slices: it gives a part of its solutions.
    """

    pattern: Group
    projected: set[str] = field(default_factory=set)
    grouped_by: set[str] = field(default_factory=set)
    aggregates: bool = False
    slices: bool = False


def without_escapes(text: str) -> str:
    """Return the query with its ``\\uXXXX`` undone, as a parser of SPARQL does before all else."""
    return _UNICODE_ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16) % 0x110000), text)


def with_path(text: str, path: str) -> str:
    """Return the query with a property path in place of ``$PATH``.

    Raises:
        InputError: the query names a path, and there is none.
    """

    def replaced(match: re.Match[str]) -> str:
        if match.lastgroup != "variable" or match[0][1:] != "PATH":
            return match[0]
        if not path:
            raise InputError("a query says $PATH, but its shape has no sh:path")
        return path

    return TOKEN.sub(replaced, text)


def with_rows(text: str, starts: Iterable[int], names: Sequence[str], rows: Iterable[Sequence[Term]]) -> str:
    """Return the query with bindings at the start of some of its groups.

    Args:
        starts: offsets of the groups.
        names: of the variables that are bound.
        rows: a term for each of them.
    """
    variables = " ".join(f"?{name}" for name in names)
    block = f" VALUES ({variables}) {{ {' '.join('(' + ' '.join(row) + ')' for row in rows)} }} "
    pieces, done = [], 0
    for start in sorted(starts):
        pieces += [text[done:start], block]
        done = start
    return "".join([*pieces, text[done:]])


def parse_query(text: str) -> Select:
    """Return the outermost SELECT, or ASK, of a query; its syntax is not checked otherwise.

    Raises:
        InputError: there is none.
    """
    return _Parser(text).query()


def require_prebindable(text: str, prebound: frozenset[str]) -> None:
    """See that a query says nothing that SHACL forbids.

    Args:
        prebound: the names of variables that have a value before the query runs.

    Raises:
        InputError: it says MINUS, VALUES or SERVICE, gives a new value to one of the variables, or has a
            subquery that does not give all of them.
    """
    tokens = _tokens(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        word = token[0].upper() if token.lastgroup == "word" else ""
        if word in _FORBIDDEN:
            raise InputError(f"SHACL forbids {word} in a query")
        if word == "AS" and following and following[0][1:] in prebound:
            raise InputError(f"a query gives {following[0]} a new value, but SHACL has bound it already")
    for group in parse_query(text).pattern.walk():
        missing = sorted(prebound - group.subquery.projected) if group.subquery else []
        if missing:
            raise InputError(f"a subquery does not select ${missing[0]}, which SHACL has bound before")


def _tokens(text: str) -> list[re.Match[str]]:
    kinds = ("variable", "name", "word")
    return [token for token in TOKEN.finditer(text) if token.lastgroup in kinds or token[0] in "{}()*"]


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._next = 0

    def query(self) -> Select:
        while token := self._take():
            word = token[0].upper()
            if word == "SELECT":
                return self._select()
            if word == "{":
                return Select(self._group("ASK", token.end()))
        raise InputError("a query has neither SELECT nor ASK")

    def _take(self) -> re.Match[str] | None:
        """Return the next token and go on to the one after it; None at the end."""
        if self._next == len(self._tokens):
            return None
        self._next += 1
        return self._tokens[self._next - 1]

    def _select(self) -> Select:
        """Read on from behind SELECT to the end of its modifiers."""
        select = Select(Group("WHERE", 0))
        depth = 0
        previous = ""
        while (token := self._take()) and token[0] != "{":
            depth += (token[0] == "(") - (token[0] == ")")
            if token[0] == "*" and depth == 0:
                select.projected.add("*")
            elif token.lastgroup == "variable" and (depth == 0 or previous == "AS"):
                select.projected.add(token[0][1:])
            previous = token[0].upper()
            select.aggregates |= previous in _AGGREGATES
        if token is None:
            raise InputError("a query has no WHERE")
        select.pattern = self._group("WHERE", token.end())
        self._modifiers(select)
        return select

    def _modifiers(self, select: Select) -> None:
        clause = ""
        while self._next < len(self._tokens) and self._tokens[self._next][0] != "}":
            token = self._tokens[self._next]
            self._next += 1
            word = token[0].upper()
            if word in ("GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET"):
                clause = word
                select.aggregates |= word in ("GROUP", "HAVING")
                select.slices |= word in ("LIMIT", "OFFSET")
            elif clause == "GROUP" and token.lastgroup == "variable":
                select.grouped_by.add(token[0][1:])

    def _group(self, kind: str, start: int, filter_start: int | None = None) -> Group:
        """Read on from behind a brace to behind the brace that closes it."""
        group = Group(kind, start, filter_start=filter_start)
        depth, binds = 0, False
        words: list[tuple[str, int]] = [("", 0)]
        while token := self._take():
            word = token[0].upper()
            if word == "}":
                group.end = token.start()
                return group
            if word == "{":
                inner = self._group(
                    words[-1][0] if words[-1][0] in _BEFORE_GROUPS else "",
                    token.end(),
                    words[-3][1] if [name for name, _ in words[-3:]] == _NEGATION and not depth else None,
                )
                group.parts.append(inner)
            elif word == "SELECT":
                group.subquery = self._select()
                group.parts.append(group.subquery.pattern)
            elif token.lastgroup == "variable":
                if depth:
                    (group.in_binds if binds else group.in_filters).add(token[0][1:])
                else:
                    group.parts.append(token[0][1:])
            elif word == BIND:
                binds = True
                group.parts.append(BIND)
            depth += (word == "(") - (word == ")")
            binds &= depth > 0 or word == BIND
            if token.lastgroup == "word" or word == "{":
                words.append((word, token.start()))
        raise InputError("a query lacks a closing brace")
