"""Which model is asked, where and how; and the key, which is never shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from osce_kg.errors import InputError, MissingInputError, UsageError
from osce_kg.web import check_address, is_this_machine

_MODEL: Final = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}")
_KEY: Final = re.compile(r"[!-~]{1,1000}")
_LARGEST_KEY_FILE: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmSettings:
    """Settings of the extractor that asks a large language model.

    Attributes:
        url: base address of an OpenAI-compatible endpoint, without ``/chat/completions``.
        model: name of the model, as the endpoint calls it; it becomes part of the extractor's version.
        key: bearer token of the endpoint, or None; not part of ``repr``.
        cache: folder that keeps answers, or None.
        timeout: seconds to wait for one answer.
        portion: characters of text in one question.
        attempts: how often one question is sent when the endpoint is overloaded or fails.
        longest_wait: seconds between two attempts, whatever the endpoint asks for.
        max_bytes: size of one answer.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    cache: Path | None = None
    timeout: float = 120.0
    portion: int = 12_000
    attempts: int = 4
    longest_wait: float = 60.0
    max_bytes: int = 4_000_000

    def __post_init__(self) -> None:
        check_address(self.url, "the endpoint")
        if not _MODEL.fullmatch(self.model):
            raise UsageError("the name of the model may have letters, digits and ._:/@+- only")
        if self.key is not None:
            if not _KEY.fullmatch(self.key):
                raise UsageError("the key of the endpoint may have no blanks or other than ASCII characters")
            if urlsplit(self.url).scheme != "https" and not self.is_this_machine:
                raise UsageError("a key is sent over https only, or to this machine")

    @property
    def is_this_machine(self) -> bool:
        """Tell whether the endpoint is on the loopback interface, so that nothing leaves the machine."""
        return is_this_machine(self.url)


def read_key(file: Path | None, variable: str | None) -> str | None:
    """Return the key in a file, else that of the environment, else None.

    Raises:
        MissingInputError, InputError: the file is not there, cannot be read, or holds no key.
    """
    if file is None:
        return (variable or "").strip() or None
    try:
        with file.open(encoding="ascii") as opened:
            key = opened.read(_LARGEST_KEY_FILE).strip()
    except FileNotFoundError:
        raise MissingInputError("there is no such file", source=str(file)) from None
    except (OSError, UnicodeDecodeError):
        raise InputError("the key cannot be read", source=str(file)) from None
    if not key:
        raise InputError("there is no key in it", source=str(file))
    return key
