"""Noun phrases that denote people: posts and names together, in apposition, in lists, in brackets.

"The OSCE Chairman-in-Office, Bulgaria's Foreign Minister Solomon Passy" is one person; "President A, the
State Secretary and Foreign Minister B" are three.
"""

from __future__ import annotations

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.agents import Agent, named_agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.appositions import read_appositions, read_coordinated
from osce_kg.extraction.name_evidence import NameEvidence, after_honorifics, is_met, is_thing
from osce_kg.extraction.names import person_votes, read_name, surname
from osce_kg.extraction.plural_posts import read_plural_post, share_plural_post
from osce_kg.extraction.posts import Title, share_chairing, sphere
from osce_kg.extraction.titles import parse_title


class PersonReader:
    """Reads people from a sentence; ``known_surnames`` are folded last names of the whole document."""

    def __init__(self, sentence: Sentence, known_surnames: frozenset[str] = frozenset()) -> None:
        self._sentence = sentence
        self._names = NameEvidence(sentence, known_surnames)
        self._last_head = max(sentence.heads, default=-1)

    def read_all(self) -> list[Agent]:
        """Return all people of the sentence from left to right."""
        agents: list[Agent] = []
        position = 0
        while position < len(self._sentence):
            found = self._read(position)
            share_plural_post(agents, found)
            agents.extend(found)
            position = position + 1
            if found:
                position = self._names.previous_end = found[-1].end
        return agents

    def _read(self, start: int) -> list[Agent]:
        title = parse_title(self._sentence, start) if start <= self._last_head else None
        if title is None:
            return self._read_named(start) if self._may_be_named(start) else []
        if title.plural:
            return read_plural_post(title, self._names)
        return self._read_titled(title)

    # -- with a title before the name --------------------------------------------------------------

    def _read_titled(self, title: Title) -> list[Agent]:
        sentence = self._sentence
        listed = sentence.lower(title.start) == "the" and sentence.lower(title.start - 1) == ","
        titles, position = read_coordinated(title, sentence, listed=listed)
        agent = self._named_after(titles, position) or self._named_in_apposition(titles, position)
        if agent is None:
            return self._office(titles, position)
        read_appositions(agent, self._names)
        return [agent]

    def _named_after(self, titles: list[Title], position: int) -> Agent | None:
        """Read a name that follows its title directly: "Foreign Minister Dr. Solomon Passy"."""
        name_start = after_honorifics(self._sentence, position)
        end = read_name(self._sentence, name_start)
        if end == name_start:
            return None
        share_chairing(titles)
        return self._titled_person(titles, name_start, end)

    def _named_in_apposition(self, titles: list[Title], position: int) -> Agent | None:
        """Read "the Chairman of the Commission, Zagiba Baliyeva," and "its new Head, Ivar Vikki"."""
        first = titles[0]
        if self._sentence.lower(position) not in (",", ":", "-", "–", "—"):
            return None
        inner = parse_title(self._sentence, position + 1)
        if inner is not None and not inner.plural:
            return self._merged_with_next(titles, inner)
        if first.tenure == "holder" and not (first.definite or first.body or first.start == 0):
            return None
        return self._set_off_person(titles, position + 1)

    def _merged_with_next(self, titles: list[Title], inner: Title) -> Agent | None:
        """Merge "The OSCE Chairman-in-Office, Bulgaria's Foreign Minister Solomon Passy" into one person."""
        if sphere(titles[-1]) == sphere(inner) and inner.head not in words.RANKS:
            return None
        if not (titles[0].definite or titles[0].body):
            return None
        chain, position = read_coordinated(inner, self._sentence, listed=False)
        merged = [*titles, *chain]
        agent = self._named_after(merged, position)
        if agent is None and self._sentence.lower(position) == ",":
            agent = self._set_off_person(merged, position + 1)
        return agent

    def _set_off_person(self, titles: list[Title], start: int) -> Agent | None:
        """Read a name that a comma or colon sets off from its titles."""
        name_start = after_honorifics(self._sentence, start)
        if name_start > start:
            end = read_name(self._sentence, name_start)
        else:
            end = self._names.set_off_name_end(name_start)
        return self._titled_person(titles, name_start, end) if end > name_start else None

    def _titled_person(self, titles: list[Title], name_start: int, end: int) -> Agent:
        agent = named_agent(self._sentence, titles[0].start, name_start, end)
        agent.titles = titles
        return agent

    def _office(self, titles: list[Title], end: int) -> list[Agent]:
        """Return the holder of a post without a name, unless the post is too general to tell people apart."""
        first = titles[0]
        lower_case = not any(self._sentence.is_capitalized(i) for i in range(first.start, first.end))
        serving = first.head in words.SERVING_HEADS and first.body is not None
        if not serving and (first.head not in words.OFFICE_HEADS or (lower_case and first.body is None)):
            return []
        if first.is_bare_rank and not first.definite:
            return []
        if self._sentence.lower(first.start - 1) in ("as", "no"):
            # "No Director had come", "her first visit as Chairperson-in-Office": nobody in particular.
            return []
        return [Agent("office", self._sentence, first.start, end, titles=titles)]

    # -- with no title before the name -------------------------------------------------------------

    def _may_be_named(self, start: int) -> bool:
        """Tell whether a courtesy title or a name can begin at ``start``: "Mr.", "Anna", "de Gucht"."""
        token = self._sentence.tokens[start]
        return token.is_capitalized or token.lower in words.HONORIFICS or token.lower in words.PARTICLES

    def _read_named(self, start: int) -> list[Agent]:
        """Read a name that no title precedes: "Mr. Popșoi", "Nurtay Abykaev, the Speaker", "Geoana"."""
        sentence = self._sentence
        name_start = after_honorifics(sentence, start)
        honored = name_start > start
        end = read_name(sentence, name_start) if honored else self._names.name_end(name_start)
        if end == name_start:
            return []
        agent = named_agent(sentence, start, name_start, end)
        read_appositions(agent, self._names)
        if sentence.lower(start) in ("messrs", "messrs."):
            return [agent, *self._further_names(agent)]
        return [agent] if honored or self._is_person(agent) else []

    def _is_person(self, agent: Agent) -> bool:
        """Tell whether enough vouches for a name without title or courtesy."""
        start, end = agent.name_start, agent.name_end
        voted = person_votes(self._sentence, start, end) > 0 and end - start > 1
        return (
            bool(agent.titles)
            or agent.affiliation is not None
            or surname(agent.name or "") in self._names.known_surnames
            or is_met(self._sentence, start, end)
            or (voted and not is_thing(self._sentence, start))
        )

    def _further_names(self, first: Agent) -> list[Agent]:
        """Read the other names of "Messrs. Holm and Babić"."""
        found: list[Agent] = []
        position = first.end
        while self._sentence.lower(position) in ("and", ","):
            end = read_name(self._sentence, position + 1)
            if end == position + 1:
                break
            found.append(named_agent(self._sentence, position + 1, position + 1, end))
            position = end
        return found
