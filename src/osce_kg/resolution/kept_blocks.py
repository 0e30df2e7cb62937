"""Blocks of an earlier build: a block with the same mentions in it gives the same pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from osce_kg.resolution.blocking import Block, Pairs, is_compared_whole
from osce_kg.resolution.kept import KeptResults, digest_of
from osce_kg.resolution.mentions import Mention


class KeptBlocks:
    """Looks up what blocks gave by the digests of their mentions and, in large blocks, of their keys."""

    def __init__(self, mentions: Sequence[Mention], keys: Sequence[int], kept: KeptResults) -> None:
        self._digests = [mention.digest for mention in mentions]
        self._with_keys = [self._digests[i] + self._digests[key] for i, key in enumerate(keys)]
        self._kept = kept

    def pairs(self, kind: str, block: Block, compare: Callable[[], Pairs]) -> Pairs:
        """Return the pairs of a block, from memory or from ``compare``."""
        tokens = self._digests if is_compared_whole(block) else self._with_keys
        key = digest_of(kind, [tokens[position] for position in block])
        positions = np.array(block)
        known = self._kept.find(key)
        if known is not None:
            numbers = np.frombuffer(bytes.fromhex(known), "<u4").reshape(-1, 2)
            return np.take(positions, numbers)
        found = compare()
        self._kept.add(key, np.searchsorted(positions, found).astype("<u4").tobytes().hex())
        return found
