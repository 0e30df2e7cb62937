"""VIEWS: the lists on a page; each shows what one SPARQL query answers, and shows the query, too."""

from osce_kg.server.views.items import Fact, Item, Labeller, items_of
from osce_kg.server.views.kinds import VIEWS, facet_of, linked_by_views, views_of
from osce_kg.server.views.query import Level, View, ViewQuery, read_view_queries
from osce_kg.server.views.shown import ShownView, label_in, show_view

__all__ = [
    "VIEWS",
    "Fact",
    "Item",
    "Labeller",
    "Level",
    "ShownView",
    "View",
    "ViewQuery",
    "facet_of",
    "items_of",
    "label_in",
    "linked_by_views",
    "read_view_queries",
    "show_view",
    "views_of",
]
