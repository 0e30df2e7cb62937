"""SEARCH: a name in any spelling → the things that may be meant, the likeliest first."""

from osce_kg.searching.directory import Found, NameDirectory, NamedThing
from osce_kg.searching.reading import read_directory, read_things
from osce_kg.searching.types import ENTITY_TYPES, ancestors

__all__ = [
    "ENTITY_TYPES",
    "Found",
    "NameDirectory",
    "NamedThing",
    "ancestors",
    "read_directory",
    "read_things",
]
