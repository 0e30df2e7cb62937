"""Verbs, their subjects and the nouns that hang on them, by the parse of the statistical model."""

from __future__ import annotations

from osce_kg.extraction.analysis import Sentence

SUBJECT_DEPENDENCIES = frozenset({"nsubj", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_AUXILIARY_REACH = 5
_CLAUSE_REACH = 16
_HAVING = frozenset({"has", "have", "had"})
_VERBS = frozenset({"VERB", "AUX"})
# Parses are trees, but a step limit keeps a malformed one from looping.
_DEEPEST = 10
_DEEPEST_CLAUSE = 8


def subject_index(sentence: Sentence, verb: int) -> int | None:
    """Return the token that is the subject of the verb at ``verb``, None where there is none.

    Coordinated verbs, infinitives and participles share the subject of the verb they hang on; a relative
    clause has the noun it describes.
    """
    position = verb
    for _ in range(_DEEPEST_CLAUSE):
        subject = _own_subject(sentence, position)
        if subject is not None:
            return _relative_antecedent(sentence, position, subject)
        token = sentence.tokens[position]
        if token.head == position or token.head < 0:
            return None
        if token.dep in ("relcl", "acl") and sentence.tokens[token.head].pos in _NOUNS:
            return token.head
        position = token.head
    return None


def _own_subject(sentence: Sentence, verb: int) -> int | None:
    for index, token in enumerate(sentence.tokens):
        if token.head == verb and token.dep in SUBJECT_DEPENDENCIES and index != verb:
            return index
    return None


def _relative_antecedent(sentence: Sentence, verb: int, subject: int) -> int:
    if sentence.lower(subject) in ("who", "which", "that") and sentence.tokens[verb].dep in ("relcl", "acl"):
        return sentence.tokens[verb].head
    return subject


def governing_verb(sentence: Sentence, index: int) -> int | None:
    """Return the verb that the token at ``index`` hangs on, itself if it is one."""
    position = index
    for _ in range(_DEEPEST):
        token = sentence.tokens[position]
        if token.pos in _VERBS:
            return _obligation(sentence, position) or position
        if token.head == position or token.head < 0:
            return None
        position = token.head
    return None


def is_pluperfect(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb speaks of what was before the time of the text: "had met"."""
    if sentence.tokens[verb].tag != "VBN":
        return False
    reach = range(max(0, verb - _AUXILIARY_REACH), verb)
    return any(sentence.lower(index) == "had" and sentence.tokens[index].head == verb for index in reach)


def relative_verb(sentence: Sentence, noun: int) -> int | None:
    """Return the verb of the relative clause on the noun: "the meeting which the Bureau held"."""
    for index in range(noun + 1, min(len(sentence), noun + _CLAUSE_REACH)):
        if sentence.tokens[index].head == noun and sentence.tokens[index].dep == "relcl":
            return index
    return None


def _obligation(sentence: Sentence, verb: int) -> int | None:
    """Return the verb of "had to be cancelled" for its "had"."""
    if sentence.lower(verb) not in _HAVING:
        return None
    for index in range(verb + 1, min(len(sentence), verb + _CLAUSE_REACH)):
        if sentence.tokens[index].head == verb and sentence.tokens[index].dep == "xcomp":
            return index
    return None


def is_subject_within(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether one of the tokens ``[start, end)`` is the subject of a verb."""
    return any(sentence.tokens[index].dep in SUBJECT_DEPENDENCIES for index in range(start, end))
