"""The forms of the answers of the Reconciliation Service API 0.2, as JSON Schemas in words of our own.

Made from the text of the specification (W3C Community Group report of 2023-04-10), and where that is open,
from what OpenRefine 3.6 reads. They are stricter than the specification: they allow no further fields.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]


def record(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def array(items: Schema, **more: object) -> Schema:
    return {"type": "array", "items": items} | more


TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": "string", "minLength": 1}
URL: Schema = {"type": "string", "pattern": r"^https?://[^\s]+$"}
WITH_ID: Schema = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
TYPE = record({"id": NAME, "name": NAME})
BROADER_TYPE = record({"id": NAME, "name": NAME}, {"broader": array(TYPE)})
SUGGEST = record(
    {"service_url": URL, "service_path": {"type": "string", "pattern": "^/"}},
    {"flyout_service_url": URL, "flyout_service_path": {"type": "string", "pattern": r"^/.*\$\{id\}"}},
)
SETTING = record(
    {"name": NAME, "label": NAME, "type": {"enum": ["number", "text", "checkbox", "select"]}},
    {"default": {}, "help_text": TEXT, "choices": array(record({"value": NAME, "name": NAME}))},
)

MANIFEST = record(
    {
        "versions": array(NAME, contains={"const": "0.2"}),
        "name": NAME,
        "identifierSpace": URL,
        "schemaSpace": URL,
    },
    {
        "documentation": URL,
        "serviceVersion": NAME,
        "defaultTypes": array(TYPE, uniqueItems=True),
        "view": record({"url": WITH_ID}),
        "preview": record({"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "suggest": record({}, {"entity": SUGGEST, "property": SUGGEST, "type": SUGGEST}),
        "extend": record(
            {},
            {
                "propose_properties": record({"service_url": URL, "service_path": NAME}),
                "property_settings": array(SETTING),
            },
        ),
        "batchSize": {"type": "integer", "minimum": 1},
    },
)

CANDIDATE = record(
    {
        "id": NAME,
        "name": NAME,
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"},
        "type": array(TYPE),
        "description": TEXT,
        "features": array(record({"id": NAME, "value": {"type": ["number", "boolean"]}}), uniqueItems=True),
    }
)
RESULTS: Schema = {"type": "object", "additionalProperties": record({"result": array(CANDIDATE)})}

ENTITIES = record(
    {"result": array(record({"id": NAME, "name": NAME}, {"description": TEXT, "notable": array(TYPE)}))}
)
TYPES = record({"result": array(BROADER_TYPE)})
PROPERTIES = record({"result": array(record({"id": NAME, "name": NAME}))})
PROPOSAL = record(
    {"properties": array(record({"id": NAME, "name": NAME}))}, {"type": TEXT, "limit": {"type": "number"}}
)

POINT_IN_TIME: Schema = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
}
CELL_VALUE: Schema = {
    "oneOf": [
        record({"id": NAME, "name": NAME}),
        record({"str": TEXT}),
        record({"int": {"type": "integer"}}),
        record({"float": {"type": "number"}}),
        record({"date": POINT_IN_TIME}),
    ]
}
EXTENSION = record(
    {
        "meta": array(record({"id": NAME, "name": NAME}, {"type": TYPE})),
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": array(CELL_VALUE)},
        },
    }
)
FLYOUT = record({"id": TEXT, "html": TEXT})


def check(content: object, schema: Schema) -> None:
    """Fail if the content is not of the form."""
    Draft202012Validator(schema).validate(content)
