"""How searching by name grows: CPU time and memory to index people, and time for one search.

Run as ``python -m benchmarks.name_search``. The people are made up from syllables: frequent given names, rare
surnames, many of them alike. ``docs/performance.md`` has what it printed.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from itertools import cycle
from random import Random
from typing import Final

from benchmarks.measuring import cpu_seconds, growth
from osce_kg.searching.directory import NameDirectory, NamedThing

_SIZES: Final = (2_500, 5_000, 10_000, 20_000, 40_000)
_SEARCHES: Final = 200
_ONSETS: Final = (
    "b",
    "d",
    "g",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "z",
    "sh",
    "ch",
    "kh",
    "zh",
    "st",
    "br",
)
_VOWELS: Final = ("a", "e", "i", "o", "u", "ya", "ie")
_ENDINGS: Final = ("ov", "ev", "enko", "sson", "ić", "yan", "idze", "mann", "escu", "as", "i", "er", "aru")


def people(number: int, seed: int = 1) -> list[str]:
    """Return made-up full names; the same arguments give the same names."""
    random = Random(seed)
    given = [_word(random, 2) for _ in range(300)]
    ranks = (min(int(random.paretovariate(0.8)), len(given)) - 1 for _ in range(number))
    return [f"{given[rank]} {_word(random, 2)}{random.choice(_ENDINGS)}".title() for rank in ranks]


def _word(random: Random, syllables: int) -> str:
    return "".join(random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(syllables))


def directory_of(names: list[str]) -> NameDirectory:
    """Return a directory of people with a name and a surname that documents use."""
    return NameDirectory(
        (
            NamedThing(f"person/p{number:06}", ("Person",), (name, f"Minister {name.split()[-1]}"))
            for number, name in enumerate(names)
        ),
        {},
    )


def _mistyped(name: str) -> str:
    middle = len(name) - len(name) // 4
    return name[:middle] + name[middle + 1 :]


_KINDS: Final[dict[str, Callable[[str], str]]] = {
    "the name": str,
    "SURNAME, given name": lambda name: ", ".join(reversed(name.upper().split())),
    "a letter left out": _mistyped,
    "a surname": lambda name: name.split()[-1],
    "three letters": lambda name: name.split()[-1][:3],
}


def _milliseconds(directory: NameDirectory, texts: Iterator[str], *, completing: bool) -> float:
    asked = [next(texts) for _ in range(_SEARCHES)]

    def search() -> None:
        for text in asked:
            directory.find(text, completing=completing)

    return cpu_seconds(search) / _SEARCHES * 1000


def main() -> None:
    """Print a table of sizes, and the exponents of growth."""
    indexing: list[float] = []
    searching: dict[str, list[float]] = {kind: [] for kind in _KINDS}
    print(
        f"{'people':>8} {'index, s':>9} {'MiB':>6}  "
        + "  ".join(f"{kind + ', ms':>{len(kind) + 4}}" for kind in _KINDS)
    )
    for size in _SIZES:
        names = people(size)
        indexing.append(cpu_seconds(lambda names=names: directory_of(names)))  # type: ignore[misc]
        tracemalloc.start()
        directory = directory_of(names)
        memory = tracemalloc.get_traced_memory()[0] / (1 << 20)
        tracemalloc.stop()
        for kind, write in _KINDS.items():
            texts = cycle(write(name) for name in Random(2).sample(names, _SEARCHES))
            searching[kind].append(_milliseconds(directory, texts, completing=kind == "three letters"))
        shown = (f"{searching[kind][-1]:{len(kind) + 4}.1f}" for kind in _KINDS)
        print(f"{size:8,} {indexing[-1]:9.2f} {memory:6.1f}  " + "  ".join(shown))
    print(f"growth of indexing: {growth(_SIZES, indexing):.2f}")
    for kind, seconds in searching.items():
        print(f"growth of searching, {kind}: {growth(_SIZES, seconds):.2f}")


if __name__ == "__main__":
    main()
