"""Lexical forms of the datatypes of XML Schema: is "May 2004" an ``xsd:date``?

One judge for all engines: rdflib takes "yes" for a boolean, and Oxigraph knows fewer datatypes.
Source: W3C XML Schema Definition Language 1.1, part 2.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from typing import Final

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DECIMAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_FLOAT = rf"{_DECIMAL}(?:[eE][+-]?\d+)?|[+-]?INF|NaN"
_DAYS = re.compile(rf"({_YEAR})-(\d\d)-(\d\d)")

_INTEGERS: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
NUMERIC: Final = frozenset(_XSD + name for name in (*_INTEGERS, "decimal", "float", "double"))
"""IRIs of the datatypes of numbers."""


def is_well_formed(text: str, datatype: str) -> bool:
    """Tell whether ``text`` is a lexical form of the datatype; True if the datatype is not known."""
    judge = _JUDGES.get(datatype)
    return judge is None or judge(text)


def _matches(pattern: str) -> Callable[[str], bool]:
    matches = re.compile(pattern, re.ASCII).fullmatch
    return lambda text: matches(text) is not None


def _integer_between(least: int | None, greatest: int | None) -> Callable[[str], bool]:
    is_integer = _matches(r"[+-]?\d+")
    if least is None and greatest is None:
        return is_integer

    def is_in_range(text: str) -> bool:
        if not is_integer(text):
            return False
        value = int(text)
        return (least is None or least <= value) and (greatest is None or value <= greatest)

    return is_in_range


def _dated(pattern: str) -> Callable[[str], bool]:
    """Judge a form that begins with year, month and day, which must exist."""
    has_form = _matches(pattern)
    return lambda text: has_form(text) and _is_day(text)


def _is_day(text: str) -> bool:
    match = _DAYS.match(text)
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    # The calendar repeats every 400 years; year 0 is a leap year in XSD 1.1.
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year % 400 + 400, month)[1]


_DATE = rf"{_YEAR}-\d\d-\d\d"
_PATTERNS: Final = {
    "boolean": r"true|false|1|0",
    "decimal": _DECIMAL,
    "float": _FLOAT,
    "double": _FLOAT,
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": rf"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
}
_JUDGES: Final[dict[str, Callable[[str], bool]]] = {
    **{_XSD + name: _matches(pattern) for name, pattern in _PATTERNS.items()},
    **{_XSD + name: _integer_between(*bounds) for name, bounds in _INTEGERS.items()},
    _XSD + "date": _dated(_DATE + _ZONE),
    _XSD + "dateTime": _dated(_DATE + "T" + _TIME + _ZONE),
    _XSD + "dateTimeStamp": _dated(_DATE + "T" + _TIME + _ZONE.removesuffix("?")),
}
