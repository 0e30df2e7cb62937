"""Tables of what was measured, what is asked for, and their place in a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.measuring import Ratio
from benchmarks.tables import at_least, at_most, claims_table, give_out, markdown_table, write_between_marks

PAGE = """\
# Page

<!-- one: begin -->
old
<!-- one: end -->

<!-- two: begin -->
<!-- two: end -->
last
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_table_has_a_line_for_its_head_and_each_row() -> None:
    assert markdown_table(["a", "b"], [["1", "2"], ["3", "4"]]) == (
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |"
    )


def test_only_what_is_between_the_marks_of_a_name_is_replaced(page: Path) -> None:
    write_between_marks(page, "one", "new ✓\nlines")
    assert page.read_text(encoding="utf-8") == PAGE.replace("old", "new ✓\nlines")


@pytest.mark.parametrize("text", ["a", "| b |\n| --- |", "", "ends with a line\n"])
def test_writing_again_leaves_nothing_of_what_was_written_before(text: str, page: Path) -> None:
    write_between_marks(page, "two", "something else\nof two lines")
    write_between_marks(page, "two", text)
    expected = PAGE.replace("<!-- two: begin -->\n", f"<!-- two: begin -->\n{text}\n")
    assert page.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    "content",
    [
        "nothing",
        "<!-- one: begin -->\n",
        "<!-- one: end -->\n<!-- one: begin -->\n",
        PAGE + PAGE,
    ],
)
def test_a_page_without_both_marks_once_is_left_as_it_is(content: str, page: Path) -> None:
    page.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match="one: begin"):
        write_between_marks(page, "one", "new")
    assert page.read_text(encoding="utf-8") == content


def test_what_is_given_out_is_printed_and_written_where_a_page_is_named(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    give_out("figures", "one", None)
    assert page.read_text(encoding="utf-8") == PAGE
    give_out("figures", "one", page)
    assert capsys.readouterr().out == "figures\nfigures\n"
    assert "figures" in page.read_text(encoding="utf-8")


def test_a_claim_is_held_by_the_median_and_shows_extremes_only_if_there_are_any() -> None:
    claims = [
        at_least("fast", Ratio(1.8, 1.6, 2.0), 1.7),
        at_least("faster", 90_000.0, 100_000),
        at_most("small", 512.0, 2048, " MiB"),
        at_most("smaller", 2.5, 2, " %"),
    ]
    assert list(claims_table(claims))[2:] == [
        "| fast | 1.80 (1.60 to 2.00) | ≥ 1.7 | yes |",
        "| faster | 90,000 | ≥ 100,000 | **no** |",
        "| small | 512 MiB | ≤ 2,048 MiB | yes |",
        "| smaller | 2.50 % | ≤ 2 % | **no** |",
    ]


MARKS = (
    "machine",
    "extraction cost",
    "corpus growth",
    "executions",
    "graph stage",
    "derivation",
    "resolution growth",
    "crashes",
)


@pytest.mark.parametrize("mark", MARKS)
def test_the_page_of_performance_has_a_place_for_each_benchmark(mark: str, tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_bytes((Path(__file__).parents[3] / "docs" / "performance.md").read_bytes())
    write_between_marks(page, mark, "figures")
    assert f"<!-- {mark}: begin -->\nfigures\n<!-- {mark}: end -->" in page.read_text(encoding="utf-8")
