"""Bytes that count how many of them there are, to see what is held in memory at once."""

from __future__ import annotations

from typing import ClassVar, Self


class LiveBytes(bytes):
    """Counts those of its class; a test makes a class of its own, so that it begins with none."""

    alive: ClassVar[int] = 0
    most: ClassVar[int] = 0

    def __new__(cls, content: bytes) -> Self:
        cls.alive += 1
        cls.most = max(cls.most, cls.alive)
        return super().__new__(cls, content)

    def __del__(self) -> None:
        type(self).alive -= 1
