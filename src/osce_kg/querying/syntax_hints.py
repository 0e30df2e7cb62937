"""What is likely wrong with a query that does not parse: the mistakes that people make most.

They are read off the text and explain; nothing is decided by them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import chain, islice
from typing import Final

_SET_ASIDE: Final = re.compile(
    # What is possessive is so that no text takes more than one look at each character.
    r"""\"{3}(?:"{0,2}(?:[^"\\]|\\.))*+(\"{3})? | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+('{3})?
      | "(?:[^"\\\n]|\\.)*+(")? | '(?:[^'\\\n]|\\.)*+(')? | <[^<>\s]*+> | \#[^\n]*+""",
    re.VERBOSE | re.DOTALL,
)
"""Texts, IRIs and comments; the closing quotes of a text, if it has them, are the last group."""
_DECLARED_PREFIX: Final = re.compile(r"\bprefix\s+([\w.-]*+):", re.IGNORECASE)
_USED_PREFIX: Final = re.compile(r"(?<![\w:?$.-])([A-Za-z][\w.-]*+|):")
_BARE_WORD: Final = re.compile(r"(?<![\w:?$@.%\\-])[A-Za-z_]\w*+(?![\w.-]*+:)")
_BRACKETS: Final = (("{", "}", "braces"), ("(", ")", "brackets"))

_SENTENCES: Final = {
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that is unbound: beside COUNT and the like only the variables of GROUP BY "
        "keep their values. Add it to GROUP BY, or take e.g. (SAMPLE(?x) AS ?any)."
    ),
    "The SELECT overrides an existing variable": (
        "the variable after AS is in the query already; take a new one."
    ),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * cannot stand with GROUP BY: name the variables that are wanted."
    ),
    "IRI parsing failed": "between < and > there is a space or another character that no IRI has.",
}
"""What the parser says in words, by how that begins, and what is meant."""

_AGGREGATE: Final = r"(?:count|sum|min|max|avg|sample|group_concat)\s*\("
_MISTAKES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), hint)
    for pattern, hint in (
        (r"[\u2018-\u201f\u00ab\u00bb]", "texts stand between straight quotes, \" or '."),
        (r"['\"]", "a text has no closing quote, or a quote in it that needs a backslash."),
        (
            rf"\bselect\s+(?:(?:distinct|reduced)\s+)?(?:[?$]\w+\s+)*{_AGGREGATE}",
            "an expression in SELECT needs brackets and a name: (COUNT(?x) AS ?n).",
        ),
        (
            rf"\(\s*{_AGGREGATE}[^()]*\)\s*\)",
            "an expression in SELECT needs a name: (COUNT(?x) AS ?n).",
        ),
        (
            r"\bselect\s+(?:(?:distinct|reduced)\s+)?(?:[?$]\w+\s+)*[?$]\w+\s*,",
            "variables stand side by side in SELECT, without commas.",
        ),
        (r"\bfilter\s+[?$!]", "FILTER needs brackets around its condition: FILTER (?x > 1)."),
        (
            r"\b(?:limit|offset)\s+\d+\s+(?:order|group|having)\b",
            "GROUP BY, HAVING and ORDER BY stand before LIMIT and OFFSET.",
        ),
        (r"\border\s+by\s+[?$]\w+\s+(?:asc|desc)\b", "the order stands before its variable: DESC(?x)."),
        (r"\b(?:order|group)\s+(?!by\b)", "ORDER and GROUP are followed by BY."),
        (r"\b(?:limit|offset)\s*+(?!\d)", "LIMIT and OFFSET are followed by a number."),
        (r"\bunion\s*+(?!\{)", "UNION stands between two groups in braces."),
        (r",\s*[.;}]", "there is nothing after a comma."),
        (r"\}\s*;", "a request holds one query; a semicolon ends none."),
    )
)
"""Patterns over a query whose texts and IRIs are blank, most telling first, and what to do."""

