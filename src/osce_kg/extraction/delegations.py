"""Lists of the members of a delegation: "Its members were A, B and C", "a delegation made up of A and B"."""

from __future__ import annotations

from collections.abc import Collection

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence


def leader_start(sentence: Sentence) -> int | None:
    """Return the token after which a sentence names who leads a delegation ("is led by A"), None if none."""
    for index, token in enumerate(sentence.tokens):
        if token.lower in ("led", "headed") and sentence.lower(index + 1) == "by":
            before = {sentence.lower(i) for i in range(index)}
            if not before.isdisjoint(words.DELEGATION_WORDS):
                return index + 1
    return None


def member_list_start(sentence: Sentence) -> int | None:
    """Return the token after which a sentence lists the members of a delegation, None where it lists none."""
    for index, token in enumerate(sentence.tokens):
        following = sentence.lower(index + 1)
        if token.lower == "members" and following in words.MEMBERSHIP_VERBS:
            owners: Collection[str] = ("its", "the", "delegation's")
        elif token.lower in words.COMPRISING_VERBS or (
            token.lower in words.CONSISTING_PARTICIPLES and following == "of"
        ):
            owners = words.DELEGATION_WORDS | {"group"}
        else:
            continue
        if any(before.lower in owners for before in sentence.tokens[:index]):
            return index
    return None
