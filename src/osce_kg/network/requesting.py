"""Reading what network is wanted: the same parameters on the command line and in addresses."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from rdflib.term import URIRef

from osce_kg.errors import UsageError
from osce_kg.model.network import NetworkRequest
from osce_kg.namespaces import ID, PREFIXES, VOCAB
from osce_kg.network.queries import DATE_RULES, EVENT_KINDS, NODE_KINDS
from osce_kg.store import QueryReader
from osce_kg.store.gate import RejectedTermError, checked_iri

STATUSES: Final = ("occurred", "planned", "postponed", "cancelled", "hypothetical")
"""Keys of the event statuses that can be asked for."""

MOST_EDGES: Final = 100_000
"""So many edges can be asked for by number; without a number, all."""

PARAMETERS: Final = MappingProxyType(
    {
        "nodes": f"what becomes a node: {', '.join(NODE_KINDS)}",
        "kind": f"what becomes an edge: {', '.join(EVENT_KINDS)}",
        "status": f"which events: {', '.join(STATUSES)}",
        "from": "first day of the period: YYYY, YYYY-MM or YYYY-MM-DD",
        "to": "last day of the period, likewise",
        "dates": f"how sure an event must lie in the period: {', '.join(DATE_RULES)}",
        "person": "key or IRI of somebody on one of the two sides",
        "state": "ISO 3166-1 alpha-3 code or IRI of a State that one of the two sides represents",
        "institution": "key or IRI of an organization that one of the two sides represents, units included",
        "place": "key or IRI of a place where the event was, or in which that place lies",
        "topic": "key or IRI of a field of work that the event was about",
        "source": "key or IRI of a document that says so",
        "confidence": "least confidence, 0 to 1, of the less sure of the two participations",
        "strongest": f"how many edges at most, 1 to {MOST_EDGES}: those with the most events",
    }
)
"""Every parameter with what it means; those from ``person`` to ``source`` may be given several times."""

FILTERS: Final = MappingProxyType(
    {
        "person": ("persons", f"{ID}person/"),
        "state": ("states", f"{ID}state/"),
        "institution": ("institutions", f"{ID}structure/"),
        "place": ("places", f"{ID}place/"),
        "topic": ("topics", f"{VOCAB}field-of-work/"),
        "source": ("documents", f"{ID}document/"),
    }
)
"""Parameter to the attribute of the request that its values go to, and to what its keys follow in an IRI."""

REPEATABLE: Final = frozenset(FILTERS)
"""Parameters that may be given several times."""

CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"nodes": tuple(NODE_KINDS), "kind": tuple(EVENT_KINDS), "status": STATUSES, "dates": tuple(DATE_RULES)}
)
"""Every value of the parameters that have no others."""

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_PATH: Final = re.compile(r"[a-z-]+/[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MOST_VALUES: Final = 100
_REPLACED: Final = URIRef(PREFIXES["dcterms"] + "isReplacedBy")


def read_request(fields: Mapping[str, Sequence[str]]) -> NetworkRequest:
    """Return the request that the parameters make; blank values count as not given.

    Raises:
        UsageError: an unknown parameter or a value that is none of those allowed; the message lists them.
    """
    unknown = sorted(fields.keys() - PARAMETERS.keys())
    if unknown:
        raise UsageError(f"There is no parameter {unknown[0]!r}; there are {', '.join(PARAMETERS)}.")
    given = {name: [value.strip() for value in values if value.strip()] for name, values in fields.items()}
    request = NetworkRequest(
        nodes=_choice(given, "nodes", "person"),
        kind=_choice(given, "kind", "meeting"),
        status=_choice(given, "status", "occurred"),
        dates=_choice(given, "dates", "overlap"),
        first_day=_day(given, "from", ends=False),
        last_day=_day(given, "to", ends=True),
        confidence=_confidence(given),
        strongest=_strongest(given),
        **{
            attribute: _iris(given.get(name, ()), name, start) for name, (attribute, start) in FILTERS.items()
        },
    )
    if request.first_day and request.last_day and request.first_day > request.last_day:
        raise UsageError(f"The period ends before it begins: {request.first_day} to {request.last_day}.")
    return request


def resolve_request(reader: QueryReader, request: NetworkRequest) -> NetworkRequest:
    """Return the request with today's IRI in place of each that a merge ended.

    Raises:
        UsageError: a thing that the graph does not know; for topics the message lists those it knows.
    """

    def current(name: str) -> tuple[str, ...]:
        iris: tuple[str, ...] = getattr(request, FILTERS[name][0])
        return tuple(current_iri(reader, iri, name) for iri in iris)

    return replace(
        request,
        persons=current("person"),
        states=current("state"),
        institutions=current("institution"),
        places=current("place"),
        topics=current("topic"),
        documents=current("source"),
    )


def as_parameters(request: NetworkRequest) -> str:
    """Return the request as the query of an address, without what is the default anyway."""
    usual = NetworkRequest()
    pairs: list[tuple[str, object]] = [
        (name, getattr(request, name))
        for name in ("nodes", "kind", "status")
        if getattr(request, name) != getattr(usual, name)
    ]
    pairs += [("from", request.first_day)] if request.first_day else []
    pairs += [("to", request.last_day)] if request.last_day else []
    pairs += [("dates", request.dates)] if request.dates != usual.dates else []
    for name, (attribute, start) in FILTERS.items():
        pairs += [(name, iri.removeprefix(start)) for iri in getattr(request, attribute)]
    pairs += [("confidence", request.confidence)] if request.confidence is not None else []
    pairs += [("strongest", request.strongest)] if request.strongest is not None else []
    return urlencode(pairs, safe=":/")


def _single(given: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = given.get(name, ())
    if len(values) > 1:
        raise UsageError(f"{name} is given {len(values)} times; it can be given once.")
    return values[0] if values else None


def _choice(given: Mapping[str, Sequence[str]], name: str, usual: str) -> str:
    value = _single(given, name) or usual
    if value not in CHOICES[name]:
        raise UsageError(f"{name}={value[:80]!r} is not one of {', '.join(CHOICES[name])}.")
    return value


def _day(given: Mapping[str, Sequence[str]], name: str, *, ends: bool) -> date | None:
    value = _single(given, name)
    if value is None:
        return None
    try:
        match = _DAY.fullmatch(value)
        assert match is not None
        year = int(match[1])
        month = int(match[2] or (12 if ends else 1))
        return date(year, month, int(match[3] or (monthrange(year, month)[1] if ends else 1)))
    except (AssertionError, ValueError) as error:
        wanted = "YYYY, YYYY-MM or YYYY-MM-DD"
        raise UsageError(f"{name}={value[:80]!r} is no day of the calendar as {wanted}.") from error


def _confidence(given: Mapping[str, Sequence[str]]) -> float | None:
    value = _single(given, "confidence")
    if value is None:
        return None
    if not re.fullmatch(r"0(\.\d{1,6})?|1(\.0{1,6})?|\.\d{1,6}", value):
        raise UsageError(f"confidence={value[:80]!r} is no number from 0 to 1, such as 0.9.")
    return float(value)


def _strongest(given: Mapping[str, Sequence[str]]) -> int | None:
    value = _single(given, "strongest")
    if value is None:
        return None
    # Digits of other scripts are numbers to int() as well.
    number = int(value) if re.fullmatch(r"[0-9]{1,6}", value) else 0
    if not 1 <= number <= MOST_EDGES:
        raise UsageError(f"strongest={value[:80]!r} is no whole number from 1 to {MOST_EDGES}.")
    return number


def _iris(values: Iterable[str], name: str, start: str) -> tuple[str, ...]:
    found = sorted({read_iri(value, name, start) for value in values})
    if len(found) > _MOST_VALUES:
        raise UsageError(f"{name} is given {len(found)} times; {_MOST_VALUES} is the most.")
    return tuple(found)


def read_iri(value: str, name: str, start: str = str(ID)) -> str:
    """Return the IRI that a value of a parameter stands for.

    Args:
        value: an IRI, a kind and a key (``person/p000017``), or a key alone.
        name: the parameter, for the message.
        start: what a key alone follows in an IRI.

    Raises:
        UsageError: it is none of these.
    """
    if _KEY.fullmatch(value):
        return start + value
    if _PATH.fullmatch(value):
        return str(ID) + value
    try:
        if not value.startswith(("http://", "https://")):
            raise RejectedTermError("neither")
        return checked_iri(value).value
    except RejectedTermError as error:
        meaning = PARAMETERS.get(name, "key or IRI of a thing")
        raise UsageError(f"{name}={value[:80]!r} is neither a key nor an IRI; it is {meaning}.") from error


def current_iri(reader: QueryReader, iri: str, name: str) -> str:
    """Return today's IRI of a thing: its own, or that in whose favour a merge ended it.

    Args:
        reader: a whole graph.
        iri: of the thing.
        name: the parameter that it is the value of, for the message.

    Raises:
        UsageError: the graph does not know it.
    """
    seen = {iri}
    while successors := sorted(
        str(row["next"])
        for row in reader.select(f"SELECT ?next {{ {URIRef(iri).n3()} {_REPLACED.n3()} ?next }}")
        if str(row["next"]) not in seen
    ):
        iri = successors[0]
        seen.add(iri)
    if not reader.ask(f"ASK {{ {URIRef(iri).n3()} ?property ?value }}"):
        known = f"; it knows {', '.join(_known_topics(reader))}" if name == "topic" else ""
        raise UsageError(f"The graph knows no {name} {iri}{known}.")
    return iri


def _known_topics(reader: QueryReader) -> list[str]:
    start = FILTERS["topic"][1]
    in_scheme, scheme = URIRef(PREFIXES["skos"] + "inScheme"), URIRef(start.rstrip("/"))
    concepts = reader.select(f"SELECT ?concept {{ ?concept {in_scheme.n3()} {scheme.n3()} }}")
    return sorted({str(row["concept"]).removeprefix(start) for row in concepts})
