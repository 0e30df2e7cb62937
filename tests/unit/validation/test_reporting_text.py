from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from osce_kg.model.validation import Finding, ValidationReport
from osce_kg.validation.reporting.text import write_text
from osce_kg.validation.verdict import Policy

MakeReport = Callable[..., ValidationReport]


def test_text_gives_message_places_terms_and_the_sentence(
    make_report: MakeReport, violation: Finding, warning: Finding
) -> None:
    text = write_text(make_report(violation, warning), Policy())
    assert text.startswith('✗ violation: “Ana”: say "why". Found: ä.\n')
    assert "    at     data/file one.ttl:4:9\n    node   <urn:a>\n    from   data/file one.ttl:3:7\n" in text
    assert "    source build/documents/x1.txt:10-24 “She met “him”.”\n" in text
    assert "! warning: Look.\n    node   _:f0b1\n" in text


def test_text_spends_one_line_on_mere_info(make_report: MakeReport, information: Finding) -> None:
    text = write_text(make_report(information), Policy())
    assert text.splitlines()[:-1] == ["i info: Undated. [data/file one.ttl:3:7]"]


def test_text_leaves_out_what_a_baseline_has_but_counts_it(
    make_report: MakeReport, violation: Finding
) -> None:
    text = write_text(make_report(replace(violation, known=True)), Policy())
    assert text.count("\n") == 1
    assert "1 of them in the baseline" in text
