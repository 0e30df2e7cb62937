"""The form of an answer, as the JSON Schema that the endpoint is asked to keep to and that we check it with.

It stays within what every endpoint understands under ``strict``: all properties required, none additional, no
``null``, no bounds. An empty string means that the text does not say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

EVENT_KINDS: Final = (
    *("visit", "meeting", "conference", "training", "press-conference", "ceremony", "contact", "other"),
)
STATUSES: Final = ("occurred", "planned", "cancelled", "postponed", "hypothetical")
FORMATS: Final = (
    *("bilateral", "multilateral", "audience", "briefing", "talks", "working-group", "round-table"),
    *("conference", "workshop", "training", "press-conference", "ceremony", "site-visit", "contact"),
)
MODES: Final = ("in-person", "telephone", "video", "correspondence")
ROLES: Final = (
    *("visitor", "host", "interlocutor", "companion", "chair", "organizer", "supporter", "speaker"),
    *("briefer", "attendee", "observer"),
)
TENURES: Final = ("holder", "acting", "officer-in-charge", "designate", "former", "former-honorific")
AGENTS: Final = ("person", "group", "organization")
PLACE_KINDS: Final = ("city", "venue", "state", "region")
SIDES: Final = ("a", "b", "c", "d")

_Schema = Mapping[str, Any]

_TEXT: Final[_Schema] = {"type": "string"}


def _one_of(values: Sequence[str], *, or_none: bool = False) -> _Schema:
    return {"type": "string", "enum": [*values, ""] if or_none else [*values]}


def _list_of(items: _Schema) -> _Schema:
    return {"type": "array", "items": items}


def _record(**properties: _Schema) -> _Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_POST: Final = _record(title=_TEXT, organization=_TEXT, tenure=_one_of(TENURES), quote=_TEXT)
_PERSON: Final = _record(id=_TEXT, name=_TEXT, forms=_list_of(_TEXT), quote=_TEXT, posts=_list_of(_POST))
_PARTICIPANT: Final = _record(
    agent=_one_of(AGENTS),
    person=_TEXT,
    mention=_TEXT,
    role=_one_of(ROLES),
    side=_one_of(SIDES, or_none=True),
)
_PLACE: Final = _record(name=_TEXT, kind=_one_of(PLACE_KINDS))
_EVENT: Final = _record(
    id=_TEXT,
    quotes=_list_of(_TEXT),
    kind=_one_of(EVENT_KINDS),
    status=_one_of(STATUSES),
    format=_one_of(FORMATS, or_none=True),
    mode=_one_of(MODES),
    participants=_list_of(_PARTICIPANT),
    places=_list_of(_PLACE),
    date=_TEXT,
    part_of=_TEXT,
    subjects=_list_of(_TEXT),
)

ANSWER_SCHEMA: Final = _record(people=_list_of(_PERSON), events=_list_of(_EVENT))


def violations(value: Any, schema: _Schema, path: str = "answer") -> Iterator[str]:
    """Say where a JSON value does not keep to a schema of the above form, without repeating the value.

    An endpoint may take the schema, ignore it, and answer what it likes.
    """
    kind = schema["type"]
    if kind == "string":
        if not isinstance(value, str):
            yield f"{path} is no string"
        elif "enum" in schema and value not in schema["enum"]:
            yield f"{path} is none of the words it may be"
    elif kind == "array":
        if not isinstance(value, list):
            yield f"{path} is no list"
        else:
            for index, item in enumerate(value):
                yield from violations(item, schema["items"], f"{path}[{index}]")
    elif not isinstance(value, dict):
        yield f"{path} is no object"
    elif value.keys() != schema["properties"].keys():
        yield f"{path} has other properties than it should have"
    else:
        for name, part in schema["properties"].items():
            yield from violations(value[name], part, f"{path}.{name}")
