"""What vouches for a run of capitalized words being a person's name."""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.acronyms import after_acronym
from osce_kg.extraction.affiliations import bracketed_body, state_follows
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.names import folded, person_votes, read_name
from osce_kg.extraction.relative_posts import read_relative_post
from osce_kg.extraction.title_openings import begins_title

_NO_NAMES: Final = frozenset({"GPE", "LOC", "FAC", "EVENT", "NORP", "DATE"})
_COMMON_WORDS: Final = words.TITLE_MODIFIERS | words.PORTFOLIO_WORDS | words.BODY_HEADS | words.GROUP_HEADS


def after_honorifics(sentence: Sentence, position: int) -> int:
    """Step over "Dr.", "H.E." and "Ambassador" before a name."""
    while sentence.lower(position) in words.HONORIFICS or (
        sentence.lower(position).removesuffix("s") in words.RANKS and sentence.is_capitalized(position)
    ):
        position += 1
    return position


def after_own_acronym(sentence: Sentence, position: int) -> int:
    """Step over the acronym of a post's body; a State in capitals and brackets is where somebody is from."""
    match = sentence.matches.get(position + 1)
    if match is not None and match.entry("state") is not None:
        return position
    return after_acronym(sentence, position)


def is_set_off(sentence: Sentence, start: int) -> bool:
    """Tell whether punctuation or a verb closes the capitalized run at ``start``, as an apposition is."""
    end = read_name(sentence, start)
    if end == start:
        return False
    if end >= len(sentence):
        return True
    token = sentence.tokens[end]
    return token.lower in (",", ".", ";", "and", "(", "'s", ")") or token.pos in ("VERB", "AUX")


def is_met(sentence: Sentence, start: int, end: int) -> bool:
    """Trust a run of capitals right after "met" or "meeting with", whatever the model makes of it."""
    before = start - 1 - (sentence.lower(start - 1) == "with")
    met = sentence.lower(before) in words.MEETING_WORDS
    return met and end - start > 1 and not _votes_against(sentence, start, end)


def is_thing(sentence: Sentence, start: int) -> bool:
    """Tell names of things by what stands before them: "the new Election Law", "on *Civic Lobbying*"."""
    before = sentence.tokens[start - 1] if start else None
    return before is not None and (before.pos in ("DET", "ADJ") or before.text in ("*", '"', "“"))


def title_follows(sentence: Sentence, position: int) -> bool:
    """Tell whether a comma and a post follow: "A, the Speaker of the Senate", "A, who heads the Mission"."""
    return sentence.lower(position) == "," and (
        begins_title(sentence, position + 1) or read_relative_post(sentence, position + 1) is not None
    )


def _votes_against(sentence: Sentence, start: int, end: int) -> bool:
    return any(sentence.entity(index) in _NO_NAMES for index in range(start, end))


class NameEvidence:
    """Decides on the names of one sentence.

    Attributes:
        sentence: the sentence.
        known_surnames: folded last names that the document introduced elsewhere.
        previous_end: end of the person read last, -1 before the first: a list vouches for its items.
    """

    def __init__(self, sentence: Sentence, known_surnames: frozenset[str]) -> None:
        self.sentence = sentence
        self.known_surnames = known_surnames
        self.previous_end = -1

    def name_end(self, start: int) -> int:
        """Return the end of the name at ``start`` that the model, the document or its place vouch for.

        ``start`` itself where there is no name, or nothing vouches for it.
        """
        sentence = self.sentence
        end = read_name(sentence, start)
        if end == start:
            return start
        last = folded(sentence.tokens[end - 1].text)
        if last in self.known_surnames or person_votes(sentence, start, end) or is_met(sentence, start, end):
            return end
        if start > 0 and sentence.lower(end) == "," and read_relative_post(sentence, end + 1) is not None:
            return end
        return end if end - start > 1 and self._is_vouched(start, end) else start

    def set_off_name_end(self, start: int) -> int:
        """Return the end of the name at ``start`` after a comma or colon: being set off vouches too."""
        if is_set_off(self.sentence, start):
            return read_name(self.sentence, start)
        return self.name_end(start)

    def _is_vouched(self, start: int, end: int) -> bool:
        return (
            title_follows(self.sentence, end)
            or bracketed_body(self.sentence, end) is not None
            or state_follows(self.sentence, end)
            or self.sentence.lower(end) == "mp"
            or self._is_listed(start, end)
        )

    def _is_listed(self, start: int, end: int) -> bool:
        """Trust two or three capitals that follow a person in a list, if no word of them is a body's."""
        sentence = self.sentence
        before = start
        while sentence.lower(before - 1) in (",", "and", "as", "well", ";"):
            before -= 1
        if before == start or before != self.previous_end or end - start not in (2, 3):
            return False
        closed = (
            end >= len(sentence)
            or sentence.lower(end) in (",", ".", ";", "and", "(")
            or sentence.tokens[end].pos == "VERB"
        )
        plain = all(
            token.lower not in _COMMON_WORDS and not token.text.isupper()
            for token in sentence.tokens[start:end]
        )
        return closed and plain and not _votes_against(sentence, start, end)
