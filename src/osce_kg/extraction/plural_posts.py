"""People under one plural title: "Presidents A of Poland and B", "the Co-Chairs, C (France) and D"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.affiliations import read_brackets, read_origin
from osce_kg.extraction.agents import Agent, named_agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.name_evidence import NameEvidence, after_honorifics, after_own_acronym
from osce_kg.extraction.names import read_name
from osce_kg.extraction.posts import Body, Title


def read_plural_post(title: Title, names: NameEvidence) -> list[Agent]:
    """Return the people whom a plural title introduces: by name, by post in each body, or together."""
    members = _read_members(title, names)
    if members:
        return members
    sentence = names.sentence
    if _is_common_noun(title, sentence):
        # "representatives of political parties" is read as a group, with all that describes it.
        return []
    each_has_one = title.count is None and title.head not in words.MANY_HOLDER_HEADS
    if len(title.bodies) > 1 and each_has_one:
        return [
            Agent("office", sentence, title.start, title.end, titles=[_of_one(title, body)])
            for body in title.bodies
        ]
    lower_case = not any(sentence.is_capitalized(i) for i in range(max(1, title.start), title.end))
    if (title.head not in words.OFFICE_HEADS and not title.definite) or (lower_case and not title.body):
        return []
    points_back = title.definite and not title.bodies and title.body is None
    group = Agent("collective" if points_back else "group", sentence, title.start, title.end, titles=[title])
    label_start = title.start + (sentence.lower(title.start) == "the")
    group.label = sentence.text_of(label_start, title.end)
    group.size = title.count
    group.represents = list(title.bodies)
    return [group]


def share_plural_post(agents: Sequence[Agent], found: Sequence[Agent]) -> None:
    """Give the post of "A of France, B of Russia and C, Co-Chairs of the Minsk Group" to each of them.

    ``agents`` are the people read so far, ``found`` what the post itself was read as.
    """
    if len(found) != 1 or found[0].kind not in ("collective", "group") or not found[0].titles:
        return
    start, sentence = found[0].start, found[0].sentence
    if sentence.lower(start - 1) != "," or not agents or agents[-1].end != start - 1:
        return
    members = [agents[-1]]
    for agent in reversed(agents[:-1]):
        between = {sentence.lower(i) for i in range(agent.end, members[-1].start)}
        if agent.kind != "person" or not between <= {",", "and"}:
            break
        members.append(agent)
    if len(members) > 1 and members[0].kind == "person":
        for member in members:
            member.titles.append(replace(found[0].titles[0], plural=False))


def _is_common_noun(title: Title, sentence: Sentence) -> bool:
    """Tell "representatives", "experts" from a post in the plural, which is written with a capital."""
    general = title.head in words.MANY_HOLDER_HEADS and title.head not in words.RANKS
    return general and title.count is None and (title.start == 0 or not sentence.is_capitalized(title.start))


def _of_one(title: Title, body: Body | None) -> Title:
    return replace(title, plural=False, bodies=[], body=body)


def _read_members(title: Title, names: NameEvidence) -> list[Agent]:
    sentence = names.sentence
    position = _after_day(sentence, after_own_acronym(sentence, title.end))
    opened = sentence.lower(position) in (",", ":", "-", "–", "—", "(")
    position += opened
    members: list[Agent] = []
    while True:
        name_start = after_honorifics(sentence, position)
        if opened and not members:
            end = names.set_off_name_end(name_start)
        else:
            end = read_name(sentence, name_start)
        if end == name_start:
            break
        member = named_agent(sentence, position, name_start, end)
        member.titles = [_of_one(title, _body_of_member(title, len(members)))]
        read_brackets(member)
        read_origin(member)
        members.append(member)
        position = _next_member(sentence, member.end)
        if position == member.end:
            break
    if not members or (len(members) == 1 and opened):
        return []
    members[0].start = title.start
    return members


def _body_of_member(title: Title, number: int) -> Body | None:
    """Return what a member's post is in: "the Ministers of Armenia and Georgia, A and B"."""
    if len(title.bodies) < 2:
        return title.body
    return title.bodies[number] if number < len(title.bodies) else None


def _after_day(sentence: Sentence, position: int) -> int:
    """Step over "on 17 April" where a colon follows: "received four Senators on 17 April: A, B and C"."""
    if (
        sentence.lower(position) == "on"
        and sentence.lower(position + 2) in words.MONTHS
        and sentence.lower(position + 3) == ":"
    ):
        return position + 3
    return position


def _next_member(sentence: Sentence, position: int) -> int:
    """Skip ", " or " and " and, before them, one member's place and day ("in Yerevan on 6 October and …")."""
    end = position
    while sentence.lower(end) in ("in", "on") and end - position < 8:
        match = sentence.matches.get(end + 1)
        end = match.end if match else end + 2
        while sentence.lower(end) in words.MONTHS or sentence.lower(end).isdigit():
            end += 1
    after = end
    while sentence.lower(after) in (",", "and", ";", "as", "well"):
        after += 1
    return after if after > end else position
