"""Bodies that act themselves: "the Centre", "the OSCE Mission to Skopje", "Zhalgas Foundation"."""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.acronyms import after_acronym
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.posts import Body, body_of_match

_LONGEST_NAME: Final = 14


def read_organization(sentence: Sentence, start: int) -> Agent | None:
    """Return the body that begins at token ``start`` when it can act, None where none does."""
    position = start + (sentence.lower(start) in ("the", "its", "their"))
    match = sentence.matches.get(position)
    if match is not None and match.entry("structure") and sentence.lower(match.end) != "'s":
        end = after_acronym(sentence, match.end)
        agent = Agent("organization", sentence, start, end, label=sentence.text_of(position, match.end))
        agent.affiliation = body_of_match(match)
        return agent
    definite = position > start and sentence.lower(position) in words.ACTING_UNITS
    if definite and sentence.is_capitalized(position) and sentence.lower(position + 1) not in ("of", "for"):
        return Agent(
            "organization", sentence, start, position + 1, label=sentence.text_of(position, position + 1)
        )
    return read_named_body(sentence, start, position)


def read_named_body(sentence: Sentence, start: int, position: int) -> Agent | None:
    """Read a capitalized name that ends in, or holds, a word for a body: "Ministry of Justice".

    The name begins at token ``position`` of the phrase that begins at ``start``.
    """
    end = _name_end(sentence, position)
    has_body = any(sentence.lower(i) in words.BODY_HEADS for i in range(position, end))
    voted = end > position and all(sentence.entity(i) == "ORG" for i in range(position, end))
    if not (has_body or voted) or end - position > _LONGEST_NAME:
        return None
    first = _after_nationality(sentence, position, end)
    closing = after_acronym(sentence, end)
    agent = Agent("organization", sentence, start, closing, label=sentence.text_of(first, closing))
    agent.affiliation = Body(agent.label, start=first, end=closing)
    return agent


def _name_end(sentence: Sentence, position: int) -> int:
    end = position
    while end < len(sentence):
        word = sentence.lower(end)
        token = sentence.tokens[end]
        if token.is_capitalized and token.is_word and word not in words.FUNCTION_WORDS:
            goes_on = not word.endswith("-based")
        elif word == "and" and (sentence.lower(end + 1) == "the" or _is_structure(sentence, end + 1)):
            goes_on = False
        else:
            goes_on = word in words.BODY_LINKS and end > position and _capitals_follow(sentence, end + 1)
        if not goes_on:
            break
        end += 1
    return end


def _after_nationality(sentence: Sentence, position: int, end: int) -> int:
    """Step over the adjective in "the Estonian Peipsi Centre": where it is from is no part of its name."""
    if any(sentence.lower(i) in words.NATIONALITY_BEARING_BODIES for i in range(position, end)):
        return position
    first = position
    match = sentence.matches.get(first)
    while match is not None and match.entry("demonym") and match.end < end - 1:
        first = match.end
        match = sentence.matches.get(first)
    return first


def _is_structure(sentence: Sentence, position: int) -> bool:
    match = sentence.matches.get(position)
    return match is not None and match.entry("structure") is not None


def _capitals_follow(sentence: Sentence, position: int) -> bool:
    while sentence.lower(position) in ("the", "of"):
        position += 1
    return sentence.is_capitalized(position)
