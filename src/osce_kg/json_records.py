"""Frozen dataclasses of the model as JSON and back: one text for equal records, nothing in it is ever run."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
_Decoder = Callable[[Any], Any]


def encode_record(record: object) -> str:
    """Return a record as JSON on one line; ASCII, because a text may hold half a surrogate pair."""
    return _ENCODER.encode(record)


def decode_record(kind: type[Record], text: str) -> Record:
    """Return the record of a kind that a JSON text stands for.

    Raises:
        LookupError, TypeError, ValueError: the text is that of another kind, or of none.
    """
    decode: _Decoder = _decoder(cast(Any, kind))
    record: Record = decode(json.loads(text))
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return {name: getattr(value, name) for name in _field_names(cast(Any, type(value)))}


_ENCODER: Final = json.JSONEncoder(default=_plain, separators=(",", ":"), check_circular=False)
"""Made once: to make one takes longer than to encode a small record. Frozen records hold no circles."""


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _decoder(kind: Any) -> _Decoder:
    """Return what makes a value of a type from its JSON; made once for each type."""
    if dataclasses.is_dataclass(kind):
        return _record_decoder(kind)
    if kind in (dt.date, dt.datetime):
        moment: _Decoder = kind.fromisoformat
        return moment
    if get_origin(kind) in (Union, types.UnionType):
        (inner,) = (_decoder(each) for each in get_args(kind) if each is not type(None))
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is tuple:
        return _tuple_decoder(get_args(kind))
    if kind in (str, int, float, bool):
        return _as_it_is
    raise TypeError(f"no form in JSON is agreed on for {kind}")


def _record_decoder(kind: Any) -> _Decoder:
    hints = get_type_hints(kind)
    fields = [(name, _decoder(hints[name])) for name in _field_names(kind)]
    return lambda value: kind(*[decode(value[name]) for name, decode in fields])


def _tuple_decoder(kinds: tuple[Any, ...]) -> _Decoder:
    decoders = [_decoder(each) for each in kinds if each is not Ellipsis]
    if Ellipsis not in kinds:
        return lambda values: tuple(decode(value) for decode, value in zip(decoders, values, strict=True))
    (decode,) = decoders
    return tuple if decode is _as_it_is else lambda values: tuple([decode(value) for value in values])


def _as_it_is(value: Any) -> Any:
    return value
