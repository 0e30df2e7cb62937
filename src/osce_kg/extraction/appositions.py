"""Posts beside a post or a name: "A, the Speaker of the Senate", "Deputy Premier and Foreign Minister"."""

from __future__ import annotations

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.affiliations import read_brackets, read_origin
from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import FINITE_TAGS, Sentence
from osce_kg.extraction.name_evidence import (
    NameEvidence,
    after_honorifics,
    after_own_acronym,
    title_follows,
)
from osce_kg.extraction.names import read_name
from osce_kg.extraction.posts import Title, sphere
from osce_kg.extraction.relative_posts import read_further_post, read_relative_post
from osce_kg.extraction.titles import parse_title


def coordinated_title(sentence: Sentence, position: int) -> Title | None:
    """Return the second post of one person: "and Foreign Minister Ditmir Bushati", without an article."""
    if sentence.lower(position) != "and" or sentence.lower(position + 1) in words.NEW_HOLDER_OPENINGS:
        return None
    title = parse_title(sentence, position + 1)
    if title is None or title.plural:
        return None
    after = after_own_acronym(sentence, title.end)
    if read_name(sentence, after) > after:
        return title
    # "Acting Prime Minister and Minister of Justice, X" and, in apposition, "… and Minister of …, and".
    return title if sentence.lower(after) in (",", ".", ";", ")", "", "and") else None


def read_coordinated(first: Title, sentence: Sentence, *, listed: bool) -> tuple[list[Title], int]:
    """Return ``first`` with the posts that "and" joins to it, and the position after them.

    ``listed``: they stand in a list of people, where two national posts are two people's ("President A, the
    State Secretary and Foreign Minister B").
    """
    titles = [first]
    position = after_own_acronym(sentence, first.end)
    while (second := coordinated_title(sentence, position)) is not None:
        if listed and sphere(first) == sphere(second) == "national":
            break
        if second.body is None and first.body is not None and first.body.kind in ("state", "demonym"):
            # "Malta's Deputy Prime Minister and Foreign Minister": both posts are Malta's.
            second.body = first.body
        titles.append(second)
        position = after_own_acronym(sentence, second.end)
    return titles, position


def read_appositions(agent: Agent, names: NameEvidence) -> None:
    """Read what follows a name: "(France)", "of Poland", ", the Speaker", ", who heads the Mission"."""
    read_brackets(agent)
    read_origin(agent)
    sentence = agent.sentence
    while sentence.lower(agent.end) in (",", "-", "–", "—", "who"):
        follow = agent.end + (sentence.lower(agent.end) != "who")
        title = parse_title(sentence, follow) or read_relative_post(sentence, follow)
        if title is None or title.plural or not _is_apposition(agent, title, names):
            return
        agent.titles.append(title)
        agent.end = after_own_acronym(sentence, title.end)
        if sentence.lower(title.start) == "who":
            read_further_post(agent)
        _read_coordinated_apposition(agent)


def _read_coordinated_apposition(agent: Agent) -> None:
    sentence = agent.sentence
    while (second := coordinated_title(sentence, agent.end)) is not None:
        after = after_own_acronym(sentence, second.end)
        if read_name(sentence, after) > after:
            return
        agent.titles.append(second)
        agent.end = second.end


def _is_apposition(agent: Agent, title: Title, names: NameEvidence) -> bool:
    """Tell apposition from the next item of a list."""
    sentence = agent.sentence
    if sentence.lower(title.start) in ("who", "a", "an"):
        return True
    after = after_own_acronym(sentence, title.end)
    name_start = after_honorifics(sentence, after)
    if read_name(sentence, name_start) > name_start:
        return False
    own = any(not known.is_bare_rank for known in agent.titles)
    if (own or title.definite) and _is_next_person(after, names):
        return False
    if not own or sphere(agent.titles[-1]) != sphere(title):
        return True
    # "President A, the State Secretary, …" is a list; "Minister A, Chairman of the Board, said" is not.
    if sentence.lower(after) not in (",", "") or agent.start > 1:
        return False
    return after + 1 >= len(sentence) or sentence.tokens[after + 1].pos in ("VERB", "AUX")


def _is_next_person(after: int, names: NameEvidence) -> bool:
    """Tell whether the title before ``after`` is somebody else's: a name or a verb follows it."""
    sentence = names.sentence
    if after < len(sentence) and sentence.tokens[after].tag in FINITE_TAGS:
        return True
    name_start = after_honorifics(sentence, after + 1)
    if sentence.lower(name_start - 1) == "and" or sentence.lower(after) != ",":
        return False
    end = read_name(sentence, name_start)
    if sentence.lower(end) != "," or end + 1 >= len(sentence):
        return False
    if sentence.tokens[end + 1].tag not in FINITE_TAGS | {"CC", "RB"}:
        return False
    return names.set_off_name_end(name_start) > name_start and not title_follows(sentence, end)
