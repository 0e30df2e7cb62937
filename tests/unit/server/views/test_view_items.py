"""What heads an item of a list."""

from __future__ import annotations

import pytest
from rdflib.term import Literal, URIRef

from osce_kg.namespaces import ID
from osce_kg.server.values import Value
from osce_kg.server.views.items import items_of
from osce_kg.server.views.query import Level
from osce_kg.store.interface import Term

DOCUMENT = URIRef(f"{ID}document/n1")
PASSAGE = URIRef(f"{ID}passage/n1-5")


def label(term: Term) -> Value:
    return Value(str(term), iri=str(term))


@pytest.mark.parametrize(
    ("level", "heading"),
    [(Level("document", "document"), DOCUMENT), (Level("passage", "quote"), None)],
    ids=["a document that is listed heads its item", "a sentence has a place of its own"],
)
def test_what_has_no_other_place_heads_the_item(level: Level, heading: URIRef | None) -> None:
    rows = [{"passage": PASSAGE, "quote": Literal("They met."), "document": DOCUMENT}]
    (item,) = items_of(rows, ["passage", "quote", "document"], [level], label)
    assert (item.heading.iri if item.heading else None) == (str(heading) if heading else None)
