"""Where the statements of N-Triples and N-Quads are: one to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osce_kg.validation.positions.statements import Offsets

_STATEMENT = re.compile(
    r"""
    ^ [ \t]* (?P<subject> <[^>\n]*+> | _:[^\s<]++ )
      [ \t]* (?P<predicate> <[^>\n]*+> )
      [ \t]* (?P<object> [<_"] )
    """,
    re.VERBOSE | re.MULTILINE,
)


def scan_ntriples(text: str) -> Iterator[Offsets]:
    """Yield the places of the statements of ``text``, which is N-Triples or N-Quads that parses, in order."""
    # A lone carriage return ends a line, too; as a line feed, it moves nothing.
    for match in _STATEMENT.finditer(text.replace("\r", "\n")):
        yield Offsets(match.start("subject"), match.start("predicate"), match.start("object"))
