"""The passages of a build are compared with the texts of its documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from osce_kg.errors import InputError
from osce_kg.model.validation import ValidationReport
from osce_kg.resources import resource_path
from osce_kg.validation import validate_graph
from osce_kg.validation.profiles import Profile, under_profile
from osce_kg.validation.quotations import RULE
from osce_kg.validation.shapes import load_shapes

TEXT = "Title\r\n\r\nThe “Minister” 🕊 met his guest.\n"
QUOTE = "🕊 met his"
START = TEXT.index(QUOTE)

Build = Callable[..., Path]


def passage(quote: str, start: int, end: int, document: str = "x1") -> str:
    base = "https://w3id.org/osce-kg/"
    values = {
        "passageOf": f"<{base}id/document/{document}>",
        "exact": f'"{quote}"@en',
        "startOffset": f'"{start}"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "endOffset": f'"{end}"^^<http://www.w3.org/2001/XMLSchema#integer>',
    }
    node = f"<{base}id/passage/{document}/{start}-{end}>"
    return "".join(f"{node} <{base}ontology#{name}> {value} .\n" for name, value in values.items())


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def make(*passages: str, text: bytes = TEXT.encode()) -> Path:
        (tmp_path / "dump").mkdir()
        (tmp_path / "documents").mkdir()
        (tmp_path / "dump" / "osce-kg.nt").write_text("".join(passages), encoding="utf-8")
        (tmp_path / "documents" / "x1.txt").write_bytes(text)
        return tmp_path

    return make


def misquoted(report: ValidationReport) -> list[tuple[str, str]]:
    return [
        (finding.focus_node.rpartition("/")[2].rstrip(">"), finding.message)
        for finding in report.findings
        if finding.component.endswith("QuotationConstraintComponent")
    ]


def test_words_at_their_offsets_in_code_points_are_found_whatever_the_line_ends(build: Build) -> None:
    report = validate_graph([build(passage(QUOTE, START, START + len(QUOTE)))])
    assert misquoted(report) == []


def test_other_words_at_the_offsets_are_told(build: Build) -> None:
    report = validate_graph([build(passage("🕊 met her", START, START + 9))])
    ((offsets, message),) = misquoted(report)
    assert offsets == f"{START}-{START + 9}"
    assert "has other words at these offsets: “🕊 met his”" in message
    (finding,) = [finding for finding in report.findings if finding.shape == str(RULE)]
    assert finding.severity == "violation"
    assert finding.path == "<https://w3id.org/osce-kg/ontology#exact>"
    assert finding.line == 1


def test_offsets_after_the_end_of_the_text_are_no_quotation(build: Build) -> None:
    report = validate_graph([build(passage(QUOTE, 9000, 9009))])
    assert len(misquoted(report)) == 1


def test_a_document_whose_text_is_not_in_the_build_is_told(build: Build) -> None:
    report = validate_graph([build(passage(QUOTE, START, START + 9, document="x2"))])
    ((_, message),) = misquoted(report)
    assert "holds no text of the document" in message


def test_without_a_build_there_is_no_text_to_compare_with(build: Build) -> None:
    dump = build(passage("other words", 0, 11)) / "dump" / "osce-kg.nt"
    alone = dump.parents[1] / "alone.nt"
    dump.rename(alone)
    assert misquoted(validate_graph([alone])) == []


def test_a_profile_can_switch_the_comparison_off_or_make_it_a_warning(build: Build) -> None:
    directory = build(passage("other words", 0, 11))
    shapes = load_shapes(resource_path("shapes"))
    name = "passage-quote-in-document"
    off = under_profile(shapes, Profile("off", "off.toml", deactivated=(name,)))
    mild = under_profile(shapes, Profile("mild", "mild.toml", severity={name: "warning"}))
    assert misquoted(validate_graph([directory], shapes=off)) == []
    report = validate_graph([directory], shapes=mild)
    assert [finding.severity for finding in report.findings if finding.shape == str(RULE)] == ["warning"]


def test_a_text_that_is_not_utf_8_is_bad_input(build: Build) -> None:
    with pytest.raises(InputError, match=r"x1\.txt: not UTF-8"):
        validate_graph([build(passage(QUOTE, 0, 9), text=b"\xff\xfe")])
