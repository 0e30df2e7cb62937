"""Which sentences the model is asked about: its votes cost more than all rules together.

The rules look for people where there are capitals, posts or pronouns, and for events where there is a word
that tells of one. Where there is neither, nothing reads the model's votes, and it is not asked. Extraction
from any document is the same as if it were asked about every sentence.
"""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence, Token
from osce_kg.extraction.attendees import TRIGGERS as OF_ATTENDANCE
from osce_kg.extraction.companions import TRIGGERS as OF_COMPANY
from osce_kg.extraction.gathering_nouns import TRIGGERS as OF_GATHERINGS
from osce_kg.extraction.journeys import TRIGGERS as OF_JOURNEYS
from osce_kg.extraction.journeys import tells_of_stay
from osce_kg.extraction.meeting_nouns import TRIGGERS as MEETING_NOUNS
from osce_kg.extraction.meeting_verbs import TRIGGERS as MEETING_VERBS
from osce_kg.extraction.pronouns import HOSTING

_TELLING: Final = (
    words.PRONOUNS
    | MEETING_VERBS
    | MEETING_NOUNS
    | OF_GATHERINGS
    | OF_ATTENDANCE
    | OF_COMPANY
    | OF_JOURNEYS
    | HOSTING
    | words.DELEGATION_WORDS
)
"""Words of which each may stand for a person or tell of an event."""

_NEVER_NAMES: Final = words.FUNCTION_WORDS | words.WEEKDAYS.keys() | words.MONTHS.keys()


def needs_names(sentence: Sentence) -> bool:
    """Tell whether the model's votes for names can matter: capitals that the gazetteer does not explain.

    A word that opens the sentence has its capital from there: alone it is a name only beside a post.
    """
    candidates = [index for index, token in enumerate(sentence.tokens) if _may_be_name(token)]
    unexplained = [index for index in candidates if sentence.match_at(index) is None]
    if unexplained == [0]:
        return bool(sentence.heads) or sentence.lower(1) in (",", "(")
    return bool(unexplained)


def needs_parse(sentence: Sentence) -> bool:
    """Tell whether the parse and the parts of speech can matter: the sentence names people or an event."""
    return (
        bool(sentence.heads)
        or any(token.lower in _TELLING for token in sentence.tokens)
        or needs_names(sentence)
        or any(tells_of_stay(sentence, index) for index in range(len(sentence)))
    )


def _may_be_name(token: Token) -> bool:
    return token.is_capitalized and token.is_word and token.lower not in _NEVER_NAMES
