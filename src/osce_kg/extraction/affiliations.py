"""Where people are from, by what follows a name: "(France)", "(MP, Latvia)", "of Poland"."""

from __future__ import annotations

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.posts import Body, Title, body_at


def bracketed_body(sentence: Sentence, position: int) -> Body | None:
    """Return the State or body of the brackets that open at ``position``: "(France)", "(MP, Latvia)"."""
    if sentence.lower(position) != "(":
        return None
    body = body_at(sentence, position + 1 + 2 * _is_member(sentence, position + 1))
    return body if body is not None and sentence.lower(body.end) == ")" else None


def _is_member(sentence: Sentence, position: int) -> bool:
    return sentence.lower(position) == "mp" and sentence.lower(position + 1) == ","


def state_follows(sentence: Sentence, position: int) -> bool:
    """Tell whether "of France" follows and closes: "Karl Holm of France and …"."""
    if sentence.lower(position) != "of":
        return False
    match = sentence.matches.get(position + 1 + (sentence.lower(position + 1) == "the"))
    return (
        match is not None
        and match.entry("state") is not None
        and sentence.lower(match.end) in (",", "and", ".", ";")
    )


def read_brackets(agent: Agent) -> None:
    """Read the brackets after a name into the agent's affiliation; "MP" is a post in the State beside it."""
    sentence = agent.sentence
    body = bracketed_body(sentence, agent.end)
    if body is None:
        return
    agent.affiliation = body
    inside = agent.end + 1
    if _is_member(sentence, inside):
        title = Title(inside, inside + 1, "Member of Parliament", "member of parliament", body=body)
        agent.titles.append(title)
    agent.end = body.end + 1


def read_origin(agent: Agent) -> None:
    """Read "of Poland" after a name: the State belongs to the title before it, else to the person."""
    sentence = agent.sentence
    if sentence.lower(agent.end) != "of" or not (agent.titles or state_follows(sentence, agent.end)):
        return
    body = body_at(sentence, agent.end + 1 + (sentence.lower(agent.end + 1) == "the"))
    if body is None or body.kind not in ("state", "structure"):
        return
    if not agent.titles:
        agent.affiliation = body
    elif agent.titles[-1].body is None:
        agent.titles[-1].body = body
    agent.end = body.end
