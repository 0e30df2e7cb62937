"""Reading what clients send, strictly: JSON of the form that the protocol gives, within limits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn, TypeAlias, TypeVar

from osce_kg.errors import OversizeError, UsageError
from osce_kg.namespaces import ID, OKG
from osce_kg.searching import ENTITY_TYPES
from osce_kg.server.reconciliation.properties import Property, property_named

BATCH_SIZE: Final = 50
"""Queries of one batch."""
MOST_CANDIDATES: Final = 100
_DEFAULT_CANDIDATES: Final = 10
_MOST_PROPERTIES: Final = 20
_MOST_VALUES: Final = 50
_MOST_ROWS: Final = 200
_MOST_CELLS: Final = 1_000

Content: TypeAlias = "EntityReference | str | float | bool"
"""A value as a client gives it."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class EntityReference:
    """A value that is a thing of this graph already."""

    key: str


@dataclass(frozen=True, slots=True)
class Constraint:
    """Values, one of which a property of what is searched for should have."""

    prop: Property
    values: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class ReconciliationQuery:
    """What a client searches for.

    Attributes:
        text: a name or an identifier; "" to search by constraints alone.
        types: identifiers of types, one of which the thing has; none means any.
        all_types: the thing has all of the types.
        constraints: what else is known of it.
        limit: of the number of candidates.
    """

    text: str
    types: tuple[str, ...] = ()
    all_types: bool = False
    constraints: tuple[Constraint, ...] = ()
    limit: int = _DEFAULT_CANDIDATES


@dataclass(frozen=True, slots=True)
class WantedProperty:
    """A property to extend a table by.

    Attributes:
        prop: which one.
        limit: of the number of values; None for all.
        as_text: names of things instead of the things.
    """

    prop: Property
    limit: int | None = None
    as_text: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionQuery:
    """Things by their keys as the client gave them, and what it wants to know of each."""

    ids: tuple[str, ...]
    properties: tuple[WantedProperty, ...]


def read_batch(text: str) -> dict[str, ReconciliationQuery]:
    """Read a batch of queries by their identifiers.

    Raises:
        UsageError: the text is not JSON, not of the form of a batch, or names what is not there.
        OversizeError: there are more queries than one batch may have.
    """
    batch = _object(_json(text, "queries"), "queries")
    if len(batch) > BATCH_SIZE:
        raise OversizeError(f"A batch may have {BATCH_SIZE} queries, not {len(batch)}.")
    return {name: _query(content, f"queries[{_quoted(name)}]") for name, content in batch.items()}


def read_extension(text: str) -> ExtensionQuery:
    """Read a data extension query.

    Raises:
        UsageError: the text is not JSON, not of the form of such a query, or names an unknown property.
        OversizeError: more values are asked for than one answer may have.
    """
    content = _object(_json(text, "extend"), "extend")
    ids = _strings(content.get("ids"), "extend.ids")
    wanted = _list(content.get("properties"), "extend.properties")
    if len(ids) > _MOST_ROWS or len(ids) * len(wanted) > _MOST_CELLS:
        raise OversizeError(
            f"One extension may have {_MOST_ROWS} ids, and {_MOST_CELLS} cells (ids times properties)."
        )
    places = ((one, f"extend.properties[{number}]") for number, one in enumerate(wanted))
    return ExtensionQuery(ids, tuple(_wanted(one, place) for one, place in places))


def known_type(text: str) -> str | None:
    """Return the type that a client means by an identifier, an IRI or a prefixed name; None for no type."""
    for prefix in (str(OKG), "okg:"):
        text = text.removeprefix(prefix)
    return text if text in ENTITY_TYPES else None


def known_key(text: str) -> str:
    """Return the key of a thing that is given by key or by IRI."""
    return text.removeprefix(ID)


