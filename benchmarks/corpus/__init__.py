"""A synthetic corpus of any size, with what its documents say written down: the same for the same seed."""

from benchmarks.corpus.story import Meeting
from benchmarks.corpus.writing import FACTS, read_facts, write_corpus

__all__ = ["FACTS", "Meeting", "read_facts", "write_corpus"]
