"""A build as a reviewer sees it: candidates with their sentences, and the pairs that nobody has judged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.resolution import Candidate, CandidatePair, Judgement
from osce_kg.pipeline import CANDIDATES, DOCUMENTS, REPORT
from osce_kg.reference import load_reference
from osce_kg.resolution import (
    CandidateFile,
    Verdicts,
    canonical_anchors,
    canonical_judgements,
    read_candidates,
    reference_anchor,
    reference_candidates,
)
from osce_kg.titles import fold

_DOCUMENT_KEY: Final = re.compile(r"[A-Za-z0-9]+")


class ReviewedBuild:
    """Candidates of a build and of the reference data, by anchor, and the pairs on which identity depends."""

    def __init__(self, found: CandidateFile, authorities: Iterable[Candidate], texts: Path) -> None:
        """Take what a build has.

        Args:
            found: candidates and pairs of the build.
            authorities: candidates of the reference data.
            texts: folder with the text of each document, ``KEY.txt``.
        """
        people = tuple(authorities)
        self._authorities = frozenset(person.person for person in people)
        self._candidates = {candidate.anchor: candidate for candidate in (*found.candidates, *people)}
        self._canonical = canonical_anchors(self._candidates.values())
        self._pairs = found.pairs
        self._texts = texts
        self._members: defaultdict[str, list[str]] = defaultdict(list)
        for candidate in found.candidates:
            self._members[candidate.person].append(candidate.anchor)
        self._text = cache(self._read_text)

    @property
    def anchors(self) -> Collection[str]:
        """The anchors of all candidates, without their aliases."""
        return self._candidates.keys()

    @property
    def candidates(self) -> Collection[Candidate]:
        """All candidates."""
        return self._candidates.values()

    def candidate(self, anchor: str) -> Candidate:
        """Return the candidate with this anchor.

        Raises:
            KeyError: there is none.
        """
        return self._candidates[anchor]

    def find(self, anchor: str) -> Candidate | None:
        """Return the candidate that an anchor or alias names; None if that is nobody, or more than one."""
        return self._candidates.get(self._canonical.get(anchor, anchor))

    def fellows(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the anchors of the other mentions that are the same person in the build."""
        return tuple(anchor for anchor in self._members[candidate.person] if anchor != candidate.anchor)

    def quotes(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the sentences that mention a candidate, as the document has them.

        Raises:
            InputError: the build lacks the text of the document, or a part of it.
        """
        if candidate.document is None:
            return ()
        text = self._text(candidate.document)
        if any(passage.end > len(text) for passage in candidate.passages):
            path = self._texts / f"{candidate.document}.txt"
            raise InputError("the text is shorter than the candidates say", source=str(path))
        return tuple(" ".join(passage.of(text).split()) for passage in candidate.passages)

    def canonical(self, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
        """Return judgements by the anchors that this build uses."""
        return canonical_judgements(judgements, self._canonical, self._authorities)

    def open_pairs(self, judgements: Iterable[Judgement], about: str = "") -> tuple[CandidatePair, ...]:
        """Return the pairs that judgements leave open, the most doubtful first.

        Args:
            judgements: in the order in which they were made.
            about: a name, or a part of one, that one of the two must have; "" for any.
        """
        is_open = self._openness(judgements)
        return tuple(pair for pair in self._pairs if is_open(pair) and self._is_about(pair, about))

    def is_open(self, pair: CandidatePair, judgements: Iterable[Judgement]) -> bool:
        """Tell whether judgements leave a pair open."""
        return self._openness(judgements)(pair)

    def _openness(self, judgements: Iterable[Judgement]) -> Callable[[CandidatePair], bool]:
        mentions = Verdicts(self.canonical(judgements))
        persons = Verdicts(self._between_persons(self.canonical(judgements)))

        def is_open(pair: CandidatePair) -> bool:
            if mentions.decision(pair.left, pair.right) is not None:
                return False
            # Two persons stay two if somebody told any mention of one from any of the other.
            return pair.merged or persons.decision(self._person(pair.left), self._person(pair.right)) is None

        return is_open

    def _between_persons(self, judgements: Iterable[Judgement]) -> Iterator[Judgement]:
        """Give the judgements as ones about persons; those inside one person say nothing here."""
        for judgement in judgements:
            left, right = self._person(judgement.left), self._person(judgement.right)
            if left != right:
                yield replace(judgement, left=left, right=right)

    def _person(self, anchor: str) -> str:
        """Return an anchor for the person of an anchor, the same for all mentions of that person."""
        candidate = self._candidates.get(anchor)
        if candidate is None:
            return anchor
        is_authority = candidate.person in self._authorities
        return reference_anchor(candidate.person) if is_authority else candidate.person

    def _is_about(self, pair: CandidatePair, name: str) -> bool:
        wanted = fold(name)
        return not name or any(
            wanted and wanted in fold(known)
            for anchor in (pair.left, pair.right)
            for known in self._candidates[anchor].names
        )

    def _read_text(self, document: str) -> str:
        path = self._texts / f"{document}.txt"
        try:
            if not _DOCUMENT_KEY.fullmatch(document):
                raise InputError("this is no key of a document", source=document)
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"the text of a document cannot be read: {error}", source=str(path)) from error


def open_build(directory: Path) -> ReviewedBuild:
    """Open what a build has for review.

    Raises:
        MissingInputError: there is no build, or it was made before builds had candidates.
        InputError: its candidates are broken.
    """
    if not (directory / REPORT).is_file():
        raise MissingInputError("there is no build", source=str(directory))
    path = directory / CANDIDATES
    if not path.is_file():
        raise MissingInputError(
            "the build has no candidates to review: build it again", source=str(directory)
        )
    found = read_candidates(path)
    build = ReviewedBuild(found, reference_candidates(load_reference()), directory / DOCUMENTS)
    unknown = sorted(
        {anchor for pair in found.pairs for anchor in (pair.left, pair.right)}.difference(build.anchors)
    )
    if unknown:
        raise InputError(f"there is no candidate {unknown[0]}", source=str(path))
    return build
