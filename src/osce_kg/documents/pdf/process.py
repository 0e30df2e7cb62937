"""Has the lines of a PDF read by a process of its own, which may be lost without loss."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from osce_kg.documents.limits import ReadLimits
from osce_kg.errors import InputError, MachineError

_CHILD: Final = Path(__file__).with_name("child.py")
_NO_LIBRARY: Final = 69
"""Exit code of the child where PDFium is not installed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print.

    Attributes:
        text: as PDFium gives it; U+FFFE at its end stands for a hyphen after which the word goes on.
        left, right, baseline: where it stands, in points from the lower left corner of the page.
        size: of the type, in points.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """The lines of each page in reading order, and the title that the file declares."""

    title: str
    pages: tuple[tuple[Line, ...], ...]


def extract_lines(raw: bytes, limits: ReadLimits) -> PrintedPages:
    """Return the lines of a PDF document.

    Args:
        raw: the document.
        limits: ``pdf_seconds``, ``pdf_memory`` and ``max_bytes`` (as characters of text) hold.

    Raises:
        InputError: it is no PDF, needs a password, passes a limit, or brings PDFium down.
        MachineError: no process can be started, or the library is not installed.
    """
    with tempfile.TemporaryFile() as document, tempfile.TemporaryFile() as answer:
        document.write(raw)
        document.seek(0)
        # -P: no module of the child's own folder may stand in for one of the standard library
        command = [sys.executable, "-P", str(_CHILD)]
        numbers = [limits.pdf_memory, int(limits.pdf_seconds), limits.max_bytes]
        try:
            done = subprocess.run(
                [*command, *map(str, numbers)],
                stdin=document,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=2 * limits.pdf_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise InputError(_too_slow(limits)) from None
        except OSError as error:
            raise MachineError(f"no process can be started to read a PDF: {error.strerror}") from error
        if done.returncode == _NO_LIBRARY:
            raise MachineError("the library that reads PDF is not installed: pip install pypdfium2")
        if done.returncode != 0:
            raise InputError(_fault(done.returncode, limits))
        answer.seek(0)
        return _told(json.load(answer))


def _told(answer: dict[str, Any]) -> PrintedPages:
    if "error" in answer:
        raise InputError(answer["error"])
    pages: Sequence[Sequence[Sequence[Any]]] = answer["pages"]
    return PrintedPages(answer["title"], tuple(tuple(Line(*line) for line in page) for page in pages))


def _too_slow(limits: ReadLimits) -> str:
    return f"not read within the limit of {limits.pdf_seconds:g} seconds"


def _fault(code: int, limits: ReadLimits) -> str:
    """Say why the process has ended by itself."""
    if code == -signal.SIGXCPU:
        return _too_slow(limits)
    if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGTRAP):
        return f"needs more than the limit of {limits.pdf_memory >> 20} MiB of memory, or is damaged"
    return "damaged: the PDF library fails on it"
