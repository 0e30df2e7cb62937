"""Posts claimed for people: what the words of all mentions of one person come to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.body_tracing import BodyTracer
from osce_kg.extraction.confidence import confidence_in
from osce_kg.extraction.grounds import post_grounds
from osce_kg.extraction.individuals import Individual, Role
from osce_kg.extraction.names import folded
from osce_kg.model.extraction import RoleClaim

_COURTESY_TITLES: Final = frozenset(
    {"President", "Prime Minister", "Minister", "Chancellor", "Foreign Minister"}
)
_SOLE_POSTS: Final = frozenset(
    {
        "President",
        "Prime Minister",
        "Foreign Minister",
        "Minister of Foreign Affairs",
        "Speaker of Parliament",
    }
)
"""Posts of which a State has one."""

_TRAILING_UNIT: Final = re.compile(r"(?P<title>.+?) of (?:the )?(?P<unit>Assembly|Council|Commission|Group)")


@dataclass(frozen=True, slots=True)
class ClaimedPost:
    """A post as it will be recorded, with the head of its title: "envoy"."""

    claim: RoleClaim
    head: str


def claim_posts(individual: Individual, tracer: BodyTracer, state: str | None) -> list[ClaimedPost]:
    """Return the posts of a person, each once; ``state`` is for national posts that the text puts nowhere."""
    posts: list[ClaimedPost] = []
    of_words: dict[tuple[str, ...], list[int]] = {}
    is_envoy = _is_envoy(individual)
    for role in _telling_roles(individual):
        claim = _claim(role, tracer, state, is_envoy=is_envoy)
        alike = of_words.setdefault(_post_words(claim.title), [])
        twin = next((i for i in alike if _may_be_one(posts[i].claim, claim)), None)
        if twin is None:
            alike.append(len(posts))
            posts.append(ClaimedPost(claim, role.title.head))
        elif claim.organization and _is_open(posts[twin].claim):
            posts[twin] = replace(posts[twin], claim=claim)
    return _without_shorter_forms(posts)


def withhold_shared_posts(claimed: Collection[list[ClaimedPost]]) -> None:
    """Withhold the State of a post that several people would hold at once: only its holder could have it.

    Two people cannot both be the President of one State: where its name is only inferred, nobody gets it.
    """
    holders: dict[tuple[str, str | None], int] = {}
    for posts in claimed:
        for key in {_post_key(post.claim) for post in posts if _is_sole(post.claim)}:
            holders[key] = holders.get(key, 0) + 1
    for posts in claimed:
        for number, post in enumerate(posts):
            if post.claim.organization_inferred and holders.get(_post_key(post.claim), 0) > 1:
                grounds = post_grounds(None, inferred=True)
                open_claim = replace(
                    post.claim, organization=None, confidence=confidence_in(grounds), grounds=grounds
                )
                posts[number] = replace(post, claim=open_claim)


def _is_sole(claim: RoleClaim) -> bool:
    return claim.title in _SOLE_POSTS and claim.tenure == "holder"


def _post_key(claim: RoleClaim) -> tuple[str, str | None]:
    return claim.title, claim.organization


def _telling_roles(individual: Individual) -> list[Role]:
    """Return the roles but for bare ranks, which name no post."""
    return [role for role in individual.roles if role.title.head not in words.RANKS or role.body is not None]


def _claim(role: Role, tracer: BodyTracer, state: str | None, *, is_envoy: bool) -> RoleClaim:
    title, sentence = role.title, role.sentence
    if role.body is None and (unit := _TRAILING_UNIT.fullmatch(title.text)):
        traced = tracer.last_named(unit["unit"].lower(), sentence, title.start)
        if traced is not None:
            # "the President of the Assembly": the assembly that the text named before.
            span = sentence.span_of(title.start, title.end)
            return _rated(RoleClaim(unit["title"], traced, title.tenure, True, span, 0.0), tracer)
    acting = any(sentence.lower(i) == "acting" for i in range(title.start, title.end))
    organization, inferred = _organization(role, tracer, state)
    if organization is None and title.head not in words.RANKS and state and _is_national(title.text):
        organization, inferred = tracer.bodies.add_state(state), True
    tenure = title.tenure
    if organization is None and title.text in _COURTESY_TITLES and is_envoy:
        # "President Ahtisaari, the Personal Envoy": a former holder keeps the title as a courtesy.
        tenure = "former-honorific"
    claim = RoleClaim(
        title=f"Acting {title.text}" if acting else title.text,
        organization=organization,
        tenure=tenure,
        organization_inferred=inferred,
        span=sentence.span_of(title.start, title.end),
        confidence=0.0,
    )
    return _rated(claim, tracer)


def _rated(claim: RoleClaim, tracer: BodyTracer) -> RoleClaim:
    """Return a claim with the confidence in it."""
    body = tracer.bodies.get(claim.organization) if claim.organization is not None else None
    grounds = post_grounds(body, inferred=claim.organization_inferred)
    return replace(claim, confidence=confidence_in(grounds), grounds=grounds)


def _organization(role: Role, tracer: BodyTracer, state: str | None) -> tuple[str | None, bool]:
    """Return the local id of the body of a post and whether it is only inferred."""
    title, bodies = role.title, tracer.bodies
    text = title.text.lower()
    if role.body is not None:
        return tracer.body_of_role(role, role.body, state), False
    if title.head in words.IN_OFFICE_HEADS or _is_osce_post(title.head, text):
        return bodies.add_structure("osce", "OSCE"), False
    if text.startswith("european commissioner"):
        return bodies.add_structure("european-commission", "European Commission"), False
    if title.possessor == "its" and _is_national(text):
        return tracer.possessing_state(role), False
    if "its" in text.split():
        # "the Speaker of its Assembly": of a State, if the sentence names one before.
        state_before = tracer.possessing_state(role)
        return state_before, state_before is not None
    if title.possessor == "its" or title.head in ("head", "head of mission"):
        mission = tracer.nearest_mission(role)
        return mission, mission is not None
    represented = tracer.represented_state(role)
    if represented is not None:
        return represented, False
    if text in ("secretary general", "secretary-general"):
        return bodies.add_structure("osce", "OSCE"), True
    if title.head in words.ENVOY_HEADS and title.possessor in words.SINGULAR_POSSESSIVES:
        return bodies.add_named("OSCE Chairman-in-Office", None), False
    return None, False


def _is_osce_post(head: str, text: str) -> bool:
    """Tell whether only the OSCE has such a post, so that it needs no body beside it."""
    return (
        head == "high commissioner"
        or text == "special co-ordinator"
        or text.startswith("representative on freedom")
    )


def _is_national(title: str) -> bool:
    lower = title.lower()
    if (words.AREA_WORDS | {"its"}) & set(lower.split()):
        # "Prime Minister of Central Bosnia Canton" is no post of the State, nor is "Speaker of its Assembly".
        return False
    return any(mark in lower for mark in words.NATIONAL_POST_MARKS)


def _is_envoy(individual: Individual) -> bool:
    return any(role.title.head in words.ENVOY_HEADS and role.body is not None for role in individual.roles)


def _is_open(claim: RoleClaim) -> bool:
    return claim.organization is None or claim.organization_inferred


def _may_be_one(left: RoleClaim, right: RoleClaim) -> bool:
    """Tell whether two claims of the same words can be of one post."""
    return left.organization == right.organization or _is_open(left) or _is_open(right)


def _post_words(title: str) -> tuple[str, ...]:
    """Return the telling words of a title, the forms of "chair" made one."""
    return tuple(
        "chair" if word in words.CHAIR_HEADS else word
        for word in folded(title.replace("CiO", "Chairman-in-Office")).split()
        if word not in ("of", "for", "the", "and")
    )


def _without_shorter_forms(posts: list[ClaimedPost]) -> list[ClaimedPost]:
    """Leave out posts that others tell more fully: "Minister" beside "Foreign Minister"."""
    word_sets = [frozenset(_post_words(post.claim.title)) for post in posts]
    frequency = Counter(word for telling in word_sets for word in telling)
    by_rarest: dict[str, list[int]] = {}
    for number, telling in enumerate(word_sets):
        # A fuller form has all words of a post, so also its rarest: no need to compare each with each.
        rarest = min(telling, key=lambda word: (frequency[word], word), default="")
        by_rarest.setdefault(rarest, []).append(number)
    shorter = {
        number
        for post, telling in zip(posts, word_sets, strict=True)
        for word in (*telling, "")
        for number in by_rarest.get(word, ())
        if _is_shorter_form(posts[number].claim, word_sets[number], post.claim, telling)
    }
    return [post for number, post in enumerate(posts) if number not in shorter]


def _is_shorter_form(claim: RoleClaim, short: frozenset[str], other: RoleClaim, full: frozenset[str]) -> bool:
    """Tell whether "Minister" only repeats "Foreign Minister", "Chairman" only "Chairman-in-Office"."""
    if not short < full or short & words.DEPUTY_MARKS != full & words.DEPUTY_MARKS:
        return False
    in_office = "chair" in short and {"chair", "in", "office"} <= full
    return in_office or claim.organization == other.organization or _is_open(claim)
