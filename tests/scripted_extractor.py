"""An extractor that does what the lines of a document tell it, and costs nothing to load in many processes.

``trip``: fails. ``fault``: fails because of the machine. ``die``: its process is killed. ``die once PATH``:
only if there is no such file yet. ``note``: adds the document's key to a file. ``rest``: takes a moment.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from osce_kg.errors import MachineError
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction, LocalPerson, NameForm
from osce_kg.model.reference import Reference
from osce_kg.model.text import Span
from press_release import press_release

NOTES = "SCRIPTED_EXTRACTOR_NOTES"
"""Variable with the path of the file that is noted in."""


@dataclass(frozen=True, slots=True)
class ScriptedExtractor:
    """Finds one person in each document, named by its first line."""

    name: ClassVar[str] = "scripted"
    version: ClassVar[str] = "1"

    def extract(self, document: Document) -> Extraction:
        first, *lines = document.text.splitlines()
        for line in lines:
            _obey(line, document)
        span = Span(0, len(first))
        person = LocalPerson("p1", first, (NameForm(first, first, (span,)),), (), (span,), 0.9)
        warnings = ("worth a look",) if "warn" in lines else ()
        return Extraction(document.key, self.name, self.version, (), (person,), (), (), (), (), warnings)


def _obey(line: str, document: Document) -> None:
    match line.split():
        case ["trip"]:
            raise ValueError("tripped")
        case ["fault"]:
            raise MachineError("the disk is full")
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["die", "once", path]:
            if not Path(path).exists():
                Path(path).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case ["note"]:
            with Path(os.environ[NOTES]).open("a") as notes:
                notes.write(f"{document.key}\n")
        case ["rest"]:
            time.sleep(0.03)


def load_scripted(_: Reference) -> ScriptedExtractor:
    return ScriptedExtractor()


def load_none(_: Reference) -> ScriptedExtractor:
    raise MachineError("the model is not installed")


def load_and_die(_: Reference) -> ScriptedExtractor:
    os.kill(os.getpid(), signal.SIGKILL)
    return ScriptedExtractor()


def scripted_documents(scripts: Sequence[str]) -> list[Document]:
    """Return a document for each script: lines after the name of its person; keys are in their order."""
    return [
        press_release(f"Person {number}\n{script}", key=f"n{number:04}")
        for number, script in enumerate(scripts, start=1)
    ]
