"""What was claimed and could not be verified: left out, counted, and told."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class Fault(StrEnum):
    """Why a claim is left out, as words for the user (in the plural)."""

    NOT_IN_TEXT = "quotes that are not in the text"
    TOO_SHORT = "quotes of a single word"
    TOO_LONG = "quotes of more than three sentences"
    TOO_MANY = "quotes beyond the fourth of an event"
    NO_EVIDENCE = "events without a verified quote"
    NO_NAME = "names that are not names of persons"
    NAME_NOT_QUOTED = "persons whose name is not in their quote"
    FORM_OF_ANOTHER = "forms of a name that do not belong to one person"
    TITLE_NOT_QUOTED = "posts whose title is not in their quote"
    HOLDER_NOT_QUOTED = "posts whose holder is not named in their quote"
    BODY_NOT_IN_TEXT = "bodies of posts that the text does not name"
    NOBODY = "persons without a name or a post"
    UNKNOWN_PERSON = "participants that are none of the persons"
    NOT_MENTIONED = "participants who are not in the sentences of their event"
    MENTION_OF_ANOTHER = "participants whose mention does not mean them alone"
    NO_GROUP = "groups and bodies that their words do not describe"
    NO_PLACE = "places that are not in the sentences of their event"
    NO_DATE = "dates that cannot be read in the sentences of their event"
    NO_SUBJECT = "subjects that are not in the sentences of their event"
    NO_ENCLOSING_EVENT = "enclosing events that there are not"
    TOO_FEW = "meetings without two sides, visits without a visitor"


class Drops:
    """Counts what is left out of the answers about one document."""

    def __init__(self) -> None:
        self._faults: Counter[Fault] = Counter()

    def drop(self, fault: Fault) -> None:
        """Count something that is left out."""
        self._faults[fault] += 1

    def warnings(self) -> tuple[str, ...]:
        """Return a sentence for the user, or nothing if nothing was left out."""
        if not self._faults:
            return ()
        reasons = ", ".join(f"{fault} ({self._faults[fault]})" for fault in Fault if self._faults[fault])
        return (f"left out of the model's answer: {reasons}",)
