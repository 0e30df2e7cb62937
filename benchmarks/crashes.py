"""Kills builds at random moments, worker or coordinator, and sees that nothing is lost or doubled.

Run ``python -m benchmarks.crashes``: 20 times a worker and 20 times the coordinator, of whole builds of a
generated corpus with two workers. The moments are seeded; those of workers lie where there are workers.
After each kill the build is finished, by itself or by the next run, and its files must be the same as
without any kill, byte by byte, but for those of the store. ``--write FILE`` puts the table between the
marks of a Markdown file.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.builds import command, file_digests, run_build
from benchmarks.corpus import write_corpus
from benchmarks.processes import tree
from benchmarks.tables import add_write_option, give_out, markdown_table
from osce_kg.pipeline.extractions.rows import EXTRACTION_ROWS
from osce_kg.pipeline.rows.form import files_in
from osce_kg.pipeline.staging import work_folder

_WORKERS: Final = ("--workers", "2")
_GLANCE: Final = 0.1
"""Seconds between two looks at whether there are workers."""

_REUSED: Final = re.compile(r"([\d,]+) documents had been extracted before")


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill.

    Attributes:
        moment: seconds after the start.
        hit: whether there was still somebody to kill.
        finished: documents whose extractions were on the disk when the run had ended.
        reused: documents that the next run did not extract again; of a coordinator only.
        same: whether the files are the same in the end.
    """

    moment: float
    hit: bool
    finished: int
    reused: int
    same: bool


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill, compare and print a table; ends with 1 if anything was lost, doubled or done again."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--times", type=int, default=20, help="Kills of each kind.")
    parser.add_argument("--seed", type=int, default=1975)
    add_write_option(parser)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        write_corpus(corpus, options.documents)
        kills = _kill_all(corpus, Path(folder, "build"), options.times, random.Random(options.seed))
    give_out(_table(kills), "crashes", options.write)
    each = [kill for some in kills.values() for kill in some]
    raise SystemExit(not all(kill.same and kill.reused >= kill.finished for kill in each))


def _kill_all(corpus: Path, out: Path, times: int, chance: random.Random) -> dict[str, list[Kill]]:
    undisturbed = _undisturbed(corpus, out)
    trial = _Trial(corpus, out, file_digests(out), chance)
    workers = _until_hit(lambda: trial.kill_worker(chance.uniform(*undisturbed.working)), times)
    coordinators = _until_hit(lambda: trial.kill_coordinator(chance.uniform(0, undisturbed.seconds)), times)
    return {"a worker": workers, "the coordinator": coordinators}


def _until_hit(kill: Callable[[], Kill], times: int) -> list[Kill]:
    """Kill until somebody was hit as often as asked: a build may be quicker than the undisturbed one."""
    kills: list[Kill] = []
    while sum(each.hit for each in kills) < times and len(kills) < 2 * times:
        kills.append(kill())
    return kills


@dataclass(frozen=True, slots=True)
class _Undisturbed:
    """A build that nobody kills.

    Attributes:
        seconds: that it takes.
        working: when there were workers for the first and for the last time, in seconds after the start.
    """

    seconds: float
    working: tuple[float, float]


def _undisturbed(corpus: Path, out: Path) -> _Undisturbed:
    began = time.monotonic()
    process = _start(corpus, out)
    working: list[float] = []
    while process.poll() is None:
        if _workers_of(process.pid):
            working.append(time.monotonic() - began)
        time.sleep(_GLANCE)
    return _Undisturbed(time.monotonic() - began, (working[0], working[-1]))


@dataclass(frozen=True, slots=True)
class _Trial:
    corpus: Path
    out: Path
    digests: Mapping[str, str]
    chance: random.Random

    def kill_worker(self, moment: float) -> Kill:
        """Kill one of the workers; the build must end well by itself."""
        process = self._start(moment)
        workers = _workers_of(process.pid)
        if workers:
            subprocess.run(["kill", "-9", str(self.chance.choice(workers))], check=False)
        process.communicate()
        return Kill(moment, bool(workers), 0, 0, process.returncode == 0 and self._is_same())

    def kill_coordinator(self, moment: float) -> Kill:
        """Kill the process that builds; the next one must do the rest."""
        process = self._start(moment)
        hit = process.poll() is None
        process.kill()
        process.communicate()
        finished = sum(len(EXTRACTION_ROWS.rows(path)) for path in files_in(work_folder(self.out)))
        again = run_build(self.corpus, self.out, *_WORKERS)
        reused = _REUSED.search(again.told)
        number = int(reused[1].replace(",", "")) if reused else 0
        return Kill(moment, hit, finished, number, self._is_same())

    def _start(self, moment: float) -> subprocess.Popen[bytes]:
        """Start a build from nothing, and return at a moment of it."""
        shutil.rmtree(self.out, ignore_errors=True)
        process = _start(self.corpus, self.out)
        time.sleep(moment)
        return process

    def _is_same(self) -> bool:
        return file_digests(self.out) == self.digests


def _start(corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command(corpus, out, *_WORKERS), stderr=quiet, stdout=quiet, stdin=quiet)


def _workers_of(pid: int) -> list[int]:
    """Return the processes that extract."""
    return [each for each in tree(pid) if b"spawn_main" in _command_line(each)]


def _table(kills: Mapping[str, list[Kill]]) -> str:
    rows = [
        [
            who,
            str(sum(kill.hit for kill in each)),
            str(sum(kill.hit and kill.same for kill in each)),
            f"{sum(kill.finished for kill in each):,}",
            f"{sum(kill.reused for kill in each):,}",
        ]
        for who, each in kills.items()
    ]
    head = ["killed", "times", "same files in the end", "documents finished before", "not extracted again"]
    return markdown_table(head, rows)


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    main()
