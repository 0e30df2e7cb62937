"""Answers on disk: a question that was answered is not asked, sent or paid for again."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
from pathlib import Path

from osce_kg.errors import MachineError
from osce_kg.identifiers import digest

_KEY_DIGITS = 32


class AnswerCache:
    """Keeps answers in a folder, one file each.

    Where a model runs and who asked it make no difference, so neither address nor key is part of a file or
    its name: answers may be handed on with the documents.

    Args:
        folder: created when the first answer is kept; None keeps nothing.
        model, prompt: what an answer depends on beside its question.
    """

    def __init__(self, folder: Path | None, model: str, prompt: str) -> None:
        self._folder = folder
        self._model = model
        self._prompt = prompt

    def get(self, question: str) -> str | None:
        """Return the kept answer, None where there is none or its file is damaged.

        Raises:
            MachineError: the folder, or what is in the place of the file, cannot be read.
        """
        if self._folder is None:
            return None
        try:
            answer = json.loads(_read(self._file(self._folder, question)))["answer"]
        except (FileNotFoundError, ValueError, LookupError, TypeError, RecursionError):
            return None
        except OSError as error:
            raise self._unusable(self._folder, error) from error
        return answer if isinstance(answer, str) else None

    def put(self, question: str, answer: str) -> None:
        """Keep an answer; its file appears whole.

        Raises:
            MachineError: the folder cannot be written.
        """
        if self._folder is None:
            return
        record = {"model": self._model, "prompt": self._prompt, "question": question, "answer": answer}
        place = self._file(self._folder, question)
        beside = place.with_suffix(f".{os.getpid()}.new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # A named pipe left there would be waited for until somebody reads it.
            beside.unlink(missing_ok=True)
            # ASCII, because a JSON string may hold half a surrogate pair, which has no UTF-8 form.
            beside.write_text(json.dumps(record, indent=1) + "\n", encoding="ascii")
            beside.replace(place)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise self._unusable(self._folder, error) from error

    def _file(self, folder: Path, question: str) -> Path:
        return folder / f"{digest(self._model, self._prompt, question, length=_KEY_DIGITS)}.json"

    def _unusable(self, folder: Path, error: OSError) -> MachineError:
        return MachineError(f"the cache {folder} cannot be used: {error.strerror or type(error).__name__}")


def _read(file: Path) -> str:
    """Return what a regular file holds: a named pipe would be waited for, a device may have no end."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError(errno.EINVAL, f"{file.name} is no regular file")
    return file.read_text(encoding="ascii")