def _query(content: Any, place: str) -> ReconciliationQuery:
    fields = _object(content, place)
    text = fields.get("query")
    if text is not None and not isinstance(text, str):
        _fail(f"{place}.query", "a string")
    constraints = tuple(
        _constraint(one, f"{place}.properties[{number}]")
        for number, one in enumerate(_list(fields.get("properties", []), f"{place}.properties"))
    )
    if len(constraints) > _MOST_PROPERTIES:
        raise OversizeError(f"A query may have {_MOST_PROPERTIES} properties, not {len(constraints)}.")
    if not text and not constraints:
        raise UsageError(f"{place} needs a query that is not empty, or properties.")
    strictness = fields.get("type_strict", "any")
    if strictness not in ("any", "should", "all"):
        _fail(f"{place}.type_strict", '"any", "should" or "all"')
    return ReconciliationQuery(
        text=text or "",
        types=_types(fields.get("type"), f"{place}.type"),
        all_types=strictness == "all",
        constraints=constraints,
        limit=min(_count(fields.get("limit", _DEFAULT_CANDIDATES), f"{place}.limit"), MOST_CANDIDATES),
    )


def _types(content: Any, place: str) -> tuple[str, ...]:
    if content is None or content == "":
        return ()
    names = (content,) if isinstance(content, str) else _strings(content, place)
    return tuple(_known(name, known_type, place, "type") for name in names)


def _constraint(content: Any, place: str) -> Constraint:
    fields = _object(content, place)
    name = fields.get("pid")
    if not isinstance(name, str):
        _fail(f"{place}.pid", "the identifier of a property")
    if "v" not in fields:
        _fail(f"{place}.v", "a value or an array of values")
    values = fields["v"] if isinstance(fields["v"], list) else [fields["v"]]
    if len(values) > _MOST_VALUES:
        raise OversizeError(f"A property may have {_MOST_VALUES} values, not {len(values)}.")
    return Constraint(
        _known(name, property_named, f"{place}.pid", "property"),
        tuple(_value(value, f"{place}.v") for value in values),
    )


def _value(content: Any, place: str) -> Content:
    if isinstance(content, dict) and isinstance(content.get("id"), str):
        return EntityReference(known_key(content["id"]))
    if isinstance(content, str | int | float):
        return content
    return _fail(place, 'a string, a number, a boolean or an object with an "id"')


def _wanted(content: Any, place: str) -> WantedProperty:
    fields = _object(content, place)
    name = fields.get("id")
    if not isinstance(name, str):
        _fail(f"{place}.id", "the identifier of a property")
    settings = _object(fields.get("settings") or {}, f"{place}.settings")
    limit = settings.get("limit") or 0
    # Forms send numbers as text.
    limit = int(limit) if isinstance(limit, str) and limit.isascii() and limit.isdigit() else limit
    form = settings.get("content") or "thing"
    if form not in ("thing", "name"):
        _fail(f"{place}.settings.content", '"thing" or "name"')
    return WantedProperty(
        _known(name, property_named, f"{place}.id", "property"),
        limit=_count(limit, f"{place}.settings.limit") if limit else None,
        as_text=form == "name",
    )


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise UsageError(f"{name} is nested too deeply.") from error
    except ValueError as error:
        raise UsageError(f"{name} is not JSON: {error}") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _object(content: Any, place: str) -> Mapping[str, Any]:
    return content if isinstance(content, dict) else _fail(place, "an object")


def _list(content: Any, place: str) -> list[Any]:
    return content if isinstance(content, list) else _fail(place, "an array")


def _strings(content: Any, place: str) -> tuple[str, ...]:
    if isinstance(content, list) and all(isinstance(one, str) for one in content):
        return tuple(content)
    return _fail(place, "an array of strings")


def _count(content: Any, place: str) -> int:
    # Infinity is a float and no whole number; True is an int.
    is_whole = content.is_integer() if isinstance(content, float) else type(content) is int
    return int(content) if is_whole and content >= 1 else _fail(place, "a positive whole number")


def _known(name: str, find: Callable[[str], _T | None], place: str, kind: str) -> _T:
    found = find(name)
    if found is None:
        raise UsageError(
            f"{place}: there is no {kind} {_quoted(name)}; /reconcile/suggest/{kind} lists them."
        )
    return found


def _fail(place: str, expected: str) -> NoReturn:
    raise UsageError(f"{place} must be {expected}.")


def _quoted(name: str) -> str:
    """Return a name that a client chose for use in a message: short, and of ASCII."""
    return json.dumps(name if len(name) <= 60 else f"{name[:59]}…")
