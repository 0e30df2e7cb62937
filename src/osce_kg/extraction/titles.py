"""The grammar of posts: "the OSCE Chairman-in-Office's Personal Envoy for Central Asia"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Entry, Match, Sentence
from osce_kg.extraction.title_heads import singular_title

IN_OFFICE_HEADS = frozenset(
    {"chairman-in-office", "chairperson-in-office", "chairwoman-in-office", "chair-in-office", "cio"}
)
"""Heads of the one post that is the Chairmanship of the OSCE."""

_UNITS = frozenset(
    {"mission", "centre", "center", "presence", "office", "assembly", "commission", "group", "institution"}
)

_TITLE_FIXES = (
    (re.compile(r"\bCiO\b"), "Chairman-in-Office"),
    (re.compile(r"\s+"), " "),
)


@dataclass(slots=True)
class Body:
    """The State or organization a post is in: a gazetteer entry, or the words of the text.

    ``text`` is the name as it will be shown; ``state`` qualifies a national body ("Central Election Commission").
    """

    text: str
    entry: Entry | None = None
    state: str | None = None
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Title:
    """A post as written at tokens ``[start, end)``.

    Attributes:
        text: the title in normal order without its body: "Personal Envoy for Central Asia".
        head: lower-case singular head: "envoy".
        body: what the post is in, if the text says so.
        bodies: several bodies that share the title ("the Foreign Ministers of A, B and C").
        tenure: tenure-status concept.
        plural, count: "two Presidents".
        definite: introduced by "the" or a possessive.
        possessor: pronoun that owns it ("its new Head", "his Personal Envoy").
        chairing: the State for which somebody chairs the OSCE.
    """

    start: int
    end: int
    text: str
    head: str
    body: Body | None = None
    bodies: list[Body] = field(default_factory=list)
    tenure: str = "holder"
    plural: bool = False
    count: int | None = None
    definite: bool = False
    possessor: str | None = None
    chairing: Body | None = None


def parse_title(sentence: Sentence, start: int) -> Title | None:
    """Return the post whose noun phrase begins at token ``start``, or None."""
    opening = _read_opening(sentence, start)
    head = _read_head(sentence, opening.position)
    if head is None:
        return None
    core_end, head_word, plural = head
    title = Title(
        start=start,
        end=core_end,
        text=_title_words(sentence, opening.position, core_end, plural),
        head=head_word,
        body=opening.body,
        tenure=opening.tenure,
        plural=plural,
        count=opening.count,
        definite=opening.definite,
        possessor=opening.possessor,
    )
    _settle_chairing(title)
    if _owns_another_title(sentence, core_end):
        return _possessed_title(sentence, title)
    _read_designate(sentence, title)
    _read_complements(sentence, title)
    return title


def _settle_chairing(title: Title) -> None:
    """ "The Finnish Chairman-in-Office" chairs the OSCE for Finland; "the OSCE Chair" is the Chairperson-in-Office."""
    entry = title.body.entry if title.body else None
    if title.head in IN_OFFICE_HEADS and entry is not None and entry.kind in ("state", "demonym"):
        title.chairing, title.body = title.body, None
    elif (
        title.head in ("chair", "chairperson", "chairman", "chairwoman")
        and entry is not None
        and entry.key == "osce"
    ):
        title.head = "chairperson-in-office"


@dataclass(slots=True)
class _Opening:
    position: int
    body: Body | None = None
    tenure: str = "holder"
    count: int | None = None
    definite: bool = False
    possessor: str | None = None


def _read_opening(sentence: Sentence, start: int) -> _Opening:
    """Read what comes before the title itself: article, number, tenure words, the body as a modifier."""
    opening = _Opening(start)
    word = sentence.lower(start)
    if word in ("the", "a", "an", "its", "his", "her", "their", "our", "this", "that"):
        opening.definite = word not in ("a", "an")
        opening.possessor = word if word in ("its", "his", "her", "their") else None
        opening.position += 1
    moved = True
    while moved:
        moved = _read_modifier(sentence, opening)
    return opening


def _read_modifier(sentence: Sentence, opening: _Opening) -> bool:
    position = opening.position
    word = sentence.lower(position)
    if word in words.NUMBERS or (word.isdigit() and len(word) < 3):
        opening.count = words.NUMBERS.get(word) or int(word)
        opening.position += 1
        return True
    if word in words.TENURE_WORDS and not sentence.head_length(position):
        opening.tenure = words.TENURE_WORDS[word] or opening.tenure
        opening.position += 1
        return True
    if word in _UNITS and sentence.lower(position + 1) == "'s" and sentence.is_capitalized(position):
        # "the Mission's Head": which mission, the text has said before.
        opening.body = Body(sentence.tokens[position].text, start=position, end=position + 1)
        opening.position += 2
        return True
    match = sentence.matches.get(position)
    acronym = (
        match is None
        and position < len(sentence)
        and sentence.tokens[position].text.isupper()
        and 1 < len(word) < 7
    )
    if acronym and sentence.head_length(position + 1) and not sentence.head_length(position):
        # "the CEC Chairperson": the text spells the acronym out somewhere.
        opening.body = Body(sentence.tokens[position].text, start=position, end=position + 1)
        opening.position += 1
        return True
    if match is None or sentence.head_length(position) > match.end - position:
        return False
    body = body_of_match(sentence, match)
    if body is None:
        return False
    opening.position = match.end
    if sentence.lower(match.end) == "'s":
        opening.position += 1
        opening.definite = True
    elif sentence.lower(match.end) in ("'", "/"):
        opening.position += 1
    opening.body = _combined(opening.body, body)
    return True


def _combined(first: Body | None, second: Body) -> Body:
    """Join "Kazakhstan's" + "Central Election Commission", "the Swedish" + "OSCE Chairmanship"."""
    if first is None or first.entry is None or second.entry is None:
        return second
    if first.entry.kind in ("state", "demonym") and second.entry.kind == "structure":
        return second
    return first if second.entry.kind == "city" else second


def body_of_match(sentence: Sentence, match: Match) -> Body | None:
    """Turn a gazetteer match into the body of a post; States and demonyms give the State."""
    entry = match.entry("structure", "state", "demonym", "region", "city")
    if entry is None:
        return None
    return Body(entry.name, entry, start=match.start, end=match.end)


def _read_head(sentence: Sentence, position: int) -> tuple[int, str, bool] | None:
    """Read modifiers and the head: returns (end, head, is_plural)."""
    end = position
    while True:
        length = sentence.head_length(end)
        if length:
            head = sentence.heads[end]
            following = end + length
            # "Deputy Prime Minister", "Secretary General": go on while the next words are a head too.
            if _head_follows(sentence, following):
                end = following
                continue
            return following, head.word, head.plural
        if not _is_title_modifier(sentence, end):
            return None
        end += 1
        if end - position > 7:
            return None


def _head_follows(sentence: Sentence, position: int) -> bool:
    """Tell whether the title goes on: modifiers and another head follow directly."""
    start = position
    while (
        not sentence.head_length(position) and _is_title_modifier(sentence, position) and position - start < 4
    ):
        position += 1
    if sentence.head_length(position) and all(sentence.is_capitalized(i) for i in range(start, position)):
        word = sentence.heads[position].word
        # "President Professor X", "Minister Ambassador X": a rank before a name is no part of the post.
        return word not in words.RANKS and word not in words.HONORIFICS
    return False


def _is_title_modifier(sentence: Sentence, position: int) -> bool:
    token = sentence.lower(position)
    if token in words.TITLE_MODIFIERS or token in words.PORTFOLIO_WORDS:
        return True
    if token == "and" and sentence.lower(position - 1) in words.PORTFOLIO_WORDS:
        return sentence.lower(position + 1) in words.PORTFOLIO_WORDS and sentence.is_capitalized(position + 1)
    return False


def _title_words(sentence: Sentence, start: int, end: int, plural: bool) -> str:
    text = sentence.text_of(start, end)
    if plural:
        text = singular_title(text)
    for pattern, replacement in _TITLE_FIXES:
        text = pattern.sub(replacement, text)
    return text if text[:1].isupper() or text in ("leader",) else text[:1].upper() + text[1:]


def _owns_another_title(sentence: Sentence, position: int) -> bool:
    return sentence.lower(position) in ("'s", "'") and parse_title(sentence, position + 1) is not None


def _possessed_title(sentence: Sentence, owner: Title) -> Title | None:
    """ "the OSCE Chairman-in-Office's Personal Envoy": the owner's post is the body of the envoy's."""
    inner = parse_title(sentence, owner.end + 1)
    if inner is None:
        return None
    inner.start = owner.start
    inner.definite = True
    inner.body = inner.body or Body(_post_name(sentence, owner), start=owner.start, end=owner.end)
    return inner


def _post_name(sentence: Sentence, owner: Title) -> str:
    """Name a post that another post belongs to: "OSCE Chairman-in-Office", whoever chairs."""
    if owner.head in IN_OFFICE_HEADS:
        return f"OSCE {owner.text}"
    body = (
        sentence.text_of(owner.body.start, owner.body.end)
        if owner.body and owner.body.end > owner.body.start
        else ""
    )
    return f"{body} {owner.text}".strip()


def _read_designate(sentence: Sentence, title: Title) -> None:
    """Read "-designate" and "designate" after the head."""
    after = title.end + (sentence.lower(title.end) in ("-", "–"))
    if sentence.lower(after) in ("designate", "elect"):
        title.tenure = "designate"
        title.end = after + 1


def _read_complements(sentence: Sentence, title: Title) -> None:
    """Read "of the Senate", "for Foreign Affairs", "on National Minorities", "to the OSCE", "responsible for …"."""
    for _ in range(4):
        preposition = sentence.lower(title.end)
        if preposition == "responsible" and sentence.lower(title.end + 1) == "for":
            if not _read_responsibility(sentence, title):
                return
        elif preposition not in ("of", "for", "on", "to", "in", "at", "from", "with") or not _read_complement(
            sentence, title
        ):
            return


def _read_responsibility(sentence: Sentence, title: Title) -> bool:
    end = title.end + 2
    while end < len(sentence) and sentence.lower(end) not in (",", ";", ".", ")", ":"):
        if sentence.tokens[end].tag in ("VBD", "VBZ", "VBP", "MD"):
            break
        end += 1
    title.text = f"{title.text} {sentence.text_of(title.end + 1, end)}"
    title.end = end
    return True


def _read_complement(sentence: Sentence, title: Title) -> bool:
    preposition = sentence.lower(title.end)
    start = title.end + 1
    if title.plural and preposition == "of" and (end := _plural_units_end(sentence, start)) > start:
        title.text, title.end = f"{title.text} of {singular_title(sentence.text_of(end - 1, end))}", end
        return True
    if sentence.lower(start) in ("the", "its", "his", "their"):
        start += 1
    if preposition in ("of", "from", "to", "in", "at", "for") and _read_owner_title(sentence, title, start):
        return True
    if preposition in ("of", "from") and title.plural and _read_shared_bodies(sentence, title, start):
        return True
    end = complement_end(sentence, start)
    if end == start:
        return False
    return _apply_complement(sentence, title, preposition, start, end)


def _plural_units_end(sentence: Sentence, start: int) -> int:
    """ "heads of the other delegations", "leaders of the political parties": units that only the members name."""
    end = start
    while sentence.lower(end) in ("the", "other", "respective", "various", "participating", "observer"):
        end += 1
    return end + 1 if sentence.lower(end) in ("delegations", "missions", "institutions") else start


def _read_owner_title(sentence: Sentence, title: Title, start: int) -> bool:
    """ "Personal Representative of the (Swedish) OSCE Chairperson-in-Office"."""
    owner = parse_title(sentence, start)
    sends_envoys = owner is not None and (
        owner.head in IN_OFFICE_HEADS
        or (owner.head.startswith("secretary") and title.head in ("representative", "envoy"))
    )
    if owner is None or owner.plural or not sends_envoys:
        return False
    end = _end_of_office(sentence, owner)
    title.body = Body(_post_name(sentence, owner), start=start, end=end)
    title.end = end
    return True


def _end_of_office(sentence: Sentence, owner: Title) -> int:
    """Return where the owner's own words end: "for Central Asia" after it belongs to the envoy's post."""
    for index in range(owner.start, owner.end):
        head = sentence.heads.get(index)
        if head is not None and head.word == owner.head:
            end = index + head.length
            after = end + 1 + (sentence.lower(end + 1) == "the")
            match = sentence.matches.get(after)
            return match.end if sentence.lower(end) == "of" and match and match.entry("structure") else end
    return owner.end


def _read_shared_bodies(sentence: Sentence, title: Title, start: int) -> bool:
    """ "the Foreign Ministers of Armenia, Azerbaijan and Georgia": one post in each."""
    bodies: list[Body] = []
    position = start
    while True:
        if sentence.lower(position) == "the":
            position += 1
        match = sentence.matches.get(position)
        body = body_of_match(sentence, match) if match else None
        if (
            match is None
            or body is None
            or body.entry is None
            or body.entry.kind not in ("state", "structure")
        ):
            break
        bodies.append(body)
        position = match.end
        separator = position
        while sentence.lower(separator) in (",", "and"):
            separator += 1
        if separator == position:
            break
        position = separator
    if len(bodies) < 2:
        return False
    title.bodies = bodies
    title.body = None
    title.end = bodies[-1].end
    return True


def complement_end(sentence: Sentence, start: int) -> int:
    """Return where a complement that begins at ``start`` ends: before a comma, a verb or a person's name."""
    end = start
    while end < len(sentence):
        match = sentence.matches.get(end)
        if match is not None:
            end = match.end
            continue
        word = sentence.lower(end)
        head = sentence.heads.get(end)
        if (
            head is not None
            and sentence.is_capitalized(end)
            and sentence.entity(end + head.length) == "PERSON"
        ):
            break
        if word == "," and _portfolio_goes_on(sentence, end):
            end += 1
        elif word in ("and", "of", "for", "the", "in", "on", "&"):
            if not _complement_goes_on(sentence, start, end):
                break
            end += 1
        elif word in words.PORTFOLIO_WORDS or word in words.BODY_HEADS or (sentence.is_capitalized(end) and not _name_begins(sentence, start, end)):
            end += 1
        else:
            break
    while end > start and sentence.lower(end - 1) in ("and", "of", "for", "the", "in", "on", "&"):
        end -= 1
    return end


