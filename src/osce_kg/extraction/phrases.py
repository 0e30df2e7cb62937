"""Lists of participants, and who the subject of a verb is.

"the President, Maia Sandu, Aureliu Ciocoi, Acting Prime Minister, and representatives of civil society" is one list.
"""

from __future__ import annotations

from dataclasses import dataclass

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.coreference import Cast
from osce_kg.extraction.groups import read_group, read_organization, split_both

_SKIPPED_AFTER_VERB = frozenset(
    {
        "with",
        "also",
        "both",
        "then",
        "later",
        "there",
        "separately",
        "bilaterally",
        "briefly",
        "first",
        "together",
        "among",
        "others",
        "in",
        "particular",
        "including",
        "as",
        "well",
        "again",
        "personally",
        "today",
        "yesterday",
        "one-on-one",
        "individually",
        "jointly",
        "inter",
        "alia",
        "earlier",
        "notably",
        "via",
        "video",
        "link",
        "videoconference",
        "online",
        "virtually",
        "remotely",
    }
)


@dataclass(slots=True)
class AgentList:
    """Agents in coordination at tokens ``[start, end)`` of one sentence."""

    sentence: Sentence
    start: int
    end: int
    agents: list[Agent]

    def covers(self, index: int) -> bool:
        """Tell whether the token at ``index`` lies in the list."""
        return self.start <= index < self.end


