"""An index of names: which names share rare words with a text, and how alike text and name are.

The measure is the soft TF-IDF of Cohen, Ravikumar and Fienberg (2003): the cosine of the words that text and
name share, where rare words weigh more, and a word may differ by transliteration or an error of typing.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from osce_kg.person_names import is_initial
from osce_kg.searching.words import (
    LONGEST_TEXT,
    SIMILAR_CEILING,
    SIMILAR_FLOOR,
    has_similar_words,
    sound,
    words_of_person,
    words_of_thing,
)

_LONGEST_WORD: Final = 40
_MOST_WORDS: Final = 24
_COMPARED: Final = 100
"""Names that are compared in full for one text: those that share the rarest words with it."""
_SIMILAR_WORDS: Final = 24
_COMPLETED_WORDS: Final = 200
_MOST_USES: Final = 2_000
"""A word in more names than this only tells names apart that another word has found."""

_FLOOR: Final = 0.3
"""Similarity below which a name is not worth showing."""
_SAME_SOUND: Final = 0.98
_BEGUN: Final = 0.9
_INITIAL: Final = 0.8
_ONE_WORD: Final = 0.8
"""Similarity of two people of whom one has but one word as name, at most: it says little."""
_CONTAINED: Final = 0.95
"""Similarity of people's names of which one has further words, a patronymic for instance."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name that is like a text.

    Attributes:
        owner: number of the thing that has the name.
        name: the name as it was given to the index.
        similarity: from 0 to 1; 1 for the same words in any order.
        is_same: the words are the same but for order, case, diacritics and transliteration.
    """

    owner: int
    name: str
    similarity: float
    is_same: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """A word of a text, and the words of names that it can stand for, the likest first."""

    word: str
    alternatives: dict[str, float]
    is_begun: bool
    is_initial: bool

    def likeness(self, word: str) -> float:
        """Return how alike this and a word of a name are; an initial is a little like its word."""
        if self.is_begun and word.startswith(self.word):
            return max(_BEGUN, self.alternatives.get(word, 0.0))
        if self.is_initial and word.startswith(self.word):
            return max(_INITIAL, self.alternatives.get(word, 0.0))
        return self.alternatives.get(word, 0.0)


class NameIndex:
    """Names of things of one kind; memory and time to build grow with the number of words in all names."""

    def __init__(self, names: Iterable[Iterable[str]], *, of_people: bool = False) -> None:
        """Make an index.

        Args:
            names: the names of each thing; things are numbered in this order.
            of_people: the names are of people, who have forms of address and are not told by one word.
        """
        self._of_people = of_people
        self._split = words_of_person if of_people else words_of_thing
        self._names: list[str] = []
        self._owners = array("I")
        self._uses: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for owner, spellings in enumerate(names):
            for name, words in self._distinct(spellings):
                for word in set(words):
                    self._uses[word].append(len(self._names))
                self._names.append(name)
                self._owners.append(owner)
        self._uses.default_factory = None
        self._words = sorted(self._uses)
        self._sounds: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._sounds[sound(word)].append(word)
        self._sounds.default_factory = None
        self._spoken = [spoken for spoken in self._sounds if has_similar_words(spoken)]

    def search(
        self,
        text: str,
        limit: int,
        *,
        accepts: Callable[[int], bool] | None = None,
        completing: bool = False,
    ) -> list[NameMatch]:
        """Return the names most like a text, one for each thing, the likest first.

        Args:
            text: what is searched for; more than 500 characters find nothing.
            limit: of the number of things.
            accepts: which things count, by their number; None accepts all.
            completing: the last word of the text may be only begun.
        """
        words = self.words(text) if len(text) <= LONGEST_TEXT else ()
        asked = [
            self._asked(word, is_begun=completing and place == len(words) - 1)
            for place, word in enumerate(words)
        ]
        best: dict[int, NameMatch] = {}
        for number in self._candidates(asked, accepts):
            match = self._compare(asked, number)
            known = best.get(match.owner)
            if match.similarity > (known.similarity if known else _FLOOR):
                best[match.owner] = match
        return sorted(best.values(), key=lambda match: (-match.similarity, len(match.name), match.owner))[
            :limit
        ]

    def names_of(self, owner: int) -> list[str]:
        """Return the names of a thing, those with the same words once."""
        first, end = bisect_left(self._owners, owner), bisect_right(self._owners, owner)
        return self._names[first:end]

    def words(self, text: str) -> tuple[str, ...]:
        """Return the folded words of a name or a text; of very long ones the beginning."""
        return tuple(word[:_LONGEST_WORD] for word in self._split(text)[:_MOST_WORDS])

    def uses_of(self, word: str) -> int:
        """Return how many names have a folded word."""
        return len(self._uses.get(word, ()))

    def _distinct(self, spellings: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        seen = set()
        for name in spellings:
            words = self.words(name)
            if words and words not in seen:
                seen.add(words)
                yield name, words

    def _asked(self, word: str, *, is_begun: bool) -> _Asked:
        alternatives = {word: 1.0} if word in self._uses else {}
        spoken = sound(word)
        for other in self._sounds.get(spoken, ()):
            alternatives.setdefault(other, _SAME_SOUND)
        if has_similar_words(word):
            similar = process.extract(
                spoken,
                self._spoken,
                scorer=JaroWinkler.similarity,
                score_cutoff=SIMILAR_FLOOR,
                limit=_SIMILAR_WORDS,
            )
            for near, similarity, _ in similar:
                for other in self._sounds[near]:
                    alternatives.setdefault(other, min(similarity, SIMILAR_CEILING))
        if self._of_people and word[:1].isalpha() and word[:1] in self._uses:
            alternatives.setdefault(word[:1], _INITIAL)
        if is_begun:
            first = bisect_left(self._words, word)
            for other in self._words[first : first + _COMPLETED_WORDS]:
                if other.startswith(word):
                    alternatives.setdefault(other, _BEGUN)
        return _Asked(word, alternatives, is_begun, is_initial=self._of_people and is_initial(word))

    def _candidates(self, asked: Iterable[_Asked], accepts: Callable[[int], bool] | None) -> list[int]:
        """Return numbers of names that share words with the text, those with the rarest words first."""
        found: defaultdict[int, float] = defaultdict(float)
        # The rarest word first: a frequent one then need not bring all its names.
        for one in sorted(asked, key=lambda one: sum(len(self._uses[word]) for word in one.alternatives)):
            shared: dict[int, float] = {}
            for word, likeness in one.alternatives.items():
                weight = likeness * self._weight(len(self._uses[word]))
                for name in self._uses[word]:
                    if len(shared) >= _MOST_USES and name not in found:
                        continue
                    if name not in shared and (accepts is None or accepts(self._owners[name])):
                        shared[name] = weight
            for name, weight in shared.items():
                found[name] += weight
        # Of names with the same words the shorter is the likelier.
        return nlargest(
            _COMPARED, found, key=lambda name: (found[name], -len(self._names[name]), -self._owners[name])
        )

    def _compare(self, asked: Sequence[_Asked], number: int) -> NameMatch:
        """Compare a text with a name, each word with at most one other."""
        name, owner = self._names[number], self._owners[number]
        words = self.words(name)
        pairs = list(_paired(asked, words))
        mine = [self._weight_of(one.word) for one in asked]
        theirs = [self._weight_of(word) for word in words]
        shared = sum(likeness * mine[i] * theirs[j] for likeness, i, j in pairs)
        similarity = shared / (math.hypot(*mine) * math.hypot(*theirs))
        if self._of_people:
            shorter = min(len(asked), len(words))
            if shorter == 1:
                similarity = min(similarity, _ONE_WORD)
            elif len(pairs) == shorter:
                mean = sum(likeness for likeness, _, _ in pairs) / shorter
                similarity = max(similarity, _CONTAINED * mean)
        is_same = sorted(sound(one.word) for one in asked) == sorted(map(sound, words))
        # Rounded: sums in another order differ in their last digits.
        return NameMatch(owner, name, round(min(similarity, 1.0), 4), is_same)

    def _weight_of(self, word: str) -> float:
        return self._weight(sum(len(self._uses[other]) for other in self._sounds.get(sound(word), ())))

    def _weight(self, uses: int) -> float:
        """Return the inverse document frequency of a word: 1 for one in all names, more for rarer ones."""
        return 1.0 + math.log((1 + len(self._names)) / (1 + uses))


def _paired(asked: Sequence[_Asked], words: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """Give the pairs of words that are alike with their likeness: the likest first, and no word twice."""
    alike = [
        (likeness, i, j)
        for i, one in enumerate(asked)
        for j, word in enumerate(words)
        if (likeness := one.likeness(word))
    ]
    taken: tuple[set[int], set[int]] = set(), set()
    for likeness, i, j in sorted(alike, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield likeness, i, j
