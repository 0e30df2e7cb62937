"""What the validation stage gives: findings with their place in file and graph."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One validation result.

    Attributes:
        severity: ``violation``, ``warning`` or ``info``.
        focus_node, path, value: as N-Triples terms; empty where the result has none.
        shape: IRI of the source shape, or its N-Triples term when it is a blank node.
        component: IRI of the constraint component.
        message: text for the user, with labels instead of bare IRIs where they are known.
        file: path of the data file, as the user gave it; empty if unknown.
        line, column: 1-based; 0 if unknown.
    """

    severity: str
    focus_node: str
    shape: str
    component: str
    path: str
    value: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """Findings in a fixed order, and how much was looked at.

    Attributes:
        focus_nodes: number of focus nodes that shapes targeted; 0 means that nothing was checked.
        engine: name of the engine that ran.
    """

    findings: tuple[Finding, ...]
    focus_nodes: int
    triples: int
    engine: str

    @property
    def conforms(self) -> bool:
        """No violation was found."""
        return not any(finding.severity == "violation" for finding in self.findings)
