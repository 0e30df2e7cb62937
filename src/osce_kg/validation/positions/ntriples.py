"""Where the statements of N-Triples and N-Quads are: one to a line.

Only the lines that are asked for are parsed: such files are large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

import pyoxigraph as ox

from osce_kg.validation.positions.statements import PlacedStatement, Position

# A lone carriage return ends a statement, but no line.
_STATEMENT = re.compile(
    rb"""
    (?<! [^\r\n] ) [ \t]*+ (?P<subject> <[^>\r\n]*+> | _:[^\s<]++ )
                   [ \t]*+ (?P<predicate> <[^>\r\n]*+> )
                   [ \t]*+ (?P<object> [<"] | _:[^\s<]++ )
                   [^\r\n]*+
    """,
    re.VERBOSE,
)


def place_lines(
    data: bytes, rdf_format: ox.RdfFormat, number: int, subjects: Set[str]
) -> Iterator[PlacedStatement]:
    """Yield the statements about some subjects in ``data``, which is N-Triples or N-Quads that parses.

    Args:
        number: of the file, which is in the names of its blank nodes.
    """
    blank_nodes: dict[bytes, str] = {}
    line, counted = 1, 0
    for match in _STATEMENT.finditer(data):
        for name in ("subject", "object"):
            if (label := match[name]).startswith(b"_"):
                blank_nodes.setdefault(label.rstrip(b"."), f"_:f{number}b{len(blank_nodes) + 1}")
        written = match["subject"]
        subject = blank_nodes.get(written) or written.decode()
        if subject not in subjects and b"\\" not in written:
            continue
        (quad,) = ox.parse(match[0], format=rdf_format)
        subject = blank_nodes.get(written) or str(quad.subject)
        if subject in subjects:
            value = blank_nodes.get(match["object"].rstrip(b".")) or str(quad.object)
            line += data.count(b"\n", counted, match.start())
            counted = match.start()
            begin = data.rfind(b"\n", 0, counted) + 1
            places = (
                Position(line, len(data[begin : match.start(name)].decode()) + 1)
                for name in ("subject", "predicate", "object")
            )
            yield PlacedStatement(subject, str(quad.predicate), value, *places)
