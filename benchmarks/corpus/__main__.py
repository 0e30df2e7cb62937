"""Writes a corpus: ``python -m benchmarks.corpus FOLDER --documents 1000``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.corpus.writing import write_corpus


def main() -> None:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_corpus(options.folder, options.documents, options.seed)


if __name__ == "__main__":
    main()
