"""Sorting more lines than memory holds: in runs that fit, which are merged."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from osce_kg.errors import MachineError

RUN: Final = 100_000
"""Lines that are sorted in memory at once."""


class LineSorter:
    """Lines with their line ends, taken in any order and given in that of their bytes.

    What fits into one run needs no disk.

    Raises:
        MachineError: the folder for the runs cannot be used.
    """

    def __init__(self, scratch: Path, name: str, run: int | None = None) -> None:
        """Prepare to sort.

        Args:
            scratch: folder for the runs, made when it is needed; it is not cleaned up here.
            name: what the names of their files begin with.
            run: number of lines that are sorted in memory at once.
        """
        self._scratch = scratch
        self._name = name
        self._size = run or RUN
        self._run: list[bytes] = []
        self._paths: list[Path] = []

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines."""
        lines = iter(lines)
        while True:
            before = len(self._run)
            self._run.extend(islice(lines, self._size - before))
            if len(self._run) == before:
                return
            if len(self._run) >= self._size:
                self._write_run()

    def merged(self) -> Iterator[bytes]:
        """Give all lines, those that are equal one after the other. May be called again."""
        self._run.sort()
        with self._using_scratch(), ExitStack() as stack:
            files = [stack.enter_context(path.open("rb")) for path in self._paths]
            yield from heapq.merge(*files, self._run)

    def _write_run(self) -> None:
        path = self._scratch / f"{self._name}-{len(self._paths)}"
        self._run.sort()
        with self._using_scratch():
            self._scratch.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.writelines(self._run)
        self._paths.append(path)
        self._run.clear()

    @contextmanager
    def _using_scratch(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise MachineError(f"{self._scratch} cannot be used for sorting: {error.strerror}") from error