class PhraseReader:
    """Reads lists of participants in the sentences of one document."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._starts = {index: _by_start(agents) for index, agents in cast.agents.items()}

    def agents_at(self, sentence: Sentence, position: int, *, bodies: bool = True) -> list[Agent]:
        """Return the person, group, body or pronoun that begins at token ``position``."""
        people = self._starts[sentence.index].get(position)
        if people:
            return people
        # An article or a courtesy word may stand before the phrase that was read.
        if (
            sentence.lower(position) in words.PRONOUNS - {"his", "their"}
            and sentence.lower(position) != "her"
        ):
            return [Agent("pronoun", sentence, position, position + 1, label=sentence.lower(position))]
        if sentence.lower(position) == "her" and sentence.tokens[position].dep in ("dobj", "pobj"):
            return [Agent("pronoun", sentence, position, position + 1, label="her")]
        pair = _read_the_two(sentence, position)
        if pair is not None:
            return [pair]
        group = read_group(sentence, position)
        if group is not None:
            return split_both(group)
        if bodies:
            body = read_organization(sentence, position)
            if body is not None:
                return [body]
        return []

    def read_list(self, sentence: Sentence, position: int) -> AgentList | None:
        """Return the list of participants that begins at token ``position``, or None."""
        agents: list[Agent] = []
        start = position
        end = position
        while position < len(sentence):
            found = self.agents_at(sentence, position)
            if not found:
                break
            agents.extend(found)
            end = max(agent.end for agent in found)
            position = self._next_item(sentence, end)
            if position == end:
                break
        if agents and agents[-1].plural and sentence.lower(end) == ":":
            # "with the heads of the three institutions: A, B and C".
            named = self.read_list(sentence, end + 1)
            if named is not None and named.agents[0].kind == "person":
                return AgentList(sentence, start, named.end, [*agents[:-1], *named.agents])
        return AgentList(sentence, start, end, agents) if agents else None

    def _next_item(self, sentence: Sentence, end: int) -> int:
        """Return the start of the next item after a separator, ``end`` if the list is over.

        Place and day of one item ("Serzh Sargsyan in Yerevan on 6 October and …") are stepped over.
        """
        for position in (end, after_adjunct(sentence, end)):
            after = _after_separator(sentence, position)
            if after > position and self.agents_at(sentence, after):
                if self._starts_clause(sentence, position, after):
                    return end
                return after
        return end

    def _starts_clause(self, sentence: Sentence, separator: int, position: int) -> bool:
        """Tell whether the next agent is the subject of a new clause: ", and the Minister said"."""
        found = self.agents_at(sentence, position)
        end = max(agent.end for agent in found)
        if end >= len(sentence):
            return False
        token = sentence.tokens[end]
        finite = token.tag in ("VBD", "VBZ", "VBP", "MD") and token.dep != "amod"
        is_subject = any(sentence.tokens[i].dep in ("nsubj", "nsubjpass") for i in range(position, end))
        return finite and is_subject and sentence.lower(separator) in (",", ";", "and")

    def read_object(self, sentence: Sentence, position: int, *, reach: int = 9) -> AgentList | None:
        """Return the list that begins at or shortly after ``position``: adverbs, places and days are stepped over."""
        limit = min(len(sentence), position + reach)
        while position < limit:
            found = self.read_list(sentence, position)
            if found is not None:
                return found
            after = after_adjunct(sentence, position)
            if after > position:
                position = after
            elif sentence.lower(position) in _SKIPPED_AFTER_VERB or sentence.lower(position) in (",", ":"):
                position += 1
            else:
                return None
        return None

    def list_covering(self, sentence: Sentence, index: int) -> AgentList | None:
        """Return the list of participants that the token at ``index`` is a part of."""
        position = 0
        while position <= index:
            found = self.read_list(sentence, position) if self._may_start(sentence, position) else None
            if found is None:
                position += 1
            elif found.covers(index):
                return found
            else:
                position = found.end
        return None

    def _may_start(self, sentence: Sentence, position: int) -> bool:
        if position in self._starts[sentence.index]:
            return True
        token = sentence.tokens[position]
        return position == 0 or token.pos in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM")


def _read_the_two(sentence: Sentence, position: int) -> Agent | None:
    """Read "the two", "the two men", "the three Ministers": people named before."""
    if sentence.lower(position) not in ("the", "all", "both"):
        return None
    size = words.NUMBERS.get(sentence.lower(position + 1))
    if size not in (2, 3, 4):
        return None
    end = position + 2
    if sentence.lower(end) in (
        "men",
        "women",
        "leaders",
        "officials",
        "sides",
        "politicians",
        "diplomats",
        "of",
    ):
        end += 1
    elif end < len(sentence) and sentence.tokens[end].pos not in ("VERB", "AUX", "ADV"):
        return None
    return Agent("pronoun", sentence, position, end, label="they", size=size)


def _by_start(agents: list[Agent]) -> dict[int, list[Agent]]:
    starts: dict[int, list[Agent]] = {}
    for agent in agents:
        starts.setdefault(agent.start, []).append(agent)
    return starts


def _after_separator(sentence: Sentence, position: int) -> int:
    end = position
    while sentence.lower(end) in (",", ";", "and", "&", "/"):
        end += 1
    if sentence.lower(end) == "as" and sentence.lower(end + 1) == "well" and sentence.lower(end + 2) == "as":
        end += 3
    if sentence.lower(end) in ("including", "plus") or (
        sentence.lower(end) == "together" and sentence.lower(end + 1) == "with"
    ):
        end += 1 + (sentence.lower(end) == "together")
    if sentence.lower(end) == "along" and sentence.lower(end + 1) == "with":
        end += 2
    if sentence.lower(end) == "with" and end > position:
        end += 1
    if end > position and sentence.lower(end) in ("also", "later", "finally", "then"):
        end += 1
    return end


def after_adjunct(sentence: Sentence, position: int) -> int:
    """Return the end of "in Yerevan", "on 6 October", "today" at ``position``; ``position`` where there is none."""
    end = position
    while end < len(sentence) and end - position < 12:
        word = sentence.lower(end)
        if (
            word in ("in", "at", "on")
            and (match := sentence.matches.get(end + 1 + (sentence.lower(end + 1) == "the")))
            and match.entry("city", "state", "region")
        ):
            end = match.end
        elif word in ("on", "in", "from", "to") and (_is_date_word(sentence, end + 1)):
            end += 1
            while _is_date_word(sentence, end) or (
                sentence.lower(end) in ("to", "-", "–", "and") and _is_date_word(sentence, end + 1)
            ):
                end += 1
        elif word in ("today", "yesterday", "tomorrow"):
            end += 1
        else:
            break
    return end


def _is_date_word(sentence: Sentence, position: int) -> bool:
    word = sentence.lower(position)
    return word in words.MONTHS or word in words.WEEKDAYS or word.rstrip("stndrh").isdigit()


def subject_index(sentence: Sentence, verb: int) -> int | None:
    """Return the token that is the subject of the verb at ``verb``, by the model's parse; None where there is none.

    Coordinated verbs, infinitives and participles share the subject of the verb they hang on; a relative clause has the
    noun it describes.
    """
    position = verb
    for _ in range(8):
        subject = _own_subject(sentence, position)
        if subject is not None:
            return _relative_antecedent(sentence, position, subject)
        token = sentence.tokens[position]
        if token.head == position or token.head < 0:
            return None
        if token.dep in ("relcl", "acl") and sentence.tokens[token.head].pos in ("NOUN", "PROPN", "PRON"):
            return token.head
        position = token.head
    return None


def _own_subject(sentence: Sentence, verb: int) -> int | None:
    for index, token in enumerate(sentence.tokens):
        if token.head == verb and token.dep in ("nsubj", "nsubjpass") and index != verb:
            return index
    return None


def _relative_antecedent(sentence: Sentence, verb: int, subject: int) -> int:
    if sentence.lower(subject) in ("who", "which", "that") and sentence.tokens[verb].dep in ("relcl", "acl"):
        return sentence.tokens[verb].head
    return subject


def governing_verb(sentence: Sentence, index: int) -> int | None:
    """Return the verb that the token at ``index`` hangs on, itself if it is one."""
    position = index
    for _ in range(10):
        token = sentence.tokens[position]
        if token.pos in ("VERB", "AUX"):
            return position
        if token.head == position or token.head < 0:
            return None
        position = token.head
    return None
