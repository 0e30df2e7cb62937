"""The process that PDFium runs in: it reads a PDF from standard input and writes its lines as JSON.

It is run as a file by ``process``: with nothing of the package but the confinement it starts in a moment.
PDFium is native code that reads what strangers have written; here it has no network, a bounded memory and a
bounded time, and if it is brought down, only this process is.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
from typing import Any

try:
    import pypdfium2
    import pypdfium2.raw as pdfium
except ImportError:
    sys.exit(69)  # EX_UNAVAILABLE

from osce_kg.confinement import forbid_network, limit_memory, limit_processor_time

_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
_NEEDS_PASSWORD = 4


def main(memory: int, seconds: int, most_characters: int) -> None:
    """Read one document and tell what was found, or why nothing was.

    Args:
        memory: bytes that may be allocated.
        seconds: of processor time.
        most_characters: in all pages together.
    """
    raw = sys.stdin.buffer.read()
    forbid_network()
    limit_memory(memory)
    limit_processor_time(seconds)
    try:
        told = _read(raw, most_characters)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _NEEDS_PASSWORD
        told = {"error": "it needs a password" if is_locked else "not a PDF document that can be read"}
    except MemoryError:
        told = {"error": f"needs more than the limit of {memory >> 20} MiB of memory"}
    json.dump(told, sys.stdout)


def _read(raw: bytes, most_characters: int) -> dict[str, Any]:
    document = pypdfium2.PdfDocument(raw)
    pages = []
    characters = 0
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > most_characters:
            return {"error": f"more than the limit of {most_characters} characters of text"}
        pages.append(list(_lines(text)))
        text.close()
        page.close()
    return {"title": document.get_metadata_value("Title"), "pages": pages}


def _lines(page: Any) -> Any:
    """Yield text, left, right, baseline and size (in points) of each line, in the order of the page."""
    last = page.count_chars() - 1
    for match in _LINE.finditer(page.get_text_range()) if last >= 0 else ():
        words = match[0].strip()
        if words:
            first_index = min(match.start() + len(match[0]) - len(match[0].lstrip()), last)
            last_index = min(match.start() + len(match[0].rstrip()) - 1, last)
            left, baseline = _origin(page, first_index)
            right = page.get_charbox(last_index, loose=True)[2]
            size = pdfium.FPDFText_GetFontSize(page, first_index)
            yield [match[0], *(round(number, 1) for number in (left, right, baseline, size))]


def _origin(page: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page, index, x, y)
    return x.value, y.value


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