_WORDS: Final = frozenset(
    """
    a abs adjust add all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct
    contains copy count create data datatype day default delete desc describe distinct drop encode_for_uri
    exists false filter floor from graph group group_concat haslang haslangdir having hours if in insert
    into iri isblank isiri isliteral isnumeric istriple isuri lang langdir langmatches lateral lcase limit
    load max md5 min minus minutes month move named not now object offset optional order predicate prefix
    rand reduced regex replace round sameterm sample seconds select separator service sha1 sha256 sha384
    sha512 silent str strafter strbefore strdt strends strlang strlangdir strlen strstarts struuid subject
    substr sum timezone to triple true tz ucase undef union uri using uuid values version where with year
    """.split()  # noqa: SIM905 - a list of words reads better as words
)

_READABLE: Final = {
    "?": "a variable",
    "$": "a variable",
    "<": "an IRI",
    ":": "a prefixed name",
    '\\"': "a text",
    "'": "a text",
    "+": "a number",
}
_SHOWN: Final = frozenset({"(", ")", "{", "}", "]", ".", ";", ",", "*", "="})
"""Symbols that are told as they are."""
_CHARACTERS: Final = re.compile(r"\[[^\]]*\]")
_LONGEST_NAME: Final = 40
"""Characters of a word of the query that a hint repeats."""


def undeclared_prefixes(text: str, prefixes: Collection[str]) -> list[tuple[str, int]]:
    """Return the prefixes that a query uses without declaring them, each with the offset of its first use."""
    code = _code(text)
    declared = {*_DECLARED_PREFIX.findall(code), *prefixes, "_"}
    first: dict[str, int] = {}
    for match in _USED_PREFIX.finditer(code):
        if match[1] not in declared:
            first.setdefault(match[1], match.start())
    return list(first.items())


def likely_mistake(expected: str, text: str) -> str:
    """Return what is most likely wrong with a query.

    Args:
        expected: what the parser expected where it stopped, as it says it.
        text: the query.
    """
    code = _code(text)
    if not code.strip():
        return "there is nothing but comments." if text.strip() else "the query is empty."
    told = (hint for sentence, hint in _SENTENCES.items() if sentence in expected)
    mistakes = (hint for pattern, hint in _MISTAKES if pattern.search(code))
    return next(
        chain(told, mistakes, _unknown_word(code), _unbalanced(code), _readable(expected)),
        "something just before this place is missing or too much; "
        "the grammar is at https://www.w3.org/TR/sparql11-query/#sparqlGrammar",
    )


def _code(text: str) -> str:
    """Return the text with blanks for texts, IRIs and comments; what is left stays at its place.

    Of a text that does not end the first quote is left.
    """
    return _SET_ASIDE.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    start = match[0][0]
    is_torn = start in "\"'" and match.lastindex is None
    return (start if is_torn else " ") + " " * (len(match[0]) - 1)


def _unknown_word(code: str) -> Iterator[str]:
    words = (match[0] for match in _BARE_WORD.finditer(code))
    for word in islice((word for word in words if word.lower() not in _WORDS), 1):
        near = get_close_matches(word.lower()[:_LONGEST_NAME], sorted(_WORDS), n=1)
        meant = f"; is {near[0].upper()} meant?" if near else "."
        yield f"{word[:_LONGEST_NAME]!r} is no word of SPARQL{meant}"


def _unbalanced(code: str) -> Iterator[str]:
    for opening, closing, name in _BRACKETS:
        opened, closed = code.count(opening), code.count(closing)
        if opened != closed:
            yield f"there are {opened} opening and {closed} closing {name}."


def _readable(expected: str) -> Iterator[str]:
    """Put what the parser expects into words, where it names symbols: its keywords alone mislead."""
    symbols = re.findall(r'"((?:[^"\\]|\\.)+)"', _CHARACTERS.sub("", expected))
    names = (_READABLE.get(symbol, f'"{symbol}"' if symbol in _SHOWN else "") for symbol in symbols)
    if distinct := [name for name in dict.fromkeys(names) if name]:
        yield f"expected here: {', '.join(distinct)}."
