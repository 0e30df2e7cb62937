"""DOCX documents: the main text by its paragraphs and styles."""

from __future__ import annotations

import pytest

from osce_kg.documents import Origin, read_document
from osce_kg.model.document import Document
from printed_documents import RELATIONS, archive, docx, paragraph

BODY = paragraph("The Minister met Ms. Jones.")


def document_of(body: str, parts: dict[str, str | bytes] | None = None) -> Document:
    reading = read_document(docx(body, parts), Origin("report.docx"))
    assert reading.document is not None, reading.losses
    assert reading.losses == ()
    return reading.document


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_paragraphs_headings_and_title_are_those_of_the_styles() -> None:
    document = document_of(
        paragraph("Minister visits the Mission", "Titel")
        + BODY
        + paragraph("Elections", "berschrift1")
        + paragraph("They talked about elections.")
        + paragraph("Borders", "Mine")
        + paragraph("They talked about borders.")
    )
    assert document.title == "Minister visits the Mission"
    assert document.text.split("\n\n")[1] == "The Minister met Ms. Jones."
    headings = [section.heading.of(document.text) for section in document.sections if section.heading]
    assert headings == ["Elections", "Borders"]


def test_numbered_paragraphs_and_list_styles_are_items() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    document = document_of(
        BODY
        + paragraph("One item.", more=numbered.format(3))
        + paragraph("Another item.", "Liste")
        + paragraph("No item at all.", more=numbered.format(0))
    )
    items = [p.span.of(document.text) for p in document.paragraphs if p.is_list_item]
    assert items == ["One item.", "Another item."]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("Mr. Pas") + run("sy came."), "Mr. Passy came."),
        ("<w:r><w:t>Mr.</w:t><w:tab/><w:t>Passy</w:t><w:br/><w:t>came.</w:t></w:r>", "Mr. Passy came."),
        ("<w:r><w:t>Co</w:t><w:noBreakHyphen/><w:t>operation</w:t></w:r>", "Co-operation"),
        ("<w:r><w:t>govern</w:t><w:softHyphen/><w:t>ment</w:t></w:r>", "government"),
        (run("Seen ") + run("not seen ", "<w:vanish/>") + run("again."), "Seen again."),
        (run("Seen ") + run("and this ", '<w:vanish w:val="0"/>') + run("again."), "Seen and this again."),
        (
            "<w:r><w:t>He met </w:t></w:r><w:del><w:r><w:delText>Mr. A</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>Mr. B</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>Mr. C</w:t></w:r></w:moveFrom>",
            "He met Mr. B",
        ),
        (
            "<w:r><w:instrText>LINK</w:instrText></w:r><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>",
            "link",
        ),
        (
            "<w:r><w:drawing><w:Fallback><w:t>twice</w:t></w:Fallback></w:drawing><w:t>once</w:t></w:r>",
            "once",
        ),
    ],
)
def test_what_is_seen_is_read_and_nothing_else(runs: str, text: str) -> None:
    document = document_of(BODY + f"<w:p>{runs}</w:p>")
    assert document.text == f"The Minister met Ms. Jones.\n\n{text}"


def test_cells_of_tables_and_text_boxes_are_paragraphs_of_their_own() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('One')}</w:tc><w:tc>{paragraph('Two')}</w:tc></w:tr></w:tbl>"
    box = (
        f"<w:p><w:r><w:txbxContent>{paragraph('In the box')}</w:txbxContent><w:t>Around it</w:t></w:r></w:p>"
    )
    document = document_of(BODY + table + box)
    assert document.text.split("\n\n")[1:] == ["One", "Two", "In the box", "Around it"]


def test_headers_footers_and_notes_are_left_out() -> None:
    document = document_of(
        BODY, {"word/header1.xml": "<x>Running head</x>", "word/footnotes.xml": "<x>Note</x>"}
    )
    assert document.text == "The Minister met Ms. Jones."


def test_the_title_among_the_properties_counts_if_none_is_printed() -> None:
    core = (
        "<c:coreProperties xmlns:c='c' xmlns:dc='dc'><dc:title>Minister visits</dc:title></c:coreProperties>"
    )
    assert document_of(BODY, {"docProps/core.xml": core}).title == "Minister visits"


def test_the_main_part_is_the_one_that_the_package_names() -> None:
    moved = {"_rels/.rels": RELATIONS.replace("word/document.xml", "/word/document2.xml")}
    raw = docx(BODY, {**moved, "word/document2.xml": docx_body("Here it is.")})
    document = read_document(raw, Origin("report.docx")).document
    assert document is not None
    assert document.text == "Here it is."


def docx_body(text: str) -> str:
    return f"<document><body><p><r><t>{text}</t></r></p></body></document>"


def test_a_style_that_is_based_on_itself_ends() -> None:
    assert document_of(paragraph("The Minister met Ms. Jones.", "Loop")).text == "The Minister met Ms. Jones."


def test_another_office_document_is_refused() -> None:
    sheet = archive(
        {"_rels/.rels": RELATIONS.replace("word/document", "xl/workbook"), "xl/workbook.xml": "<x/>"}
    )
    reading = read_document(sheet, Origin("list.docx"))
    assert reading.document is None
    assert "another office document" in reading.losses[0].reason
