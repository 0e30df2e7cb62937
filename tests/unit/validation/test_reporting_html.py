from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.validation.reporting import html_page
from osce_kg.validation.reporting.html_page import write_html
from osce_kg.validation.verdict import Policy

MakeReport = Callable[..., ValidationReport]
VOID = {"meta"}


class Page(HTMLParser):
    """Collects tags, attributes and text; fails on tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_needs_nothing_else_and_runs_nothing(make_report: MakeReport, hostile: Finding) -> None:
    page = Page(write_html(make_report(hostile), Policy()))
    assert not page.tags & {"script", "img", "link", "iframe", "object", "a", "form"}
    assert not {name for name in page.attributes if name.startswith("on") or name in ("src", "href")}
    assert "<script>alert(1)</script>" in page.text
    assert "default-src 'none'" in write_html(make_report(), Policy())


def test_a_page_has_rules_with_their_findings(
    make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    text = Page(write_html(make_report(violation, replace(warning, known=True)), Policy())).text
    assert "fails: does not conform: 1 violation, 1 warning, 1 of them in the baseline" in text
    assert "say why: 1 violation\nA thing says <why>." in text
    assert "build/documents/x1.txt:10-24 “She met “him”.”" in text


def test_a_page_of_very_many_findings_says_what_it_leaves_out(
    make_report: MakeReport, violation: Finding
) -> None:
    many = tuple(replace(violation, focus_node=f"<urn:{number}>") for number in range(1500))
    text = Page(write_html(make_report(*many), Policy())).text
    assert f"and {1500 - html_page.MOST_FINDINGS} more findings" in text
