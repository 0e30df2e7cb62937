"""What notebooks show; whatever a label says, it stays text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rdflib.term import URIRef

from osce_kg.knowledge_graph.values import Value
from osce_kg.namespaces import shorten


def table_as_html(
    columns: Sequence[str], rows: Sequence[Sequence[Value]], labels: Mapping[URIRef, str], total: int
) -> str:
    """Return a table of HTML.

    Args:
        columns: names of the columns.
        rows: the rows to show, the first of the table.
        labels: shown in place of IRIs.
        total: number of rows that there are.
    """
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(_cell(value, labels) for value in row)}</tr>\n" for row in rows)
    left = total - len(rows)
    note = f"{total:,} row{'' if total == 1 else 's'}" + (f", the first {len(rows):,} shown" if left else "")
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n<p>{note}</p>"


def _cell(value: Value, labels: Mapping[URIRef, str]) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, URIRef):
        shown = labels.get(value) or shorten(value)
        return f'<td title="{escape(value)}"><bdi>{escape(shown)}</bdi></td>'
    # An isolate keeps what turns the direction of writing inside its cell.
    return f"<td><bdi>{escape(str(value))}</bdi></td>"
