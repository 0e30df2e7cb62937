"""A synthetic corpus of any size, with what its documents say written down: the same for the same seed."""

from benchmarks.corpus.story import Meeting
from benchmarks.corpus.writing import facts_of, read_facts, write_corpus

__all__ = ["Meeting", "facts_of", "read_facts", "write_corpus"]
