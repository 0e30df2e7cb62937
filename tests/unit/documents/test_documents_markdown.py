from __future__ import annotations

from collections.abc import Callable

import pytest

from osce_kg.documents.markdown import render_markdown
from osce_kg.model.document import Document


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        ("**TBILISI, 5 May 2010** – He *met* her.", "TBILISI, 5 May 2010 – He met her."),
        (
            "See [the page](https://example.org/a) and <https://example.org/b>.",
            "See the page and https://example.org/b.",
        ),
        ("![photo](x.png)He left.", "He left."),
        ("**Background**", "### Background"),
        ("2 \\* 3 and snake_case_name", "2 * 3 and snake_case_name"),
        ("* item\n- other", "* item\n- other"),
        ("11-23 June**, Master classes", "11-23 June**, Master classes"),
    ],
)
def test_inline_markup_goes_and_block_markup_stays(source: str, rendered: str) -> None:
    assert render_markdown(source) == rendered


def test_a_dateline_in_bold_is_found_in_a_markdown_document(read_text: Callable[..., Document]) -> None:
    document = read_text("# Visit to Tbilisi\n\n**TBILISI, 5 May 2010** – The *Minister* left.\n", "visit.md")
    assert document.media_type == "text/markdown"
    assert document.title == "Visit to Tbilisi"
    assert document.dateline is not None
    assert document.paragraphs[0].span.of(document.text) == "The Minister left."
