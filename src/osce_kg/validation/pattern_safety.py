"""Regular expressions that an engine with backtracking, such as Python's, can take exponential time for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""
    \\. | \[\^?\]?(?:\\.|[^\]])*\]      # an escape, a set of characters
  | \(\?[a-zA-Z-]*:? | [()|*+] | \{\d*,\}
  | .
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class _Group:
    """What is known of a group that is not closed yet: whether there is more than one way through it."""

    is_ambiguous: bool = False


def may_take_exponential_time(pattern: str) -> bool:
    """Tell whether a group that is repeated without bound repeats something itself, or has alternatives.

    ``(a+)+`` and ``(a|aa)*`` are such; so are some that do no harm.
    """
    groups = [_Group()]
    closed: _Group | None = None
    for match in _TOKEN.finditer(pattern):
        token = match[0]
        if token in ("*", "+") or token.endswith(",}"):
            if closed and closed.is_ambiguous:
                return True
            groups[-1].is_ambiguous = True
        if token.startswith("("):
            groups.append(_Group())
        elif token == "|":
            groups[-1].is_ambiguous = True
        closed = groups.pop() if token == ")" and len(groups) > 1 else None
        if closed and closed.is_ambiguous:
            groups[-1].is_ambiguous = True
    return False
