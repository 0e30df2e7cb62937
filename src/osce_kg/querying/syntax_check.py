"""Telling what is wrong with a query that is still being written, without running it."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from osce_kg.querying.inspection import refuse_unsafe
from osce_kg.querying.syntax_errors import explain_syntax_error


def check_syntax(text: str, prefixes: Mapping[str, str], base_iri: str | None = None) -> None:
    """Parse a query as ``execute_query`` would, and do no more.

    Args:
        text: the query.
        prefixes: prefixes that queries may use without declaring them.
        base_iri: what relative IRIs are relative to, unless the query has a BASE of its own.

    Raises:
        QueryError: it does not parse.
        RefusedQueryError: it is an update, or would call another host.
    """
    refuse_unsafe(text)
    try:
        # The engine has no function that only parses. These two arguments exclude each other, which it says
        # after it has parsed the query and before it evaluates anything of it.
        ox.Store().query(
            text,
            prefixes=dict(prefixes),
            base_iri=base_iri,
            use_default_graph_as_union=True,
            default_graph=ox.DefaultGraph(),
        )
    except SyntaxError as error:
        raise explain_syntax_error(str(error), text, prefixes) from error
    except ValueError:
        return
