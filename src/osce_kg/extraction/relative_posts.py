"""Posts that a relative clause gives: "who heads the Mission", "who is the OSCE Chairman-in-Office"."""

from __future__ import annotations

from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.complement_bounds import complement_end
from osce_kg.extraction.posts import Body, Title
from osce_kg.extraction.titles import parse_title

_NOUN_PHRASE_POS: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM", "PART"})
_FARTHEST_TITLE: Final = 4


def read_relative_post(sentence: Sentence, position: int) -> Title | None:
    """Return the post that the relative clause beginning at token ``position`` gives, None without one."""
    if sentence.lower(position) != "who":
        return None
    at = position + 1
    if sentence.lower(at) in ("also", "currently", "now"):
        at += 1
    verb = sentence.lower(at)
    if verb in words.HOLDING_VERBS:
        return _held_post(sentence, position, at)
    if verb in words.HEADING_VERBS:
        return _headed_body(sentence, position, at)
    return None


def _held_post(sentence: Sentence, start: int, verb: int) -> Title | None:
    for position in range(verb + 1, min(len(sentence), verb + 1 + _FARTHEST_TITLE)):
        title = parse_title(sentence, position)
        if title is not None:
            chosen = any(
                sentence.lower(i) in words.APPOINTING_PARTICIPLES for i in range(verb, title.start + 3)
            )
            if sentence.lower(verb) in ("was", "served") and not chosen and title.tenure == "holder":
                title.tenure = "former"
            title.start = start
            return title
    return None


def _headed_body(sentence: Sentence, start: int, verb: int) -> Title | None:
    first = verb + 1 + (sentence.lower(verb + 1) == "the")
    end = complement_end(sentence, first)
    while (
        end < len(sentence)
        and sentence.tokens[end].pos in _NOUN_PHRASE_POS
        and sentence.lower(end) not in ("in", "on", "at")
    ):
        end += 1
    if end == verb + 1:
        return None
    match = sentence.matches.get(first)
    entry = match.entry("structure") if match is not None else None
    body = Body(sentence.text_of(first, end), entry, start=first, end=end)
    text = "Chair" if sentence.lower(verb).startswith("chair") else "Head"
    return Title(start, end, text, text.lower(), body=body, definite=True)


def read_further_post(agent: Agent) -> None:
    """Read the rest of "who heads the Council and will become Secretary General in 2013"."""
    sentence = agent.sentence
    verb = sentence.lower(agent.end + 1)
    if sentence.lower(agent.end) != "and" or verb not in ("will", "is", "was"):
        return
    start = agent.end + 2 + (sentence.lower(agent.end + 2) in ("become", "be", "also"))
    title = parse_title(sentence, start)
    if title is None:
        return
    title.tenure = {"will": "designate", "was": "former"}.get(verb, title.tenure)
    agent.titles.append(title)
    year = sentence.lower(title.end) == "in" and sentence.lower(title.end + 1).isdigit()
    agent.end = title.end + 2 * year
