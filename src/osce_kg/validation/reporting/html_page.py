"""A page of HTML that needs nothing else: no scripts, no fetched styles, all data escaped."""

from __future__ import annotations

import html

from osce_kg.model.validation import Finding, Rule, ValidationReport
from osce_kg.printable import on_one_line
from osce_kg.validation.reporting.wording import (
    NOTHING_CHECKED,
    counted,
    details,
    findings_by_rule,
    message_line,
    rule_name,
    rules_by_iri,
    summary,
)
from osce_kg.validation.verdict import Policy

MOST_FINDINGS = 1000
"""As many findings of one rule are shown; a page with a hundred thousand opens in no browser."""

_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Validation report</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
article { border-left: .3rem solid; padding: .2rem .8rem; margin: .8rem 0; }
.violation { border-color: #c62828; } .warning { border-color: #b26a00; } .info { border-color: #1565c0; }
.known { opacity: .65; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .3rem 0; font-size: .9rem; }
dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
</style>
</head>
<body>
<h1>Validation report</h1>
"""
_END = "</body>\n</html>\n"


def write_html(report: ValidationReport, policy: Policy) -> str:
    """Return a page with the verdict, and the findings by rule; those of a baseline are pale."""
    verdict = "passes" if policy.passes(report) else "fails"
    parts = [_HEAD, f"<p><strong>{verdict}</strong>: {_text(summary(report))}</p>\n"]
    if not report.focus_nodes:
        parts.append(f"<p><strong>{_text(NOTHING_CHECKED)}</strong></p>\n")
    rules = rules_by_iri(report)
    for iri, findings in findings_by_rule(report.findings).items():
        parts.append(_section(rules[iri], findings))
    if report.stale:
        parts.append("<h2>In the baseline, but found no more</h2>\n<ul>\n")
        parts += [f"<li>{_text(entry.message or entry.focus_node)}</li>\n" for entry in report.stale]
        parts.append("</ul>\n")
    return "".join([*parts, _END])


def write_html_failure(reason: str, exit_code: int) -> str:
    """Return a page that says that nothing is known about the data."""
    told = f"<p><strong>could not run</strong>: {_text(reason)} (exit code {exit_code})</p>\n"
    return "".join([_HEAD, told, _END])


def _section(rule: Rule, findings: list[Finding]) -> str:
    severity = findings[0].severity
    shown = findings[:MOST_FINDINGS]
    lines = [
        "<details open>",
        f"<summary>{_text(rule_name(rule))}: {counted(len(findings), severity)}</summary>",
        f"<p>{_text(rule.description)}</p>" if rule.description else "",
        *map(_article, shown),
    ]
    if len(shown) < len(findings):
        rest = counted(len(findings) - len(shown), "more finding")
        lines.append(f"<p>… and {rest}, which the reports in other formats have.</p>")
    return "\n".join([*(line for line in lines if line), "</details>", ""])


def _article(finding: Finding) -> str:
    known = " known" if finding.known else ""
    terms = "".join(f"<dt>{name}</dt><dd>{_text(text)}</dd>" for name, text in details(finding).items())
    message = f"<p>{_text(message_line(finding))}</p>"
    return f'<article class="{finding.severity}{known}">{message}<dl>{terms}</dl></article>'


def _text(text: str) -> str:
    return html.escape(on_one_line(text))