def _portfolio_goes_on(sentence: Sentence, comma: int) -> bool:
    """Tell whether a comma stands inside "Science, Education, Culture and Sports"."""
    following = sentence.lower(comma + 1)
    listed = sentence.lower(comma + 2) in (",", "and") and sentence.lower(comma - 1) in words.PORTFOLIO_WORDS
    return listed and following in words.PORTFOLIO_WORDS and sentence.is_capitalized(comma + 1)


def _complement_goes_on(sentence: Sentence, start: int, position: int) -> bool:
    """Tell whether the connecting word at ``position`` joins the complement or ends it."""
    following = position + 1
    while sentence.lower(following) in ("the", "of"):
        following += 1
    if following >= len(sentence) or position == start:
        return False
    if sentence.lower(position) == "and":
        # "… and the Deputy Minister of …" begins another person; "Foreign Affairs and European Integration" goes on.
        if parse_title(sentence, position + 1) is not None or sentence.lower(position + 1) == "the":
            return False
        known = sentence.lower(following) in words.PORTFOLIO_WORDS and sentence.is_capitalized(following)
        if sentence.is_capitalized(following) and _body_continues(sentence, start, position, following):
            return True
        return known or (following in sentence.matches and start not in sentence.matches)
    if sentence.lower(position) == "in" and following in sentence.matches:
        return sentence.lower(position - 1) in words.BODY_HEADS
    return sentence.is_capitalized(following) or following in sentence.matches


