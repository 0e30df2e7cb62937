"""The words in which the interface is described: operations, parameters, answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

Json = dict[str, Any]

_FROM_EVERY_OPERATION: Final = (429, 503)
"""Statuses with which the server keeps itself from being overrun, whatever is asked."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation.

    Attributes:
        place: ``path`` or ``query``.
        example: a value that works with every build; None if leaving it out does.
        values: those that there are; empty if there are others.
        is_list: may be given several times.
        is_required: cannot be left out; those in the path never can.
    """

    name: str
    place: str
    description: str
    example: str | None = None
    values: tuple[str, ...] = ()
    is_list: bool = False
    is_required: bool = False

    def as_json(self) -> Json:
        """Return the Parameter Object."""
        schema: Json = {"type": "string", "enum": list(self.values)} if self.values else {"type": "string"}
        parameter: Json = {
            "name": self.name,
            "in": self.place,
            "description": self.description,
            "required": self.is_required or self.place == "path",
            "schema": {"type": "array", "items": schema} if self.is_list else schema,
        }
        return parameter if self.example is None else parameter | {"example": self.example}


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method of one path does.

    Attributes:
        tag: the part of the interface that it belongs to.
        summary: what it does, as the beginning of a sentence.
        media_types: forms of its answer, the preferred one first; none if it only redirects.
        status: of an answer without an error.
        errors: statuses of errors, those aside that every operation may end with.
        parameters: in the path and in the query.
        body: schema of the body by media type; empty if it takes none.
        description: what else is to be known.
        is_conditional: answers have an ETag, so that 304 and 412 are possible.
        has_ranges: parts of the answer can be had.
    """

    tag: str
    summary: str
    media_types: Sequence[str] = ()
    status: int = 200
    errors: tuple[int, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    body: Mapping[str, Json] = field(default_factory=dict)
    description: str = ""
    is_conditional: bool = True
    has_ranges: bool = False

    def as_json(self, identifier: str) -> Json:
        """Return the Operation Object."""
        operation: Json = {
            "operationId": identifier,
            "tags": [self.tag],
            "summary": self.summary,
            "responses": self._responses(),
        }
        if self.description:
            operation["description"] = self.description
        if self.parameters:
            operation["parameters"] = [parameter.as_json() for parameter in self.parameters]
        if self.body:
            content = {media_type: {"schema": schema} for media_type, schema in self.body.items()}
            operation["requestBody"] = {"required": True, "content": content}
        return operation

    def _responses(self) -> Json:
        success: Json = {"description": "The answer."}
        if self.status == 303:
            success = {
                "description": "What is asked for is described elsewhere.",
                "headers": {"Location": {"schema": {"type": "string", "format": "uri-reference"}}},
            }
        elif self.media_types:
            success["content"] = {one: _content(one) for one in dict.fromkeys(self.media_types)}
        responses = {str(self.status): success}
        if self.has_ranges:
            responses["206"] = {"description": "The range that was asked for.", "content": success["content"]}
        further = {*self.errors, *_FROM_EVERY_OPERATION}
        if self.is_conditional and self.status == 200:
            further |= {304, 412}
        if self.has_ranges:
            further.add(416)
        for status in sorted(further):
            responses[str(status)] = {"$ref": f"#/components/responses/{status}"}
        return responses


def _content(media_type: str) -> Json:
    if media_type in SCHEMAS:
        return {"schema": {"$ref": f"#/components/schemas/{SCHEMAS[media_type]}"}}
    return {}


SCHEMAS: Final = {"application/sparql-results+json": "Solutions"}
"""Media types whose content always has the same schema, and its name; of others nothing is said."""
