"""A validation report in the form that a terminal, a program or a CI shows: a table of writers by format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from osce_kg.model.validation import ValidationReport
from osce_kg.validation.reporting.github import write_github, write_github_failure
from osce_kg.validation.reporting.html_page import write_html, write_html_failure
from osce_kg.validation.reporting.json_document import write_json, write_json_failure
from osce_kg.validation.reporting.junit import write_junit, write_junit_failure
from osce_kg.validation.reporting.markdown import write_markdown, write_markdown_failure
from osce_kg.validation.reporting.sarif import write_sarif, write_sarif_failure
from osce_kg.validation.reporting.text import write_text, write_text_failure
from osce_kg.validation.reporting.turtle import write_turtle
from osce_kg.validation.reporting.wording import summary
from osce_kg.validation.verdict import Policy

__all__ = ["FAILURE_WRITERS", "WRITERS", "summary"]

WRITERS: Final[Mapping[str, Callable[[ValidationReport, Policy], str]]] = MappingProxyType(
    {
        "text": write_text,
        "turtle": write_turtle,
        "json": write_json,
        "sarif": write_sarif,
        "junit": write_junit,
        "github": write_github,
        "markdown": write_markdown,
        "html": write_html,
    }
)
"""Report formats by name."""

FAILURE_WRITERS: Final[Mapping[str, Callable[[str, int], str]]] = MappingProxyType(
    {
        "text": write_text_failure,
        "json": write_json_failure,
        "sarif": write_sarif_failure,
        "junit": write_junit_failure,
        "github": write_github_failure,
        "markdown": write_markdown_failure,
        "html": write_html_failure,
    }
)
"""What to write, by format, when nothing is known about the data: the reason and the exit code.

Turtle is not among them: a report of SHACL cannot say that there is none.
"""