def _body_continues(sentence: Sentence, start: int, position: int, following: int) -> bool:
    """Read on in "National Television and Radio Broadcasting Council" and "Agency for Information and Communications"."""
    end = following
    while (
        end < len(sentence)
        and sentence.is_capitalized(end)
        and end not in sentence.matches
        and end - following < 5
    ):
        if sentence.lower(end) in words.BODY_HEADS:
            return True
        end += 1
    inside = [sentence.lower(index) for index in range(start, position)]
    return (
        any(word in words.BODY_HEADS for word in inside)
        and bool({"for", "on"} & set(inside))
        and sentence.entity(following) != "PERSON"
    )


def _name_begins(sentence: Sentence, start: int, position: int) -> bool:
    """Tell whether a person's name begins at the capitalized word at ``position`` of a complement."""
    if position == start:
        return False
    after_known = (
        sentence.lower(position - 1) in words.PORTFOLIO_WORDS
        or sentence.lower(position - 1) in words.BODY_HEADS
        or sentence.match_ends_at(position)
    )
    if sentence.entity(position) == "PERSON" and after_known:
        return True
    known = next((match for match in sentence.matches.values() if match.end == position), None)
    if (
        known is not None
        and known.entry("state")
        and sentence.lower(position) not in words.BODY_HEADS | words.PORTFOLIO_WORDS
    ):
        return True
    if sentence.lower(start - 1) in ("for", "on") or sentence.lower(start - 2) in ("for", "on"):
        return False
    in_known = (
        sentence.lower(position) in words.PORTFOLIO_WORDS or sentence.lower(position + 1) in words.BODY_HEADS
    )
    return after_known and not in_known and sentence.entity(position) not in ("ORG",)


