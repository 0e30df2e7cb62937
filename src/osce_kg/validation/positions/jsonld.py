"""Where the statements of JSON-LD are: its keys, with the IRIs that contexts in the same file give them.

Understood are prefixes, terms, aliases of keywords, ``@vocab`` and ``@base``: what people write. A statement
that needs more (scoped contexts, ``@reverse``, ``@nest``) has no place rather than a wrong one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from osce_kg.validation.positions.statements import Offsets, ScannedStatement

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++')
_NEVER_SUBJECTS = frozenset({"@context", "@value", "@reverse", "@nest"})


@dataclass(slots=True)
class _Object:
    """A JSON object with the offsets of its keys and values."""

    members: list[tuple[str, int, int, _Value]] = field(default_factory=list)


_Value = str | _Object | list["_Value"] | None
"""A string, object or array; other scalars are None, for no key or IRI is one."""


@dataclass(frozen=True, slots=True)
class _Context:
    base: str
    vocabulary: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)

    def extended(self, value: _Value) -> _Context:
        """Return the context with what a ``@context`` says added."""
        context = self
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, _Object):
                context = context._with(part)
            elif part is None:
                context = _Context(self.base)
        return context

    def _with(self, definitions: _Object) -> _Context:
        terms = dict(self.terms)
        context = replace(self, terms=terms)
        for key, _, _, value in definitions.members:
            if key == "@vocab":
                context = replace(context, vocabulary=context.expand(value) if isinstance(value, str) else "")
            elif key == "@base" and isinstance(value, str):
                context = replace(context, base=urljoin(context.base, value))
            elif isinstance(value, str):
                terms[key] = value
            elif isinstance(value, _Object):
                named = [text for name, _, _, text in value.members if name == "@id"]
                terms[key] = named[0] if named and isinstance(named[0], str) else ""
        return context

    def expand(self, name: str) -> str:
        """Return the IRI or keyword that a key stands for; empty if it stands for nothing."""
        for _ in range(len(self.terms) + 1):
            if name not in self.terms or self.terms[name] == name:
                break
            name = self.terms[name]
        prefix, colon, local = name.partition(":")
        if colon and prefix in self.terms and not local.startswith("//"):
            return self.expand(prefix) + local
        return (
            name if colon or not name or name.startswith("@") else self.vocabulary and self.vocabulary + name
        )

    def resource(self, identifier: str) -> str:
        """Return the IRI that a value of ``@id`` stands for."""
        prefix = identifier.partition(":")[0]
        return self.expand(identifier) if prefix in self.terms else urljoin(self.base, identifier)


def scan_jsonld(text: str, base: str) -> Iterator[ScannedStatement]:
    """Yield the statements about IRIs in ``text``, which is JSON-LD that parses; without their values."""
    todo: list[tuple[_Value, _Context]] = [(_read(text), _Context(base))]
    while todo:
        value, context = todo.pop()
        if isinstance(value, list):
            todo += ((item, context) for item in reversed(value))
        elif isinstance(value, _Object):
            for key, _, _, definition in value.members:
                if key == "@context":
                    context = context.extended(definition)
            yield from _statements(value, context)
            todo += (
                (member, context)
                for key, _, _, member in reversed(value.members)
                if context.expand(key) not in _NEVER_SUBJECTS
            )


def _statements(node: _Object, context: _Context) -> Iterator[ScannedStatement]:
    subjects = [
        (context.resource(value), offset)
        for key, offset, _, value in node.members
        if context.expand(key) == "@id" and isinstance(value, str)
    ]
    for subject, offset in subjects[:1]:
        for key, key_offset, value_offset, _ in node.members:
            predicate = context.expand(key)
            if predicate == "@type":
                predicate = _TYPE
            if ":" in predicate and not subject.startswith("_:"):
                offsets = Offsets(offset, key_offset, value_offset)
                yield ScannedStatement(f"<{subject}>", f"<{predicate}>", "", offsets)


def _read(text: str) -> _Value:
    """Return the JSON value of ``text`` with offsets; nesting is on a stack, so that it may be deep."""
    root: list[_Value] = []
    open_values: list[list[_Value] | _Object] = [root]
    keys: list[tuple[str, int] | None] = [None]
    for match in _TOKEN.finditer(text):
        token, start = match[0], match.start()
        container = open_values[-1]
        if token in ",:":
            continue
        if token in "}]":
            open_values.pop()
            keys.pop()
        elif token[0] == '"' and isinstance(container, _Object) and keys[-1] is None:
            keys[-1] = (json.loads(token, strict=False), start)
        else:
            value: _Value = None
            if token in "{[":
                value = _Object() if token == "{" else []
            elif token[0] == '"':
                value = json.loads(token, strict=False)
            if isinstance(container, _Object):
                key, key_start = keys[-1] or ("", start)
                container.members.append((key, key_start, start, value))
                keys[-1] = None
            else:
                container.append(value)
            if isinstance(value, list | _Object):
                open_values.append(value)
                keys.append(None)
    return root
