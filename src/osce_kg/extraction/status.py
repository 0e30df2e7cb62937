"""Whether an event is reported as held, or only planned, cancelled, denied or wished for."""

from __future__ import annotations

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.syntax import governing_verb
from osce_kg.extraction.vocabulary import word_set

_FUTURE_VERBS = word_set(
    "plan plans planned intends intend scheduled expected expects due set hopes hope prepares preparing "
    "aims invited announced about going continue"
)
_FUTURE_ADJECTIVES = word_set("upcoming forthcoming planned future scheduled next coming proposed expected")
_PREPARING = word_set("preparations preparation")
_FORESEEING = word_set("foresees foresee envisages envisage")
_STILL_TO_END = word_set("finish end conclude close")
_TAKING_PLACE = word_set("take go held proceed")
_CANCELLED = word_set("cancelled canceled cancel cancels")
_DEPARTING = word_set("travels leaves departs flies goes")
_POSTPONED = word_set("postponed postpone rescheduled postpones")
_WISHES = word_set(
    "urged urges calls called call encouraged encourages proposed proposes offered offers ready willing "
    "willingness readiness need wish wants wanted wished request requested asked seeks refused declined "
    "suggested suggests recommended invitation invite invites needs importance possibility possible "
    "suggesting hope hoped agree agreed appealed appeal allow help enable"
)
_MODALS = word_set("would could should may might must can if whether")
_NEGATIONS = word_set("not n't never unable cannot")
_FUTURE_AUXILIARIES = word_set("will shall 'll")
_PLANNING_NOUN_VERBS = (_FUTURE_VERBS - {"continue", "announced"}) | word_set(
    "foresees foresee envisages envisage"
)
"""Verbs that make their noun planned: what "announced a visit" or "continued talks" tells of can be past."""

_LISTING = word_set("include includes follow take")
_PROGRAMMES = word_set("programme agenda schedule program itinerary")
_TEMPORAL_PREPOSITIONS = word_set("in during at after following")
_READ_FROM_WORDS = word_set("will to would also")
_BEING = word_set("is are be was were")


def event_status(sentence: Sentence, trigger: int, *, is_noun: bool = False) -> str:
    """Return the event-status concept of what the token at ``trigger`` reports.

    Args:
        is_noun: the trigger is a noun ("meeting", "visit"): its adjectives and its governing verb decide.
    """
    before = {sentence.lower(index) for index in range(max(0, trigger - 4), trigger)}
    if before & _FORESEEING:
        return "planned"
    if not is_noun:
        return _verb_status(sentence, trigger)
    if before & (_FUTURE_ADJECTIVES | _PREPARING):
        return "planned"
    head = sentence.tokens[trigger].head
    verb = governing_verb(sentence, head) if head >= 0 else None
    if verb is None:
        return "cancelled" if any(token.lower in _CANCELLED for token in sentence.tokens) else "occurred"
    return _noun_status(sentence, trigger, verb)


def _verb_status(sentence: Sentence, verb: int) -> str:
    return _status_by_form(sentence, verb) or "occurred"


def _noun_status(sentence: Sentence, noun: int, verb: int) -> str:
    """Return the status of what a noun tells of: the form of its verb decides, then what the verb means."""
    word = sentence.lower(verb)
    auxiliaries = _auxiliaries(sentence, verb)
    if word in _STILL_TO_END and auxiliaries & _FUTURE_AUXILIARIES:
        # "will finish tomorrow": it is being held.
        return "occurred"
    if word in _TAKING_PLACE and auxiliaries & _NEGATIONS:
        # "will not take place", "cannot go ahead"
        return "cancelled"
    by_form = _status_by_form(sentence, verb)
    if by_form is not None:
        return by_form
    if word in _PLANNING_NOUN_VERBS - {"set"} or (word in _LISTING and _is_programme(sentence)):
        return "planned"
    if word in _WISHES and not _has_temporal_preposition(sentence, verb, noun):
        return "hypothetical"
    if word in ("is", "are") and (_is_programme(sentence) or _is_to_be(sentence, verb)):
        return "planned"
    return "occurred"


def _status_by_form(sentence: Sentence, verb: int) -> str | None:
    """Return the status that auxiliaries and negations of a verb give, None for a plain past or present."""
    auxiliaries = _auxiliaries(sentence, verb)
    words = auxiliaries | {sentence.lower(verb)}
    if "to" in auxiliaries and sentence.lower(verb) in ("cancel", "postpone"):
        # "did not want to cancel": a thought, no event.
        return "hypothetical"
    if sentence.lower(verb + 1) == "off" and sentence.lower(verb) in ("put", "called"):
        return "postponed" if sentence.lower(verb) == "put" else "cancelled"
    if sentence.lower(verb) in _DEPARTING and sentence.lower(verb + 1) in ("on", "next", "tomorrow"):
        # "travels on to Georgia": the present tense of a plan.
        return "planned"
    if words & _CANCELLED:
        return "cancelled"
    if words & _POSTPONED:
        return "postponed"
    if auxiliaries & _NEGATIONS:
        return "hypothetical"
    if auxiliaries & _FUTURE_AUXILIARIES:
        return "planned"
    if auxiliaries & _MODALS:
        return "hypothetical"
    return _infinitive_status(sentence, verb) if "to" in auxiliaries else None


def _is_to_be(sentence: Sentence, verb: int) -> bool:
    """Read "Meetings are to take place", "A visit is also to follow"."""
    return sentence.lower(verb + 1 + (sentence.lower(verb + 1) == "also")) == "to"


def _is_programme(sentence: Sentence) -> bool:
    return any(token.lower in _PROGRAMMES for token in sentence.tokens)


def _has_temporal_preposition(sentence: Sentence, verb: int, noun: int) -> bool:
    """Tell "said at a meeting" from "asked for a meeting"."""
    between = range(verb, noun) if verb < noun else range(max(0, noun - 3), noun)
    return any(sentence.lower(index) in _TEMPORAL_PREPOSITIONS for index in between)


def _auxiliaries(sentence: Sentence, verb: int) -> set[str]:
    """Return auxiliaries, particles and negations of a verb and of the verb it is coordinated with."""
    found = {
        token.lower
        for index, token in enumerate(sentence.tokens)
        if token.head == verb and token.dep in ("aux", "auxpass", "neg", "mark") and index < verb
    }
    token = sentence.tokens[verb]
    if token.dep == "conj" and token.head != verb and token.tag in ("VB", "VBN", "VBG"):
        found |= _auxiliaries(sentence, token.head)
    if not found and token.tag == "VB":
        # The parse may miss the auxiliary of a bare infinitive; the words before it tell.
        found = {sentence.lower(index) for index in range(max(0, verb - 3), verb)} & _READ_FROM_WORDS
    return found


def _infinitive_status(sentence: Sentence, verb: int) -> str:
    """Decide "to meet": after "is", "plans", "arrived" it is a plan; after "urged" or "invited" a wish."""
    head = sentence.tokens[verb].head
    governor = sentence.lower(head)
    if head == verb or governor in _BEING or governor in _FUTURE_VERBS or sentence.tokens[head].pos == "AUX":
        return "planned"
    if governor in _WISHES or sentence.tokens[head].pos in ("NOUN", "ADJ"):
        return "hypothetical"
    outer = _verb_status(sentence, head)
    if outer != "occurred":
        return outer
    # "travelled to Baku to meet the President": the aim of something that happened is reported as held.
    return "occurred" if sentence.tokens[verb].dep in ("advcl", "xcomp") else "planned"
