"""Choosing the form of an answer by the Accept header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable


class Offer(NamedTuple):
    """A form that an answer can have: its name, e.g. ``turtle``, and a media type to send it as."""

    name: str
    media_type: str


_MOST_RANGES: Final = 64
"""Different ranges of an Accept header that count, the narrowest first: a head has room for thousands."""

_PARAMETERS = re.compile(r"\s*;.*", re.DOTALL)

HTML: Final = Offer("html", "text/html")

GRAPH_OFFERS: Final = (
    Offer("turtle", "text/turtle"),
    Offer("ntriples", "application/n-triples"),
    Offer("ntriples", "text/plain"),
    Offer("jsonld", "application/ld+json"),
    Offer("xml", "application/rdf+xml"),
    Offer("trig", "application/trig"),
    Offer("nquads", "application/n-quads"),
)
"""Forms of graphs, the preferred one first: it is what ``*/*`` gets."""

SUFFIXES: Final = {
    ".ttl": Offer("turtle", "text/turtle"),
    ".nt": Offer("ntriples", "application/n-triples"),
    ".jsonld": Offer("jsonld", "application/ld+json"),
    ".rdf": Offer("xml", "application/rdf+xml"),
    ".html": HTML,
}
"""Suffixes of addresses, for links that cannot send a header."""

ANY_SUFFIX: Final = f"<any({', '.join(repr(suffix) for suffix in SUFFIXES)}):suffix>"
"""A part of a route that is one of the suffixes."""

SOLUTION_OFFERS: Final = (
    Offer("json", "application/sparql-results+json"),
    Offer("json", "application/json"),
    Offer("xml", "application/sparql-results+xml"),
    Offer("xml", "application/xml"),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
)
"""Forms of solutions and booleans."""


def choose(accept: MIMEAccept, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that the client likes best, of equals the first; None if it accepts none of them.

    HTML is for those who name it: a client that only says ``*/*`` or ``text/*`` gets data.
    """
    return _choose(tuple(islice(dict.fromkeys(accept), _MOST_RANGES)), tuple(offers))


# Clients send few different headers, and to weigh one costs more than to look a short query up.
@lru_cache(maxsize=256)
def _choose(accept: tuple[tuple[str, float], ...], offers: tuple[Offer, ...]) -> Offer | None:
    # A charset, a profile of JSON-LD or a version of RDF is a wish; who ignores it still gives that type.
    ranges = MIMEAccept((_PARAMETERS.sub("", value), quality) for value, quality in accept)
    names_html = any(value.lower() == HTML.media_type for value in ranges.values())
    suitable = [offer for offer in offers if offer != HTML or names_html]
    if not ranges:
        return suitable[0] if suitable else None
    best = max(suitable, key=lambda offer: ranges.quality(offer.media_type), default=None)
    return best if best is not None and ranges.quality(best.media_type) > 0 else None


def require(accept: MIMEAccept, offers: Sequence[Offer]) -> Offer:
    """Return the offer that the client likes best.

    Raises:
        NotAcceptable: it accepts none; the description lists what there is.
    """
    chosen = choose(accept, offers)
    if chosen is None:
        raise NotAcceptable(f"This can be had as {', '.join(offer.media_type for offer in offers)}.")
    return chosen


def required_form(suffix: str, accept: MIMEAccept) -> Offer:
    """Return the form of what is both page and graph: by the suffix, without one as the client likes best.

    Raises:
        NotAcceptable: there is no suffix, and the client accepts no form.
    """
    return SUFFIXES[suffix] if suffix else require(accept, (*GRAPH_OFFERS, HTML))


def split_suffix(key: str) -> tuple[str, str]:
    """Return a key without the suffix that asks for a form, and the suffix; "" if there is none."""
    suffix = next((suffix for suffix in SUFFIXES if key.endswith(suffix)), "")
    return key.removesuffix(suffix), suffix


def content_type(media_type: str) -> str:
    """Return the media type with the charset that text needs."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
