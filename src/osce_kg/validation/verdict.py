"""When a report fails: the policy that turns findings into an exit code."""

from __future__ import annotations

from dataclasses import dataclass

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.validation.findings import SEVERITIES


@dataclass(frozen=True, slots=True)
class Policy:
    """What a caller does not put up with.

    Attributes:
        fail_on: mildest severity of a new finding that fails.
        strict: data that no shape targets fails, too.
    """

    fail_on: str = "violation"
    strict: bool = False

    def fails(self, finding: Finding) -> bool:
        """Tell whether a finding fails: it is new and severe enough."""
        return not finding.known and SEVERITIES.index(finding.severity) <= SEVERITIES.index(self.fail_on)

    def passes(self, report: ValidationReport) -> bool:
        """Tell whether nothing in the report fails."""
        if self.strict and not report.focus_nodes:
            return False
        return not any(self.fails(finding) for finding in report.findings)
