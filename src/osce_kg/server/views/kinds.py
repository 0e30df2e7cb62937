"""Which views the page of a thing has, by its class."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from rdflib.term import URIRef

from osce_kg.namespaces import OKG
from osce_kg.searching import ENTITY_TYPES, ancestors
from osce_kg.server.views.query import Level, View


def _levels(*names: str) -> tuple[Level, ...]:
    """Return levels: ``key`` or ``key:heading``."""
    pairs = (name.partition(":") for name in names)
    return tuple(Level(key, heading or key) for key, _, heading in pairs)


VIEWS: Final[Mapping[str, View]] = MappingProxyType(
    {
        view.key: view
        for view in (
            View("met", _levels("theirs:other"), (OKG.metWith,), is_derived=True),
            View(
                "co-attended", _levels("theirs:other"), (OKG.coAttended,), is_derived=True, folds_quotes=True
            ),
            View("offices", _levels("post", "holding:tenure"), (OKG.holder,), folds_quotes=True),
            View("visits", _levels("event"), (OKG.visitor,)),
            View("took-part", _levels("participation:event"), (OKG.participant,), folds_quotes=True),
            View("names", _levels("name", "use:when"), (OKG.nameOf,), folds_quotes=True),
            View("in-the-osce", _levels("relation")),
            View("state-office-holders", _levels("post", "holding:holder"), folds_quotes=True),
            View("office-holders", _levels("post", "holding:holder"), folds_quotes=True),
            View("holders", _levels("holding:holder"), (OKG.post,), folds_quotes=True),
            View("represented", _levels("event", "participation:who"), folds_quotes=True),
            View("visitors", _levels("event")),
            View("events-in-state", _levels("event"), (OKG.inState,)),
            View("places-in-state", _levels("place")),
            View("events-at-place", _levels("event"), (OKG.place,)),
            View("organized", _levels("event"), (OKG.organizedBy, OKG.host, OKG.supportedBy)),
            View("documents-of-issuer", _levels("document"), (OKG.issuedBy,)),
            View("participants", _levels("participation:who"), (OKG.inEvent,), folds_quotes=True),
            View("parts", _levels("event"), (OKG.legOf, OKG.duringVisit, OKG.subEventOf)),
            View("events-of-document", _levels("event")),
            View("people-of-document", _levels("who", "use:name"), folds_quotes=True),
            View("sentences", _levels("passage:quote")),
            View("glance", _levels("event")),
            View("document-glance", _levels("document")),
            View("elsewhere", _levels("same")),
            View("found", _levels("thing")),
        )
    }
)
"""Every view of a thing by its key."""

_BY_CLASS: Final[Mapping[str, tuple[str, ...]]] = {
    "Person": ("offices", "met", "visits", "took-part", "co-attended", "names", "elsewhere"),
    "State": (
        *("elsewhere", "in-the-osce", "state-office-holders", "visitors", "events-in-state", "represented"),
        *("took-part", "visits", "organized", "places-in-state", "names"),
    ),
    "Organization": (
        *("elsewhere", "office-holders", "represented", "took-part", "visits", "organized"),
        *("documents-of-issuer", "names"),
    ),
    "AgentGroup": ("sentences", "met", "took-part", "visits"),
    "Post": ("holders",),
    "Event": ("glance", "sentences", "participants", "parts"),
    "Place": ("elsewhere", "events-at-place"),
    "Document": ("document-glance", "events-of-document", "people-of-document"),
    "Participation": ("sentences",),
    "OfficeHolding": ("sentences",),
    "NameUse": ("sentences",),
}
"""Class to keys of the views of its things; the first class that a thing has decides."""


def views_of(classes: Collection[URIRef]) -> tuple[View, ...]:
    """Return the views of a thing that has these classes or narrower ones, in the order of its page."""
    names = _with_broader(classes)
    keys = next((keys for name, keys in _BY_CLASS.items() if name in names), ())
    return tuple(VIEWS[key] for key in keys)


_FACETS: Final[Mapping[str, str]] = {
    "Person": "person",
    "State": "state",
    "Organization": "institution",
    "Place": "place",
    "Document": "source",
}
"""Class to the facet by which the events of its things can be listed."""


def facet_of(classes: Collection[URIRef]) -> str | None:
    """Return the facet by which the events of a thing of these classes can be listed; None if by none."""
    names = _with_broader(classes)
    return next((facet for name, facet in _FACETS.items() if name in names), None)


def _with_broader(classes: Collection[URIRef]) -> set[str]:
    own = {str(name).removeprefix(OKG) for name in classes}
    return own.union(*(ancestors(name) for name in own if name in ENTITY_TYPES))


def linked_by_views(views: Iterable[View]) -> frozenset[URIRef]:
    """Return the properties by which everything that points to a thing is in these views."""
    return frozenset(link for view in views for link in view.links)
