"""What a check of an ontology finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class OntologyFinding:
    """One thing that is wrong with an ontology.

    Attributes:
        file: path as the user gave it; empty if it is not known.
        line, column: 1-based, the column in code points; 0 if unknown.
        check: name of the check, such as ``owl-rl``.
        severity: ``violation``, ``warning`` or ``info``.
        term: what it is about, as an IRI; empty if it has none.
        message: a sentence for the user.
    """

    file: str
    line: int
    column: int
    check: str
    severity: str
    term: str
    message: str


@dataclass(frozen=True, slots=True)
class OntologyReport:
    """Findings in the order of files and lines, and how much was looked at.

    Attributes:
        files: paths of what was read.
        terms, concepts, statements: how many there are.
        not_checked: what could not be checked, a sentence each.
    """

    findings: tuple[OntologyFinding, ...]
    files: tuple[str, ...]
    terms: int
    concepts: int
    statements: int
    not_checked: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """There is neither a violation nor a warning."""
        return all(finding.severity == "info" for finding in self.findings)
