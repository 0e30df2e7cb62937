"""Kills builds at random moments, worker or coordinator, and sees that nothing is lost or doubled.

Run ``python -m benchmarks.crashes``: 20 times a worker and 20 times the coordinator, of whole builds of a
generated corpus with two workers. The moments are seeded. After each kill the build is finished, by itself or
by the next run, and its graph must be the same as without any kill, byte by byte.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.builds import command, graph_digest, markdown_table, run_build
from benchmarks.corpus import write_corpus
from benchmarks.processes import tree
from osce_kg.pipeline.extractions.rows import EXTRACTION_ROWS
from osce_kg.pipeline.rows.form import files_in
from osce_kg.pipeline.staging import work_folder

_WORKERS: Final = ("--workers", "2")
_REUSED: Final = re.compile(r"([\d,]+) documents had been extracted before")


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill.

    Attributes:
        moment: seconds after the start.
        hit: whether there was still somebody to kill.
        finished: documents whose extractions were on the disk when the run had ended.
        reused: documents that the next run did not extract again; of a coordinator only.
        same: whether the graph is the same in the end.
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
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        corpus, out = Path(folder, "corpus"), Path(folder, "build")
        write_corpus(corpus, options.documents)
        undisturbed = run_build(corpus, out, *_WORKERS)
        chance = random.Random(options.seed)
        moments = [chance.uniform(0, undisturbed.seconds) for _ in range(2 * options.times)]
        trial = _Trial(corpus, out, graph_digest(out), chance)
        workers = [trial.kill_worker(moment) for moment in moments[: options.times]]
        coordinators = [trial.kill_coordinator(moment) for moment in moments[options.times :]]
    print(_table({"a worker": workers, "the coordinator": coordinators}))
    whole = all(kill.same and kill.reused >= kill.finished for kill in (*workers, *coordinators))
    raise SystemExit(not whole)


@dataclass(frozen=True, slots=True)
class _Trial:
    corpus: Path
    out: Path
    digest: str
    chance: random.Random

    def kill_worker(self, moment: float) -> Kill:
        """Kill one of the workers; the build must end well by itself."""
        process = self._start(moment)
        workers = [pid for pid in tree(process.pid) if b"spawn_main" in _command_line(pid)]
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
        process = subprocess.Popen(
            command(self.corpus, self.out, *_WORKERS),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        time.sleep(moment)
        return process

    def _is_same(self) -> bool:
        return graph_digest(self.out) == self.digest


def _table(kills: dict[str, list[Kill]]) -> str:
    rows = [
        [
            who,
            str(sum(kill.hit for kill in each)),
            str(sum(kill.same for kill in each)),
            f"{sum(kill.finished for kill in each):,}",
            f"{sum(kill.reused for kill in each):,}",
        ]
        for who, each in kills.items()
    ]
    head = ["killed", "times", "same graph in the end", "documents finished before", "not extracted again"]
    return markdown_table(head, rows)


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


if __name__ == "__main__":
    main()
