"""The validation report of SHACL as Turtle, with places in the W3C's vocabulary for pointers into texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from osce_kg.model.validation import Finding, Place, ValidationReport
from osce_kg.validation.verdict import Policy

_HEAD = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix earl: <http://www.w3.org/ns/earl#> .
@prefix ptr: <http://www.w3.org/2009/pointers#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
_PATH_TOKEN = re.compile(r"<[^<>]*>|[()^/|*+?]")
_MARKS = {"*": "sh:zeroOrMorePath", "+": "sh:oneOrMorePath", "?": "sh:zeroOrOnePath"}


def write_turtle(report: ValidationReport, policy: Policy) -> str:
    """Return the report in the vocabulary of SHACL, with all findings in their order, known ones as well."""
    lines = [_HEAD, "[] a sh:ValidationReport ;", f"    sh:conforms {str(not report.findings).lower()}"]
    lines += [f"    ; sh:result [\n{_result(finding)}\n    ]" for finding in report.findings]
    return "\n".join([*lines, "    .", ""])


def _result(finding: Finding) -> str:
    pairs = [
        ("a", "sh:ValidationResult"),
        ("sh:resultSeverity", f"sh:{finding.severity.capitalize()}"),
        ("sh:focusNode", finding.focus_node),
        ("sh:value", finding.value),
        ("sh:sourceShape", finding.shape if finding.shape.startswith("_:") else _iri(finding.shape)),
        ("sh:sourceConstraintComponent", _iri(finding.component)),
        ("sh:resultMessage", _literal(finding.message)),
        ("sh:resultPath", path_in_turtle(finding.path)),
        ("earl:pointer", _pointer(finding.place)),
        *(("dcterms:source", _iri(passage.passage)) for passage in finding.passages),
    ]
    return " ;\n".join(f"        {name} {value}" for name, value in pairs if value)


def _pointer(place: Place) -> str:
    if not place.line:
        return ""
    return (
        f"[ a ptr:LineCharPointer ; ptr:reference [ dcterms:identifier {_literal(place.file)} ] ; "
        f"ptr:lineNumber {place.line} ; ptr:charNumber {place.column} ]"
    )


def _iri(text: str) -> str:
    return f"<{text}>" if text else ""


def _literal(text: str) -> str:
    # JSON escapes like Turtle; half a surrogate pair has no escape in Turtle.
    clean = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007F")


def path_in_turtle(path: str) -> str:
    """Return a path of SPARQL as a property path of SHACL in Turtle; empty if it is not understood."""
    tokens = _PATH_TOKEN.findall(path)
    if not tokens or "".join(tokens) != path:
        return ""
    return _PathWriter(tokens).alternatives()


class _PathWriter:
    """Reads a path from its first token to the last: alternatives of sequences of steps."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens: Iterator[str] = iter([*tokens, ""])
        self._next = next(self._tokens)

    def alternatives(self) -> str:
        """Return the Turtle of what comes, up to a closing parenthesis or the end."""
        parts = [self._sequence()]
        while self._next == "|":
            self._take()
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else f"[ sh:alternativePath ( {' '.join(parts)} ) ]"

    def _sequence(self) -> str:
        steps = [self._step()]
        while self._next == "/":
            self._take()
            steps.append(self._step())
        return steps[0] if len(steps) == 1 else f"( {' '.join(steps)} )"

    def _step(self) -> str:
        if self._next == "^":
            self._take()
            return f"[ sh:inversePath {self._step()} ]"
        step = self._take()
        if step == "(":
            step = self.alternatives()
            self._take()
        while self._next in _MARKS:
            step = f"[ {_MARKS[self._take()]} {step} ]"
        return step

    def _take(self) -> str:
        token, self._next = self._next, next(self._tokens, "")
        return token
