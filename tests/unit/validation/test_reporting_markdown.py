from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markdown_it import MarkdownIt

from osce_kg.model.validation import BaselineEntry, Finding, ValidationReport
from osce_kg.validation.reporting import markdown
from osce_kg.validation.reporting.markdown import write_markdown
from osce_kg.validation.verdict import Policy

MakeReport = Callable[..., ValidationReport]
GITHUB_LIMIT = 1024 * 1024


def render(text: str) -> str:
    return MarkdownIt("commonmark").enable("table").render(text)


def test_markdown_shows_counts_per_rule_and_the_findings(
    make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    page = render(write_markdown(make_report(violation, warning), Policy()))
    assert "<h2>Validation fails</h2>" in page
    assert "<td>violation</td>\n<td>say why</td>\n<td>1</td>" in page
    assert "<h3>1 violation</h3>" in page
    assert "<td><code>data/file one.ttl:4:9</code></td>" in page
    assert "source: build/documents/x1.txt:10-24 “She met “him”.”" in page


def test_data_is_neither_markup_nor_a_link_nor_a_mention(make_report: MakeReport, hostile: Finding) -> None:
    text = write_markdown(make_report(hostile), Policy())
    assert "<script" not in text
    assert "@" not in text.replace("&#64;", "")
    page = render(text)
    assert "<script" not in page
    assert "<img" not in page
    assert "<a " not in page
    assert "| `code` [a](javascript:x)" in page


def test_a_summary_of_very_many_long_findings_fits_and_says_what_it_leaves_out(
    make_report: MakeReport, hostile: Finding
) -> None:
    many = tuple(replace(hostile, message=f"{number} {'|' * 5000}") for number in range(1000))
    text = write_markdown(make_report(*many), Policy())
    assert len(text.encode()) < GITHUB_LIMIT
    assert f"and {1000 - markdown.MOST_FINDINGS} more findings" in text


def test_what_a_baseline_has_is_not_listed_and_what_it_lacks_is_told(
    make_report: MakeReport, violation: Finding
) -> None:
    entry = BaselineEntry("f" * 32, "warning", 1, "<urn:b>", "urn:S", "", "Gone.")
    text = write_markdown(replace(make_report(replace(violation, known=True)), stale=(entry,)), Policy())
    assert "## Validation passes" in text
    assert "###" not in text
    assert "1 entry that no finding needs any more" in text
