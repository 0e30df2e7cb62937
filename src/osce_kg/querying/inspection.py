"""What a query may not ask for, decided before it runs.

pyoxigraph gives no syntax tree, and a second parser would read some texts otherwise than the one that runs
them. So the question is turned round: a text in which the word SERVICE cannot be a keyword passes; every
other text is refused. Strings, comments, IRIs, variables and local names are set aside, where no other
reading is possible.
"""

from __future__ import annotations

import re
from typing import Final

from osce_kg.errors import RefusedQueryError

_SET_ASIDE = re.compile(
    r"""
      (?P<string> (?: \"\"\"(?:\"{0,2}(?:[^"\\]|\\[tbnrf"'\\]))*+(?:\"\"\"|(?P<torn_1>))
                    | \'\'\'(?:\'{0,2}(?:[^'\\]|\\[tbnrf"'\\]))*+(?:\'\'\'|(?P<torn_2>))
                    | "(?:[^"\\\n\r]|\\[tbnrf"'\\])*+(?:"|(?P<torn_3>))
                    | '(?:[^'\\\n\r]|\\[tbnrf"'\\])*+(?:'|(?P<torn_4>)) ) )
    | (?P<comment> \#[^\n\r]* )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<variable> [?$][0-9A-Za-z_\x80-\U0010ffff]* )
    | (?P<local> :(?:[0-9A-Za-z_.:%\-\x80-\U0010ffff]|\\[_~.\-!$&'()*+,;=/?\#@%])* )
    """,
    re.VERBOSE,
)
_TORN: Final = ("torn_1", "torn_2", "torn_3", "torn_4")
_ESCAPED_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PROLOGUE_AND_WORD = re.compile(r"(?:\s*(?:base|prefix\s*[^\s<>]*:?)\s*<>)*\s*([a-z]*)", re.IGNORECASE)
_CHANGING: Final = re.compile(r"(?:now|rand|uuid|bnode)\s*(?:#[^\n\r]*[\n\r]\s*)*\(", re.IGNORECASE)
"""Functions whose value is another each time; STRUUID is among them."""
_UPDATES: Final = frozenset(
    {"insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add", "with"}
)


def refuse_unsafe(text: str) -> None:
    """Refuse a query that would change the graph or reach another host.

    Raises:
        RefusedQueryError: it is an update, or the word SERVICE in it could be a keyword.
    """
    if may_call_service(text):
        raise RefusedQueryError(
            "SERVICE is not allowed here: this endpoint calls no other host. "
            "(If the word stands only in a text, write that text without backslashes.)"
        )
    code = _SET_ASIDE.sub(_emptied, text)
    word = _PROLOGUE_AND_WORD.match(code)
    if word is not None and word[1].lower() in _UPDATES:
        raise RefusedQueryError("Updates are not allowed here: this endpoint only answers queries.")


def without_texts(text: str) -> str:
    """Return the query with a space for each string and each comment."""
    return _SET_ASIDE.sub(lambda match: " " if match["string"] or match["comment"] else match[0], text)


def without_words(text: str) -> str:
    """Return the text with only keywords, numbers, prefixes and signs left, each where it was.

    In place of strings, comments, IRIs and variables are blanks, in place of local names underscores.
    """
    return _SET_ASIDE.sub(lambda match: ("_" if match["local"] else " ") * len(match[0]), text)


def masked(text: str) -> str:
    """Return the query at its length, with spaces for strings and comments, and IRIs that hide what they say.

    What is left of it are keywords, names, variables and brackets, each at its place.
    """

    def covered(match: re.Match[str]) -> str:
        if match["iri"]:
            return f"<{'_' * (len(match[0]) - 2)}>"
        return re.sub(r"[^\n]", " ", match[0]) if match["string"] or match["comment"] else match[0]

    return _SET_ASIDE.sub(covered, text)


def gives_same_answer_again(text: str) -> bool:
    """Tell whether equal data always give the query an equal answer; when in doubt, they do not."""
    return not _CHANGING.search(text) and "\\u" not in text.lower()


def may_call_service(text: str) -> bool:
    """Tell whether the word SERVICE could be a keyword of the query; when in doubt, it could."""
    return _may_be_keyword("service", text)


def has_certain_tokens(text: str) -> bool:
    """Tell whether every reader would see strings, comments, IRIs and names where we see them."""
    return (
        not _ESCAPED_CODE_POINT.search(text)
        and not _has_doubtful_token(text)
        and "\\" not in _SET_ASIDE.sub(_emptied, text)
    )


def may_load(update: str) -> bool:
    """Tell whether the word LOAD could be a keyword of the update; when in doubt, it could."""
    return _may_be_keyword("load", update)


def _may_be_keyword(word: str, text: str) -> bool:
    resolved = _ESCAPED_CODE_POINT.sub(_resolved, text)
    return any(word in view.lower() and _is_doubtful(word, view) for view in {text, resolved})


def _is_doubtful(word: str, text: str) -> bool:
    if _has_doubtful_token(text):
        return True
    code = _SET_ASIDE.sub(_emptied, text).lower()
    return word in code or "\\" in code


def _has_doubtful_token(text: str) -> bool:
    for match in _SET_ASIDE.finditer(text):
        # "<" may compare: in "FILTER(?a<?b)SERVICE#>" what looks like an IRI holds a keyword and a comment.
        # A comparison is left through a closing bracket, so an IRI that has one is not certainly an IRI.
        if match["iri"] and ")" in match["iri"]:
            return True
        # A string that breaks off, or has unusual escapes, is one that another reader may end elsewhere.
        if any(match[group] is not None for group in _TORN):
            return True
    return False


def _emptied(match: re.Match[str]) -> str:
    return "<>" if match["iri"] else " "


def _resolved(match: re.Match[str]) -> str:
    code_point = int(match[1] or match[2], 16)
    return chr(code_point) if code_point <= 0x10FFFF else match[0]
