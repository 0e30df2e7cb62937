"""Whether an event is reported as held, or only planned, cancelled, denied or wished for."""

from __future__ import annotations

from osce_kg.extraction.analysis import Sentence

_FUTURE_VERBS = frozenset(
    {
        "plan",
        "plans",
        "planned",
        "intends",
        "intend",
        "scheduled",
        "expected",
        "expects",
        "due",
        "set",
        "hopes",
        "hope",
        "prepares",
        "preparing",
        "aims",
        "invited",
        "announced",
        "about",
        "going",
        "continue",
    }
)
_FUTURE_ADJECTIVES = frozenset(
    {"upcoming", "forthcoming", "planned", "future", "scheduled", "next", "coming", "proposed", "expected"}
)
_CANCELLED = frozenset({"cancelled", "canceled", "called off", "cancel", "cancels"})
_POSTPONED = frozenset({"postponed", "postpone", "rescheduled", "postpones"})
_WISHES = frozenset(
    {
        "urged",
        "urges",
        "calls",
        "called",
        "call",
        "encouraged",
        "encourages",
        "proposed",
        "proposes",
        "offered",
        "offers",
        "ready",
        "willing",
        "willingness",
        "readiness",
        "need",
        "wish",
        "wants",
        "wanted",
        "wished",
        "request",
        "requested",
        "asked",
        "seeks",
        "refused",
        "declined",
        "suggested",
        "suggests",
        "recommended",
        "invitation",
        "invite",
        "invites",
        "needs",
        "importance",
        "possibility",
        "possible",
        "suggesting",
        "hope",
        "hoped",
        "agree",
        "agreed",
        "appealed",
        "appeal",
        "allow",
        "help",
        "enable",
    }
)
_MODALS = frozenset({"would", "could", "should", "may", "might", "must", "can", "if", "whether"})


def event_status(sentence: Sentence, trigger: int, *, is_noun: bool = False) -> str:
    """Return the event-status concept of what the token at ``trigger`` reports.

    Args:
        is_noun: the trigger is a noun ("meeting", "visit"): the verb that governs it and its adjectives decide.
    """
    before = [sentence.lower(index) for index in range(max(0, trigger - 8), trigger)]
    whole = {token.lower for token in sentence.tokens}
    if is_noun and _FUTURE_ADJECTIVES & set(before[-4:]):
        return "planned"
    verb = _governor(sentence, trigger) if is_noun else trigger
    if verb is None:
        return "cancelled" if whole & _CANCELLED else "occurred"
    return _verb_status(sentence, verb, trigger, is_noun)


def _governor(sentence: Sentence, index: int) -> int | None:
    position = index
    for _ in range(8):
        token = sentence.tokens[position]
        if token.head == position or token.head < 0:
            return position if token.pos in ("VERB", "AUX") else None
        position = token.head
        if sentence.tokens[position].pos in ("VERB", "AUX"):
            return position
    return None


def _verb_status(sentence: Sentence, verb: int, trigger: int, is_noun: bool) -> str:
    helpers = _auxiliaries(sentence, verb)
    token = sentence.tokens[verb]
    if token.lower in _CANCELLED or helpers & _CANCELLED:
        return "cancelled"
    if token.lower in _POSTPONED or helpers & _POSTPONED:
        return "postponed"
    if helpers & {"not", "n't", "never", "unable", "cannot"}:
        return "hypothetical"
    if helpers & {"will", "shall", "'ll"}:
        return "planned"
    if helpers & _MODALS:
        return "hypothetical"
    if "to" in helpers:
        return _infinitive_status(sentence, verb)
    if is_noun and token.lower in _FUTURE_VERBS - {"continue", "announced"}:
        return "planned"
    if is_noun and token.lower in ("include", "includes", "follow", "take") and _is_programme(sentence):
        return "planned"
    if is_noun and token.lower in _WISHES and not _preposition_between(sentence, verb, trigger):
        return "hypothetical"
    if is_noun and token.lower in ("is", "are") and (_is_programme(sentence) or _is_to_be(sentence, verb)):
        return "planned"
    return "occurred"


def _is_to_be(sentence: Sentence, verb: int) -> bool:
    """ "Meetings are to take place", "A visit is to follow"."""
    return sentence.lower(verb + 1) == "to" or (
        sentence.lower(verb + 1) == "also" and sentence.lower(verb + 2) == "to"
    )


def _is_programme(sentence: Sentence) -> bool:
    return any(
        token.lower in ("programme", "agenda", "schedule", "program", "itinerary")
        for token in sentence.tokens
    )


def _preposition_between(sentence: Sentence, verb: int, trigger: int) -> bool:
    return any(
        sentence.lower(index) in ("in", "during", "at", "after", "following")
        for index in range(verb, trigger)
    )


def _auxiliaries(sentence: Sentence, verb: int) -> set[str]:
    """Return the helping verbs, particles and negations of a verb, incl. those of the verb it is coordinated with."""
    found = {
        token.lower
        for index, token in enumerate(sentence.tokens)
        if token.head == verb and token.dep in ("aux", "auxpass", "neg", "mark") and index < verb
    }
    token = sentence.tokens[verb]
    if token.dep == "conj" and token.head != verb and token.tag in ("VB", "VBN", "VBG"):
        found |= _auxiliaries(sentence, token.head)
    if not found and token.tag == "VB":
        found |= {sentence.lower(index) for index in range(max(0, verb - 3), verb)} & {
            "will",
            "to",
            "would",
            "also",
        }
    return found


def _infinitive_status(sentence: Sentence, verb: int) -> str:
    """Decide "to meet": after "is", "plans", "arrived" it is a plan; after "urged" or "invited" a wish."""
    head = sentence.tokens[verb].head
    governor = sentence.lower(head)
    if head == verb:
        return "planned"
    if governor in ("is", "are", "be") or governor in _FUTURE_VERBS or sentence.tokens[head].pos == "AUX":
        return "planned"
    if governor in ("was", "were"):
        return "planned"
    if governor in _WISHES or sentence.tokens[head].pos in ("NOUN", "ADJ"):
        return "hypothetical"
    outer = _verb_status(sentence, head, head, is_noun=False)
    if outer != "occurred":
        return outer
    # "travelled to Baku to meet the President": the aim of something that happened is reported as held.
    return "occurred" if sentence.tokens[verb].dep in ("advcl", "xcomp") else "planned"
