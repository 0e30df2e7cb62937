"""Writes a corpus and what its documents say."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.corpus.layouts import LAYOUTS
from benchmarks.corpus.story import Meeting, World, meetings_of


def facts_of(folder: Path) -> Path:
    """Return the file beside a corpus with one meeting on each line."""
    return folder.with_name(f"{folder.name}.facts.jsonl")


def write_corpus(folder: Path, documents: int, seed: int = 1, numbers: Iterable[int] | None = None) -> None:
    """Write documents into a new folder, a thousand in each folder below it, and beside it their facts.

    Args:
        folder: it is made.
        documents: size of the corpus, on which the people in it depend.
        seed: of the corpus.
        numbers: only these documents of the corpus, or later ones; by default all.
    """
    world = World(documents, seed)
    folder.mkdir(parents=True)
    with facts_of(folder).open("w", encoding="utf-8") as facts:
        for number in range(documents) if numbers is None else numbers:
            name, write = LAYOUTS[number % len(LAYOUTS)]
            place = folder / f"{number // 1000:04}" / f"{number:07}-{name}"
            story = world.story(number)
            place.parent.mkdir(exist_ok=True)
            place.write_text(write(story), encoding="utf-8")
            for meeting in meetings_of(story, place.relative_to(folder).as_posix()):
                facts.write(json.dumps(asdict(meeting), default=str, ensure_ascii=False) + "\n")


def read_facts(folder: Path) -> Iterator[Meeting]:
    """Yield the meetings that the documents of a corpus state, in the order of the documents."""
    with facts_of(folder).open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Meeting(**{**record, "day": dt.date.fromisoformat(record["day"])})
