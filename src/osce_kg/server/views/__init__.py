"""VIEWS: the lists on a page; each shows what one SPARQL query answers, and shows the query, too."""

from osce_kg.server.views.items import Fact, Item
from osce_kg.server.views.kinds import VIEWS, linked_by_views, views_of
from osce_kg.server.views.query import View, ViewQuery
from osce_kg.server.views.shown import ShownView, label_in, show_view

__all__ = [
    "VIEWS",
    "Fact",
    "Item",
    "ShownView",
    "View",
    "ViewQuery",
    "label_in",
    "linked_by_views",
    "show_view",
    "views_of",
]
