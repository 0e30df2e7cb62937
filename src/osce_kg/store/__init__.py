"""STORE: statements in named graphs, behind one small interface with a gate in front of it."""

from osce_kg.store.copying import copy_store
from osce_kg.store.gate import checked_lines
from osce_kg.store.interface import QueryReader, StatementReader, StatementStore
from osce_kg.store.oxigraph import (
    OxigraphReader,
    OxigraphStore,
    open_store,
    quads_of,
    rdflib_term,
    read_triple,
)

__all__ = [
    "OxigraphReader",
    "OxigraphStore",
    "QueryReader",
    "StatementReader",
    "StatementStore",
    "checked_lines",
    "copy_store",
    "open_store",
    "quads_of",
    "rdflib_term",
    "read_triple",
]