def _apply_complement(sentence: Sentence, title: Title, preposition: str, start: int, end: int) -> bool:
    match = sentence.matches.get(start)
    text = sentence.text_of(start, end)
    if match is not None and match.end == end:
        body = body_of_match(sentence, match)
        if body is None:
            return False
        if preposition in ("for", "on") and body.entry is not None and body.entry.kind in ("region", "city"):
            title.text = f"{title.text} {preposition} {sentence.text_of(title.end + 1, end)}"
        elif preposition in ("in", "at") and body.entry is not None and body.entry.kind != "structure":
            return False
        else:
            if preposition == "to" and body.entry is not None and body.entry.kind == "structure":
                title.text = f"{title.text} to {sentence.text_of(title.end + 1, end)}"
                title.body = title.body or None
            elif title.body is None or (body.entry is not None and body.entry.kind == "structure"):
                title.body = body
            elif body.entry is not None and body.entry.kind == "state":
                title.body.state = body.entry.key
        title.end = end
        return True
    if preposition in ("to", "from", "in", "at", "with"):
        return False
    last = sentence.lower(end - 1)
    body_word = next(
        (sentence.lower(i) for i in range(start, end) if sentence.lower(i) in words.BODY_HEADS), None
    )
    kinds = [
        sentence.lower(i)
        for i in range(start, end)
        if sentence.lower(i) in words.BODY_HEADS | words.PARLIAMENT_WORDS
    ]
    chamber = bool(kinds) and kinds[0] in words.PARLIAMENT_WORDS
    if end - start == 1 and text.isupper() and len(text) > 2:
        body_word, chamber = text, False
    if preposition == "of" and body_word and not chamber and not title.text.endswith("Minister"):
        state = next(
            (
                entry.key
                for i in range(start, end)
                if (m := sentence.matches.get(i)) and (entry := m.entry("state", "demonym"))
            ),
            None,
        )
        known = (
            title.body.entry.key
            if title.body and title.body.entry and title.body.entry.kind in ("state", "demonym")
            else None
        )
        title.body = Body(text, state=state or known, start=start, end=end)
    else:
        title.text = f"{title.text} {preposition} {sentence.text_of(title.end + 1, end)}"
        closing = next((m for m in sentence.matches.values() if m.end == end and m.start > start), None)
        structure = closing.entry("structure") if closing else None
        if closing is not None and structure is not None and title.body is None:
            # "Deputy Head of the Election Section of the ODIHR": the section stays in the title.
            title.body = Body(structure.name, structure, start=closing.start, end=closing.end)
            title.text = re.sub(
                r"\s+(?:of|of the|in|in the)$",
                "",
                title.text.removesuffix(sentence.text_of(closing.start, end)).rstrip(),
            )
        state_entry = sentence.matches.get(end - 1)
        if last and state_entry and (entry := state_entry.entry("state")) and title.body is None:
            title.body = Body(entry.name, entry, start=end - 1, end=end)
            title.text = title.text.removesuffix(sentence.text_of(end - 1, end)).rstrip()
            title.text = re.sub(r"\s+(?:of|of the)$", "", title.text)
    title.end = end
    return True
