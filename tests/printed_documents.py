"""PDF and DOCX documents made by hand, byte by byte, so that they can also be made wrong."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = (
    f'<Relationships xmlns="{_RELATIONSHIPS}">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)
STYLES = f"""<w:styles xmlns:w="{_WORD}">
  <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
  <w:style w:styleId="Mine"><w:name w:val="my heading"/><w:basedOn w:val="berschrift1"/></w:style>
  <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
  <w:style w:styleId="Liste"><w:name w:val="List Paragraph"/></w:style>
  <w:style w:styleId="Loop"><w:name w:val="loop"/><w:basedOn w:val="Loop"/></w:style>
</w:styles>"""


class Print(NamedTuple):
    """A line of print: text in windows-1252, the height in points from below, left edge, size of type."""

    text: str
    height: float
    left: float = 72
    size: float = 10


def pdf(pages: Sequence[Sequence[Print]], title: str = "") -> bytes:
    """Return a PDF document with these lines on its pages."""
    return pdf_of_streams([_stream_of(lines) for lines in pages], title)


def pdf_of_streams(streams: Sequence[bytes], title: str = "", filters: str = "") -> bytes:
    """Return a PDF document whose pages have these content streams."""
    numbers = range(4, 4 + 2 * len(streams), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in zip(numbers, streams, strict=True):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
        objects.append((page + "/Resources << /Font << /F1 3 0 R >> >> >>").encode())
        head = f"<< /Length {len(stream)} {filters} >>\nstream\n".encode()
        objects.append(head + stream + b"\nendstream")
    objects.append(b"<< /Title (" + title.encode("cp1252") + b") >>")
    return _file(objects)


def encrypted_pdf() -> bytes:
    """Return a PDF document that says that it is encrypted, with a password that nobody knows."""
    whole = pdf([[Print("Secret", 700)]])
    lock = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >>"
    )
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00> <00>] " + lock)


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        len(objects),
        start,
    )
    return bytes(out)


def _stream_of(lines: Sequence[Print]) -> bytes:
    shown = []
    for line in lines:
        text = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        shown.append(b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (line.size, line.left, line.height, text))
    return b"\n".join(shown)


def bomb(megabytes: int) -> bytes:
    """Return blanks, packed by zlib to a thousandth of their size."""
    packer = zlib.compressobj(9)
    million = b" " * 1_000_000
    return b"".join(packer.compress(million) for _ in range(megabytes)) + packer.flush()


def paragraph(text: str, style: str = "", more: str = "") -> str:
    """Return a paragraph as it stands in a DOCX document."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a DOCX document with this body; ``parts`` are added, or stand in for those of the same name."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return archive(
        {"_rels/.rels": RELATIONS, "word/document.xml": document, "word/styles.xml": STYLES, **(parts or {})}
    )


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return packed.getvalue()
