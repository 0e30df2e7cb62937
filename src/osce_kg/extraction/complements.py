"""What follows a title as a part of it: "of the Senate", "for Foreign Affairs", "responsible for Europe"."""

from __future__ import annotations

import re
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import FINITE_TAGS, Sentence
from osce_kg.extraction.posts import Body, Title, body_at
from osce_kg.extraction.title_heads import singular_title

_DANGLING_OF: Final = re.compile(r"\s+(?:of|of the)$")
_DANGLING_OF_OR_IN: Final = re.compile(r"\s+(?:of|of the|in|in the)$")


def read_responsibility(sentence: Sentence, title: Title) -> None:
    """Read "responsible for …" at the title's end, up to punctuation or a verb, into its words."""
    end = title.end + 2
    while end < len(sentence) and sentence.lower(end) not in (",", ";", ".", ")", ":"):
        if sentence.tokens[end].tag in FINITE_TAGS:
            break
        end += 1
    title.text = f"{title.text} {sentence.text_of(title.end + 1, end)}"
    title.end = end


def read_plural_units(sentence: Sentence, title: Title) -> bool:
    """Read "of the other delegations" after "heads": units that only the names of the people tell apart."""
    end = title.end + 1
    while sentence.lower(end) in words.PLURAL_UNIT_MODIFIERS:
        end += 1
    if sentence.lower(end) not in words.PLURAL_UNITS:
        return False
    title.text = f"{title.text} of {singular_title(sentence.text_of(end, end + 1))}"
    title.end = end + 1
    return True


def read_shared_bodies(sentence: Sentence, title: Title, start: int) -> bool:
    """Read the bodies of "the Foreign Ministers of Armenia, Azerbaijan and Georgia": one post in each."""
    bodies: list[Body] = []
    position = start
    while True:
        body = body_at(sentence, position + (sentence.lower(position) == "the"))
        if body is None or body.kind not in ("state", "structure"):
            break
        bodies.append(body)
        position = body.end
        while sentence.lower(position) in (",", "and"):
            position += 1
        if position == body.end:
            break
    if len(bodies) < 2:
        return False
    title.bodies = bodies
    title.body = None
    title.end = bodies[-1].end
    return True


def apply_complement(sentence: Sentence, title: Title, start: int, end: int) -> bool:
    """Make tokens ``[start, end)`` after the preposition at the title's end its body or a part of its words.

    Returns False, with the title as it was, where they belong to the sentence rather than to the title.
    """
    preposition = sentence.lower(title.end)
    match = sentence.matches.get(start)
    if match is not None and match.end == end:
        body = body_at(sentence, start)
        return body is not None and _apply_known_body(sentence, title, preposition, body)
    if preposition not in ("of", "for", "on"):
        return False
    closing = end - 2 if sentence.lower(end - 1).isdigit() else end - 1
    is_area = sentence.lower(closing) in words.AREA_WORDS and end - start > 1
    ministry = title.text.endswith("Minister")
    if preposition == "of" and (is_area or (not ministry and _names_body(sentence, start, end))):
        state = state_within(sentence, start, end) or _state_of(title.body)
        title.body = Body(sentence.text_of(start, end), state=state, start=start, end=end)
    else:
        _extend(sentence, title, end)
        _part_closing_body(sentence, title, start, end)
    title.end = end
    return True


def _apply_known_body(sentence: Sentence, title: Title, preposition: str, body: Body) -> bool:
    area = preposition in ("for", "on") and body.kind in ("region", "city")
    if area or (preposition == "to" and body.kind == "structure"):
        _extend(sentence, title, body.end)
    elif preposition in ("in", "at") and body.kind != "structure":
        return False
    elif title.body is None or body.kind == "structure":
        title.body = body
    elif body.kind == "state" and body.entry is not None:
        title.body.state = body.entry.key
    title.end = body.end
    return True


def _extend(sentence: Sentence, title: Title, end: int) -> None:
    title.text = f"{title.text} {sentence.lower(title.end)} {sentence.text_of(title.end + 1, end)}"


def _names_body(sentence: Sentence, start: int, end: int) -> bool:
    """Tell a body from a portfolio, or from a chamber, which stays in the title: "Speaker of the Senate"."""
    text = sentence.text_of(start, end)
    if end - start == 1 and text.isupper() and len(text) > 2:
        return True
    kinds = [
        word
        for i in range(start, end)
        if (word := sentence.lower(i)) in words.BODY_HEADS | words.PARLIAMENT_WORDS
    ]
    return bool(kinds) and kinds[0] not in words.PARLIAMENT_WORDS


def state_within(sentence: Sentence, start: int, end: int) -> str | None:
    """Return the State that tokens ``[start, end)`` name first, by its name or as an adjective."""
    for position in range(start, end):
        match = sentence.matches.get(position)
        entry = match.entry("state", "demonym") if match is not None else None
        if entry is not None:
            return entry.key
    return None


def _state_of(body: Body | None) -> str | None:
    if body is None or body.entry is None or body.kind not in ("state", "demonym"):
        return None
    return body.entry.key


def _part_closing_body(sentence: Sentence, title: Title, start: int, end: int) -> None:
    """Take the body that closes a complement out of the title's words.

    "Deputy Head of the Election Section of the ODIHR": the section stays in the title.
    """
    if title.body is not None:
        return
    closing = next((m for m in sentence.matches.values() if m.end == end and m.start > start), None)
    structure = closing.entry("structure") if closing else None
    if closing is not None and structure is not None:
        title.body = Body(structure.name, structure, start=closing.start, end=end)
        title.text = _without(title.text, sentence.text_of(closing.start, end), _DANGLING_OF_OR_IN)
        return
    last = sentence.matches.get(end - 1)
    state = last.entry("state") if last else None
    if state is not None:
        title.body = Body(state.name, state, start=end - 1, end=end)
        title.text = _without(title.text, sentence.text_of(end - 1, end), _DANGLING_OF)


def _without(text: str, ending: str, dangling: re.Pattern[str]) -> str:
    return dangling.sub("", text.removesuffix(ending).rstrip())
