"""Carrying out a SPARQL update on a store, without any call to another host."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from osce_kg.errors import QueryError, RefusedQueryError, UsageError
from osce_kg.querying.inspection import may_call_service, may_load, without_words
from osce_kg.querying.syntax_errors import explain_syntax_error

_SIGN: Final = re.compile(r"[{}]|(?<![\w\-])(?:delete|where|using|with)(?![\w:\-])", re.IGNORECASE)
_BRACE: Final = re.compile(r"[{}]")
_IRI: Final = re.compile(r"[^<>\"{}|^`\\\x00-\x20]+")


def apply_update(
    store: ox.Store,
    update: str,
    *,
    base_iri: str | None = None,
    prefixes: Mapping[str, str] | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> None:
    """Carry out an update: all of it, or nothing.

    Args:
        store: what is changed.
        update: one or more operations of SPARQL 1.1 Update.
        base_iri: what relative IRIs are relative to; None: a relative IRI is an error.
        prefixes: prefixes that the update may use without declaring them.
        default_graphs, named_graphs: the dataset of every WHERE, by the protocol; both empty: everything.

    Raises:
        RefusedQueryError: it would load a document or call another host.
        QueryError: it does not parse, or one of its operations fails.
        UsageError: it has a dataset of its own beside that of the protocol.
    """
    if may_load(update) or may_call_service(update):
        raise RefusedQueryError(
            "LOAD and SERVICE are not allowed here: this endpoint calls no other host. "
            "(If the word stands only in a text, write that text without backslashes.)"
        )
    if default_graphs or named_graphs:
        update = with_dataset(update, default_graphs, named_graphs)
    try:
        store.update(update, base_iri=base_iri, prefixes=dict(prefixes or {}))
    except SyntaxError as error:
        raise explain_syntax_error(str(error), update, prefixes or {}, what="update") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"The update cannot be carried out: {error}") from error


def with_dataset(update: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> str:
    """Return the update with USING clauses before every WHERE, which mean what the protocol's dataset means.

    Raises:
        UsageError: the update has USING or WITH of its own, or a graph is named by what is no IRI.
    """
    if not all(map(_IRI.fullmatch, (*default_graphs, *named_graphs))):
        raise UsageError("A graph of the dataset is named by what is no IRI.")
    clauses = "".join(
        [
            *(f" USING <{graph}>" for graph in default_graphs),
            *(f" USING NAMED <{graph}>" for graph in named_graphs),
        ]
    )
    code = without_words(update)
    parts: list[str] = []
    taken = depth = 0
    before = ""
    for sign in _SIGN.finditer(code):
        word = sign[0].lower()
        if word in "{}":
            depth += 1 if word == "{" else -1
        elif depth == 0 and word in ("using", "with"):
            raise UsageError("The update has USING or WITH; the request cannot name a dataset beside it.")
        elif depth == 0 and word == "where":
            # DELETE WHERE {…} stands for DELETE {…} WHERE {…}, which can have a USING.
            template = _block_after(sign.end(), update, code) if before == "delete" else ""
            parts += [update[taken : sign.start()], f"{template}{clauses} WHERE "]
            taken = sign.end()
        before = word
    return "".join([*parts, update[taken:]])


def _block_after(place: int, update: str, code: str) -> str:
    """Return the block in braces that begins after a place; empty if none does."""
    depth = 0
    for sign in _BRACE.finditer(code, place):
        depth += 1 if sign[0] == "{" else -1
        if depth == 0:
            return update[place : sign.end()]
    return ""
