"""Noun phrases that denote people: posts and names together, in apposition, in lists, in brackets.

"The OSCE Chairman-in-Office, Bulgaria's Foreign Minister Solomon Passy" is one person; "President A, the State Secretary
and Foreign Minister B" are three.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.names import folded, person_votes, read_name
from osce_kg.extraction.titles import IN_OFFICE_HEADS, Body, Title, body_of_match, complement_end, parse_title


@dataclass(slots=True, eq=False)
class Agent:
    """A mention of someone (or some) who can take part in an event.

    Attributes:
        kind: ``person`` (named), ``office`` (a post without a name), ``group``, ``organization``, ``pronoun``,
            ``collective`` (a definite plural that points back: "the Co-Chairs").
        start, end: tokens of the whole phrase.
        name: name as written, None for all but persons.
        name_start, name_end: tokens of the name.
        titles: posts in the order of the text.
        affiliation: body in brackets after the name.
        label: what a group, organization or collective is called.
        size: number of people of a group.
        represents: States or bodies a group speaks for.
        members: named persons that a plural title introduced together.
    """

    kind: str
    sentence: Sentence = field(repr=False)
    start: int
    end: int
    name: str | None = None
    name_start: int = 0
    name_end: int = 0
    titles: list[Title] = field(default_factory=list)
    affiliation: Body | None = None
    label: str = ""
    size: int | None = None
    represents: list[Body] = field(default_factory=list)
    members: list[Agent] = field(default_factory=list)

    @property
    def plural(self) -> bool:
        """Tell whether the mention stands for several people."""
        return self.kind in ("group", "collective") or self.label in words.PLURAL_PRONOUNS


_NO_NAMES = frozenset({"GPE", "LOC", "FAC", "EVENT", "NORP", "DATE"})


class PersonReader:
    """Reads people from a sentence; ``known_names`` are folded last names that the document introduced elsewhere."""

    def __init__(self, sentence: Sentence, known_names: frozenset[str] = frozenset()) -> None:
        self._sentence = sentence
        self._known = known_names
        self._last_end = -1

    def read_all(self) -> list[Agent]:
        """Return all people of the sentence from left to right."""
        agents: list[Agent] = []
        position = 0
        while position < len(self._sentence):
            found = self.read(position)
            self._share_title(agents, found)
            agents.extend(found)
            if found:
                self._last_end = found[-1].end
            position = found[-1].end if found else position + 1
        return agents

    def _share_title(self, agents: list[Agent], found: list[Agent]) -> None:
        """Give the post of "A of France, B of Russia and C, Co-Chairs of the Minsk Group" to each of them."""
        if len(found) != 1 or found[0].kind not in ("collective", "group") or not found[0].titles:
            return
        start = found[0].start
        if self._sentence.lower(start - 1) != "," or not agents or agents[-1].end != start - 1:
            return
        members = [agents[-1]]
        for agent in reversed(agents[:-1]):
            between = {self._sentence.lower(i) for i in range(agent.end, members[-1].start)}
            if agent.kind != "person" or not between <= {",", "and"}:
                break
            members.append(agent)
        if len(members) > 1 and members[0].kind == "person":
            for member in members:
                own = copy.copy(found[0].titles[0])
                own.plural = False
                member.titles.append(own)

    def read(self, start: int) -> list[Agent]:
        """Return the person or persons whose noun phrase begins at token ``start``."""
        title = parse_title(self._sentence, start)
        if title is not None and title.plural:
            return self._read_plural(title)
        if title is not None:
            return self._read_titled(title)
        return self._read_named(start)

    # -- one person ------------------------------------------------------------------------------------------------

    def _read_titled(self, title: Title) -> list[Agent]:
        titles = [title]
        position = self._after_acronym(title.end)
        # "Deputy Prime Minister and Foreign Minister Ditmir Bushati": no article, one person.
        while (second := self._coordinated_title(position)) is not None:
            listed = (
                self._sentence.lower(title.start) == "the" and self._sentence.lower(title.start - 1) == ","
            )
            if listed and _sphere(title) == _sphere(second) == "national":
                # "President A, the State Secretary and Foreign Minister B": three people.
                break
            titles.append(second)
            position = self._after_acronym(second.end)
        agent = self._named_after(title.start, position, titles)
        if agent is None:
            agent = self._named_in_apposition(titles, position)
        if agent is None:
            return self._office(titles, position)
        self._read_appositions(agent)
        return [agent]

    def _coordinated_title(self, position: int) -> Title | None:
        sentence = self._sentence
        if sentence.lower(position) != "and" or sentence.lower(position + 1) in (
            "the",
            "a",
            "his",
            "her",
            "its",
        ):
            return None
        title = parse_title(sentence, position + 1)
        if title is None or title.plural:
            return None
        after = self._after_acronym(title.end)
        named = self._name_at(after, titled=True)
        if named > after:
            return title
        # "Acting Prime Minister and Minister of Foreign Affairs, X" and, in apposition, "… and Minister of …, and".
        return title if sentence.lower(after) in (",", ".", ";", ")", "", "and") else None

    def _after_acronym(self, position: int) -> int:
        sentence = self._sentence
        if sentence.lower(position) == "(" and sentence.lower(position + 2) == ")":
            inside = sentence.tokens[position + 1].text
            if inside.isupper() and position + 1 not in self._state_starts():
                return position + 3
        return position

    def _state_starts(self) -> frozenset[int]:
        return frozenset(start for start, match in self._sentence.matches.items() if match.entry("state"))

    def _named_after(self, start: int, position: int, titles: list[Title]) -> Agent | None:
        """Read a name that follows its title directly: "Foreign Minister Dr. Solomon Passy"."""
        name_start = self._after_honorifics(position)
        end = self._name_at(name_start, titled=True)
        if end == name_start:
            return None
        agent = self._person(start, name_start, end)
        agent.titles = titles
        _share_chairing(titles)
        return agent

    def _after_honorifics(self, position: int) -> int:
        sentence = self._sentence
        while sentence.lower(position) in words.HONORIFICS or (
            sentence.lower(position) in words.RANKS and sentence.is_capitalized(position)
        ):
            position += 1
        return position

    def _named_in_apposition(self, titles: list[Title], position: int) -> Agent | None:
        """Read "the Chairman of the Commission, Zagiba Baliyeva," and "its new Head, Ivar Vikki"."""
        sentence = self._sentence
        if sentence.lower(position) not in (",", ":", "-", "–", "—"):
            return None
        follow = position + 1
        inner = parse_title(sentence, follow)
        if inner is not None and not inner.plural:
            return self._merged_with_next(titles, inner)
        name_start = self._after_honorifics(follow)
        end = self._name_at(name_start, titled=name_start > follow or self._is_closed_apposition(follow))
        if end == name_start:
            return None
        if titles[0].tenure == "holder" and not (
            titles[0].definite or titles[0].body or titles[0].start == 0
        ):
            return None
        agent = self._person(titles[0].start, name_start, end)
        agent.titles = titles
        return agent

    def _is_closed_apposition(self, start: int) -> bool:
        """Tell whether the capitalized run at ``start`` is closed by punctuation or a verb, as a name set off is."""
        end = read_name(self._sentence, start)
        if end == start:
            return False
        token = self._sentence.tokens[end] if end < len(self._sentence) else None
        return (
            token is None
            or token.lower in (",", ".", ";", "and", "(", "'s", ")")
            or token.pos in ("VERB", "AUX")
        )

    def _merged_with_next(self, titles: list[Title], inner: Title) -> Agent | None:
        """Merge "The OSCE Chairman-in-Office, Bulgaria's Foreign Minister Solomon Passy" into one person."""
        if _sphere(titles[-1]) == _sphere(inner) and inner.head not in words.RANKS:
            return None
        if not (titles[0].definite or titles[0].body):
            return None
        chain = [inner]
        position = self._after_acronym(inner.end)
        while (second := self._coordinated_title(position)) is not None:
            chain.append(second)
            position = self._after_acronym(second.end)
        agent = self._named_after(titles[0].start, position, [*titles, *chain])
        if agent is None and self._sentence.lower(position) == ",":
            name_start = self._after_honorifics(position + 1)
            end = self._name_at(name_start, titled=self._is_closed_apposition(position + 1))
            if end > name_start:
                agent = self._person(titles[0].start, name_start, end)
                agent.titles = [*titles, *chain]
        return agent

    def _read_named(self, start: int) -> list[Agent]:
        """Read a name that no title precedes: "Mr. Popșoi", "Nurtay Abykaev, the Speaker", "Geoana"."""
        name_start = self._after_honorifics(start)
        honored = name_start > start
        end = self._name_at(name_start, titled=honored)
        if end == name_start:
            return []
        agent = self._person(start, name_start, end)
        self._read_appositions(agent)
        if self._sentence.lower(start) in ("messrs", "messrs."):
            return [agent, *self._further_names(agent)]
        votes = person_votes(self._sentence, name_start, end)
        enough = votes > 0 and end - name_start > 1
        known = (
            folded(agent.name or "").split()[-1:] != []
            and folded(agent.name or "").split()[-1] in self._known
        )
        if (
            honored
            or agent.titles
            or known
            or agent.affiliation
            or self._is_met(name_start, end)
            or (enough and not self._is_thing(start))
        ):
            return [agent]
        return []

    def _further_names(self, first: Agent) -> list[Agent]:
        """Read the other names of "Messrs. Holm and Babić"."""
        found: list[Agent] = []
        position = first.end
        while self._sentence.lower(position) in ("and", ","):
            end = read_name(self._sentence, position + 1)
            if end == position + 1:
                break
            found.append(self._person(position + 1, position + 1, end))
            position = end
        return found

    def _is_met(self, start: int, end: int) -> bool:
        """Trust a run of capitals right after "met" or "meeting with", whatever the model makes of it."""
        sentence = self._sentence
        before = start - 1 - (sentence.lower(start - 1) == "with")
        votes = {sentence.entity(index) for index in range(start, end)}
        met = sentence.lower(before) in ("met", "meets", "meeting", "meetings", "talks") and before < start
        return met and end - start > 1 and not votes & _NO_NAMES

    def _is_thing(self, start: int) -> bool:
        """Tell names of things by what stands before them: "the new Election Law", "on *Civic Lobbying*"."""
        before = self._sentence.tokens[start - 1] if start else None
        return before is not None and (before.pos in ("DET", "ADJ") or before.text in ("*", '"', "“"))

    def _name_at(self, start: int, *, titled: bool) -> int:
        """Return the end of the name at ``start``; without a title the model or the document must vouch for it."""
        end = read_name(self._sentence, start)
        if end == start or titled:
            return end
        votes = person_votes(self._sentence, start, end)
        last = folded(self._sentence.tokens[end - 1].text)
        if last in self._known or votes or self._is_met(start, end):
            return end
        if self._sentence.lower(end) == "," and self._relative_title(end + 1) is not None and start > 0:
            return end
        vouched = (
            self._title_follows(end)
            or self._bracket_follows(end)
            or self._state_follows(end)
            or self._sentence.lower(end) == "mp"
            or self._is_listed(start, end)
        )
        return end if end - start > 1 and vouched else start

    def _state_follows(self, position: int) -> bool:
        """Tell whether "of France" follows and closes: "Karl Holm of France and …"."""
        sentence = self._sentence
        match = sentence.matches.get(position + 1 + (sentence.lower(position + 1) == "the"))
        closed = match is not None and sentence.lower(match.end) in (",", "and", ".", ";")
        return (
            sentence.lower(position) == "of"
            and match is not None
            and closed
            and match.entry("state") is not None
        )

    def _is_listed(self, start: int, end: int) -> bool:
        """Trust a name of two or three capitals that follows a person in a list, if no word of it is a body's."""
        sentence = self._sentence
        before = start
        while sentence.lower(before - 1) in (",", "and", "as", "well", ";"):
            before -= 1
        closed = (
            end >= len(sentence)
            or sentence.lower(end) in (",", ".", ";", "and", "(")
            or sentence.tokens[end].pos == "VERB"
        )
        common = words.TITLE_MODIFIERS | words.PORTFOLIO_WORDS | words.BODY_HEADS | words.GROUP_HEADS
        plain = all(
            sentence.lower(i) not in common and not sentence.tokens[i].text.isupper()
            for i in range(start, end)
        )
        votes = {sentence.entity(i) for i in range(start, end)}
        return (
            before < start
            and before == self._last_end
            and closed
            and plain
            and end - start in (2, 3)
            and not votes & _NO_NAMES
        )

    def _bracket_follows(self, position: int) -> bool:
        """Tell whether a State, a body or "MP" in brackets follows: "Helena Demakova (MP, Latvia)"."""
        sentence = self._sentence
        if sentence.lower(position) != "(":
            return False
        inside = (
            position + 1 + 2 * (sentence.lower(position + 1) == "mp" and sentence.lower(position + 2) == ",")
        )
        return inside in sentence.matches and sentence.lower(sentence.matches[inside].end) == ")"

    def _title_follows(self, position: int) -> bool:
        sentence = self._sentence
        if sentence.lower(position) != ",":
            return False
        return (
            parse_title(sentence, position + 1) is not None or self._relative_title(position + 1) is not None
        )

    def _person(self, start: int, name_start: int, name_end: int) -> Agent:
        name = self._sentence.text_of(name_start, name_end)
        return Agent("person", self._sentence, start, name_end, name, name_start, name_end)

    def _office(self, titles: list[Title], position: int) -> list[Agent]:
        title = titles[0]
        lower_case = not any(self._sentence.is_capitalized(i) for i in range(title.start, title.end))
        described = (
            title.head in ("expert", "adviser", "advisor", "observer", "officer") and title.body is not None
        )
        if not described and (title.head not in words.OFFICE_HEADS or (lower_case and title.body is None)):
            return []
        if title.head in words.RANKS and title.body is None and not title.definite:
            return []
        end = max(titles[-1].end, position if position <= len(self._sentence) else titles[-1].end)
        return [Agent("office", self._sentence, title.start, end, titles=titles)]

    def _read_appositions(self, agent: Agent) -> None:
        """Read what follows a name: "(France)", "of Poland", ", the Speaker of the Senate", ", who heads the Mission"."""
        self._read_brackets(agent)
        self._read_origin(agent)
        sentence = self._sentence
        while sentence.lower(agent.end) in (",", "-", "–", "—", "who"):
            follow = agent.end + (sentence.lower(agent.end) != "who")
            title = parse_title(sentence, follow) or self._relative_title(follow)
            if title is None or title.plural or not self._is_apposition(agent, title):
                return
            agent.titles.append(title)
            agent.end = self._after_acronym(title.end)
            if sentence.lower(title.start) == "who":
                self._read_further_post(agent)
            while (second := self._coordinated_title(agent.end)) is not None and self._name_at(
                self._after_acronym(second.end), titled=True
            ) == self._after_acronym(second.end):
                agent.titles.append(second)
                agent.end = second.end

    def _read_brackets(self, agent: Agent) -> None:
        sentence = self._sentence
        if sentence.lower(agent.end) != "(":
            return
        member = sentence.lower(agent.end + 1) == "mp" and sentence.lower(agent.end + 2) == ","
        inside = agent.end + 1 + 2 * member
        match = sentence.matches.get(inside)
        body = body_of_match(sentence, match) if match else None
        if match is None or body is None or sentence.lower(match.end) != ")":
            return
        agent.affiliation = body
        if member:
            agent.titles.append(
                Title(inside - 2, inside - 1, "Member of Parliament", "member of parliament", body=body)
            )
        agent.end = match.end + 1

    def _read_origin(self, agent: Agent) -> None:
        """ "Presidents Aleksander Kwasniewski of Poland, …": the State belongs to the title before the name."""
        sentence = self._sentence
        if sentence.lower(agent.end) != "of" or not (agent.titles or self._state_follows(agent.end)):
            return
        position = agent.end + 1 + (sentence.lower(agent.end + 1) == "the")
        match = sentence.matches.get(position)
        body = body_of_match(sentence, match) if match else None
        if (
            match is None
            or body is None
            or body.entry is None
            or body.entry.kind not in ("state", "structure")
        ):
            return
        if not agent.titles:
            agent.affiliation = body
        elif agent.titles[-1].body is None:
            agent.titles[-1].body = body
        agent.end = match.end

    def _relative_title(self, position: int) -> Title | None:
        """Read "who heads the long-term mission of the ODIHR" and "who is the OSCE Chairman-in-Office"."""
        sentence = self._sentence
        if sentence.lower(position) != "who":
            return None
        verb = sentence.lower(position + 1)
        adverb = verb in ("also", "currently", "now")
        at = position + 1 + adverb
        verb = sentence.lower(at)
        if verb in ("is", "was", "serves", "served", "acts"):
            starts = range(at + 1, min(len(sentence), at + 5))
            title = next((found for start in starts if (found := parse_title(sentence, start))), None)
            if title is not None:
                chosen = any(
                    sentence.lower(i) in ("elected", "appointed", "named", "re-elected")
                    for i in range(at, title.start + 3)
                )
                past = verb in ("was", "served") and not chosen
                title.start = position
                title.tenure = "former" if past and title.tenure == "holder" else title.tenure
            return title
        if verb in ("heads", "leads", "chairs", "headed", "led", "chaired"):
            return self._headed_body(position, at + 1, "Chair" if verb.startswith("chair") else "Head")
        return None

    def _read_further_post(self, agent: Agent) -> None:
        """Read the rest of "who heads the Council and will become Secretary General in 2013"."""
        sentence = self._sentence
        if sentence.lower(agent.end) != "and" or sentence.lower(agent.end + 1) not in ("will", "is", "was"):
            return
        start = agent.end + 2 + (sentence.lower(agent.end + 2) in ("become", "be", "also"))
        title = parse_title(sentence, start)
        if title is None:
            return
        title.tenure = {"will": "designate", "was": "former"}.get(sentence.lower(agent.end + 1), title.tenure)
        agent.titles.append(title)
        agent.end = title.end + 2 * (
            sentence.lower(title.end) == "in" and sentence.lower(title.end + 1).isdigit()
        )

    def _headed_body(self, start: int, position: int, title: str) -> Title | None:
        sentence = self._sentence
        end = complement_end(sentence, position + (sentence.lower(position) == "the"))
        while (
            end < len(sentence)
            and sentence.tokens[end].pos in ("DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM", "PART")
            and sentence.lower(end) not in ("in", "on", "at")
        ):
            end += 1
        match = next(
            (
                sentence.matches[i]
                for i in range(position, end)
                if i in sentence.matches and sentence.matches[i].entry("structure")
            ),
            None,
        )
        if end == position:
            return None
        first = position + (sentence.lower(position) == "the")
        body = Body(
            sentence.text_of(first, end),
            match.entry("structure") if match and match.start == first else None,
            start=first,
            end=end,
        )
        return Title(start, end, title, title.lower(), body=body, definite=True)

    def _is_apposition(self, agent: Agent, title: Title) -> bool:
        """Tell apposition from the next item of a list."""
        sentence = self._sentence
        after = self._after_acronym(title.end)
        if sentence.lower(title.start) in ("who", "a", "an"):
            return True
        named = self._name_at(self._after_honorifics(after), titled=True) > self._after_honorifics(after)
        if named:
            return False
        own = [t for t in agent.titles if not (t.head in words.RANKS and t.body is None)]
        if self._is_next_person(after) and (own or title.definite):
            return False
        if not own:
            return True
        if _sphere(agent.titles[-1]) != _sphere(title):
            return True
        # "President A, the State Secretary, …" is a list; "Minister A, Chairman of the Board, said" is not.
        token = sentence.tokens[after + 1] if after + 1 < len(sentence) else None
        closes = sentence.lower(after) in (",", "") and (token is None or token.pos in ("VERB", "AUX"))
        return closes and agent.start <= 1

    def _is_next_person(self, after: int) -> bool:
        """Tell whether the title before ``after`` is somebody else's: a name or a verb follows it."""
        sentence = self._sentence
        if after < len(sentence) and sentence.tokens[after].tag in ("VBD", "VBZ", "VBP", "MD"):
            return True
        name_start = self._after_honorifics(after + 1)
        if sentence.lower(name_start - 1) == "and" or not sentence.lower(after) == ",":
            return False
        end = read_name(sentence, name_start)
        if not (
            sentence.lower(end) == ","
            and end + 1 < len(sentence)
            and sentence.tokens[end + 1].tag in ("VBD", "VBZ", "VBP", "MD", "CC", "RB")
        ):
            return False
        return self._name_at(
            name_start, titled=self._is_closed_apposition(name_start)
        ) > name_start and not self._title_follows(read_name(sentence, name_start))

    # -- several people under one title ------------------------------------------------------------------------------

    def _read_plural(self, title: Title) -> list[Agent]:
        members = self._plural_members(title)
        if members:
            return members
        if (
            len(title.bodies) > 1
            and title.count is None
            and title.head not in ("ambassador", "representative", "expert", "observer")
        ):
            return [self._office_in(title, body) for body in title.bodies]
        lower_case = not any(self._sentence.is_capitalized(i) for i in range(max(1, title.start), title.end))
        if (title.head not in words.OFFICE_HEADS and not title.definite) or (lower_case and not title.body):
            # "representatives of political parties" is read as a group, with all that describes it.
            return []
        kind = "collective" if title.definite and not title.bodies and title.body is None else "group"
        label = self._sentence.text_of(title.start + (self._sentence.lower(title.start) == "the"), title.end)
        return [
            Agent(
                kind,
                self._sentence,
                title.start,
                title.end,
                titles=[title],
                label=label,
                size=title.count,
                represents=list(title.bodies),
            )
        ]

    def _office_in(self, title: Title, body: Body) -> Agent:
        own = copy.copy(title)
        own.body, own.bodies, own.plural = body, [], False
        return Agent("office", self._sentence, title.start, title.end, titles=[own])

    def _plural_members(self, title: Title) -> list[Agent]:
        """Read the names after a plural title: "Presidents A of Poland and B", "the Co-Chairs, A (France) and B (…)"."""
        sentence = self._sentence
        position = self._after_day(self._after_acronym(title.end))
        opened = sentence.lower(position) in (",", ":", "-", "–", "—", "(")
        position += opened
        members: list[Agent] = []
        while True:
            name_start = self._after_honorifics(position)
            end = self._name_at(
                name_start, titled=not opened or bool(members) or self._is_closed_apposition(name_start)
            )
            if end == name_start:
                break
            member = self._person(position, name_start, end)
            own = copy.copy(title)
            own.plural, own.bodies = False, []
            if len(title.bodies) > 1:
                own.body = title.bodies[len(members)] if len(members) < len(title.bodies) else None
            member.titles = [own]
            self._read_brackets(member)
            self._read_origin(member)
            members.append(member)
            position = self._next_member(member.end)
            if position == member.end:
                break
        if not members or (len(members) == 1 and opened):
            return []
        members[0].start = title.start
        return members

    def _after_day(self, position: int) -> int:
        """Step over "on 17 April" where a colon follows: "received four Senators on 17 April: A, B and C"."""
        sentence = self._sentence
        if (
            sentence.lower(position) == "on"
            and sentence.lower(position + 2) in words.MONTHS
            and sentence.lower(position + 3) == ":"
        ):
            return position + 3
        return position

    def _next_member(self, position: int) -> int:
        """Skip ", " or " and " and, before them, the place and day of one member ("in Yerevan on 6 October and …")."""
        sentence = self._sentence
        end = position
        while sentence.lower(end) in ("in", "on") and end - position < 8:
            match = sentence.matches.get(end + 1)
            end = match.end if match else end + 2
            while end < len(sentence) and (
                sentence.lower(end) in words.MONTHS or sentence.lower(end).isdigit()
            ):
                end += 1
        after = end
        while sentence.lower(after) in (",", "and", ";", "as", "well"):
            after += 1
        return after if after > end else position


def _share_chairing(titles: list[Title]) -> None:
    """Give "the Finnish Chairman-in-Office, Foreign Minister A" the State of the chair for the other post."""
    chairing = next((title.chairing for title in titles if title.chairing is not None), None)
    for title in titles:
        if chairing is not None and title.body is None and title.head not in IN_OFFICE_HEADS:
            title.body = chairing


def _sphere(title: Title) -> str:
    """Return ``osce``, ``international`` or ``national``: posts of different spheres in apposition are one person's."""
    entry = title.body.entry if title.body else None
    if title.head in IN_OFFICE_HEADS or (entry and entry.kind == "structure"):
        return "international"
    lower = title.text.lower()
    if title.head in ("envoy", "high commissioner") or lower.startswith(("personal rep", "special rep")):
        return "international"
    if title.head in words.RANKS and title.body is None:
        return "rank"
    return "national"
