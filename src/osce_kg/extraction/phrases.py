"""Lists of participants.

"the President, Maia Sandu, Aureliu Ciocoi, Acting Prime Minister, and representatives of civil society" is
one.
"""

from __future__ import annotations

from dataclasses import dataclass

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import FINITE_TAGS, Sentence, Token
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.groups import read_group, split_both
from osce_kg.extraction.organizations import read_organization
from osce_kg.extraction.syntax import is_subject_within
from osce_kg.extraction.vocabulary import word_set

_SKIPPED_AFTER_VERB = word_set(
    "with also both then later there separately bilaterally briefly first together among others in "
    "particular including as well again personally today yesterday one-on-one individually jointly "
    "inter alia earlier notably via video link videoconference online virtually remotely"
)
_POSSESSIVES = frozenset({"his", "her", "their"})
_OBJECTS = frozenset({"dobj", "pobj"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})
_COUNTED_PEOPLE = word_set("men women leaders officials sides politicians diplomats of")
_LONGEST_ADJUNCT = 12


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

    def agents_at(self, sentence: Sentence, position: int) -> list[Agent]:
        """Return the person, group, body or pronoun that begins at token ``position``."""
        people = self._starts[sentence.index].get(position)
        if people:
            return people
        if _is_personal_pronoun(sentence, position):
            return [pronoun_at(sentence, position)]
        pair = _read_the_two(sentence, position)
        if pair is not None:
            return [pair]
        group = read_group(sentence, position)
        if group is not None:
            named = self._starts[sentence.index].get(group.end)
            if named and named[0].kind == "person" and group.size is None:
                # "his counterparts A of Austria and B of Cyprus".
                return named
            return split_both(group)
        body = read_organization(sentence, position)
        return [body] if body is not None else []

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
        if not (_is_finite(sentence.tokens[end]) and is_subject_within(sentence, position, end)):
            return False
        joint = {sentence.lower(index) for index in range(separator, position)}
        if "and" in joint and not any(_is_finite(token) for token in sentence.tokens[:position]):
            # "A, B and C met": no verb stands before, so there is no other clause.
            return False
        return sentence.lower(separator) in (",", ";", "and")

    def read_object(self, sentence: Sentence, position: int, *, reach: int = 9) -> AgentList | None:
        """Return the list that begins at ``position`` or, after adverbs and adjuncts, within ``reach``."""
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
                return _without_owner(found, index)
            else:
                position = found.end
        return None

    def _may_start(self, sentence: Sentence, position: int) -> bool:
        if position in self._starts[sentence.index]:
            return True
        token = sentence.tokens[position]
        return position == 0 or token.pos in _NOMINAL


def _is_finite(token: Token) -> bool:
    return token.tag in FINITE_TAGS and token.dep != "amod"


def _without_owner(found: AgentList, index: int) -> AgentList:
    """Drop the first of a list where it belongs to the words before: "the visit of the Presidents, A met"."""
    first = found.agents[0]
    owned = found.start > 0 and found.sentence.lower(found.start - 1) == "of"
    if not owned or len(found.agents) < 2 or index < first.end:
        return found
    rest = found.agents[1:]
    return AgentList(found.sentence, rest[0].start, found.end, rest)


def pronoun_at(sentence: Sentence, index: int) -> Agent:
    """Return the agent that the pronoun at ``index`` stands for; the cast traces it back to a person."""
    return Agent("pronoun", sentence, index, index + 1, label=sentence.lower(index))


def _is_personal_pronoun(sentence: Sentence, position: int) -> bool:
    """Tell "he", "they", "him" from a possessive; "her" can be both, and the parse decides."""
    word = sentence.lower(position)
    if word == "her":
        return sentence.tokens[position].dep in _OBJECTS
    return word in words.PRONOUNS - _POSSESSIVES


def _read_the_two(sentence: Sentence, position: int) -> Agent | None:
    """Read "the two", "the two men", "the three Ministers": people named before."""
    if sentence.lower(position) not in ("the", "all", "both"):
        return None
    size = words.NUMBERS.get(sentence.lower(position + 1))
    if size not in (2, 3, 4):
        return None
    end = position + 2
    if sentence.lower(end) in _COUNTED_PEOPLE:
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
    """Return the end of ", and", "as well as", "and later" at ``position``; itself if none is there."""
    end = position
    while sentence.lower(end) in (",", ";", "and", "&", "/"):
        end += 1
    if [sentence.lower(end + i) for i in range(3)] == ["as", "well", "as"]:
        end += 3
    if sentence.lower(end) in ("including", "plus"):
        end += 1
    for adverb in ("together", "along"):
        if sentence.lower(end) == adverb and sentence.lower(end + 1) == "with":
            end += 2
    if end > position and sentence.lower(end) in ("with", "by"):
        end += 1
    if end > position and sentence.lower(end) in ("also", "later", "finally", "then"):
        end += 1
    return end


def after_adjunct(sentence: Sentence, position: int) -> int:
    """Return the end of "in Yerevan", "on 6 October", "today" at ``position``; itself where there is none."""
    end = position
    while end < len(sentence) and end - position < _LONGEST_ADJUNCT:
        after = _after_place(sentence, end) or _after_date(sentence, end)
        if after is None:
            break
        end = after
    return end


def _after_place(sentence: Sentence, position: int) -> int | None:
    if sentence.lower(position) not in ("in", "at", "on"):
        return None
    match = sentence.matches.get(position + 1 + (sentence.lower(position + 1) == "the"))
    return match.end if match is not None and match.entry("city", "state", "region") else None


def _after_date(sentence: Sentence, position: int) -> int | None:
    word = sentence.lower(position)
    if word in ("today", "yesterday", "tomorrow"):
        return position + 1
    if word not in ("on", "in", "from", "to") or not _is_date_word(sentence, position + 1):
        return None
    end = position + 1
    while _is_date_word(sentence, end) or (
        sentence.lower(end) in ("to", "-", "–", "and") and _is_date_word(sentence, end + 1)
    ):
        end += 1
    return end


def _is_date_word(sentence: Sentence, position: int) -> bool:
    word = sentence.lower(position)
    return word in words.MONTHS or word in words.WEEKDAYS or word.rstrip("stndrh").isdigit()
