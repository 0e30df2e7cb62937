"""The grammar of posts: "the OSCE Chairman-in-Office's Personal Envoy for Central Asia"."""

from __future__ import annotations

import re
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.complement_bounds import complement_end
from osce_kg.extraction.complements import (
    apply_complement,
    read_plural_units,
    read_responsibility,
    read_shared_bodies,
)
from osce_kg.extraction.posts import Body, Title
from osce_kg.extraction.title_heads import singular_title
from osce_kg.extraction.title_openings import begins_title, read_head, read_opening

_TITLE_FIXES: Final = (
    (re.compile(r"\bCiO\b"), "Chairman-in-Office"),
    (re.compile(r"\s+"), " "),
)
_MOST_COMPLEMENTS: Final = 4


def parse_title(sentence: Sentence, start: int) -> Title | None:
    """Return the post whose noun phrase begins at token ``start``, or None."""
    opening = read_opening(sentence, start)
    head = read_head(sentence, opening.position)
    if head is None:
        return None
    title = Title(
        start=start,
        end=head.end,
        text=_title_words(sentence.text_of(opening.position, head.end), plural=head.plural),
        head=head.word,
        body=opening.body,
        tenure=opening.tenure,
        plural=head.plural,
        count=opening.count,
        definite=opening.definite,
        possessor=opening.possessor,
    )
    _settle_chairing(title)
    if (
        sentence.lower(title.end) == "("
        and sentence.lower(title.end + 2) == ")"
        and title.end + 1 in sentence.heads
    ):
        # "the Bashkan (Governor) of Gagauzia": the same post in other words.
        title.end += 3
    if sentence.lower(head.end) in ("'s", "'") and begins_title(sentence, head.end + 1):
        return _possessed_title(sentence, title)
    _read_designate(sentence, title)
    _read_complements(sentence, title)
    return title


def _title_words(text: str, *, plural: bool) -> str:
    if plural:
        text = singular_title(text)
    for pattern, replacement in _TITLE_FIXES:
        text = pattern.sub(replacement, text)
    return text if text == "leader" else text[:1].upper() + text[1:]


def _settle_chairing(title: Title) -> None:
    """Read who chairs: "the Finnish Chairman-in-Office" does for Finland, "the OSCE Chair" is in office."""
    body = title.body
    if body is None:
        return
    if title.head in words.IN_OFFICE_HEADS and body.kind in ("state", "demonym"):
        title.chairing, title.body = body, None
    elif title.head in words.CHAIR_HEADS and body.entry is not None and body.entry.key == "osce":
        title.head = "chairperson-in-office"


def _possessed_title(sentence: Sentence, owner: Title) -> Title | None:
    """Read "the OSCE Chairman-in-Office's Personal Envoy": the owner's post is the body of the envoy's."""
    inner = parse_title(sentence, owner.end + 1)
    if inner is None:
        return None
    inner.start = owner.start
    inner.definite = True
    inner.body = inner.body or Body(_post_name(sentence, owner), start=owner.start, end=owner.end)
    return inner


def _post_name(sentence: Sentence, owner: Title) -> str:
    """Name a post that another post belongs to: "OSCE Chairman-in-Office", whoever chairs."""
    if owner.head in words.IN_OFFICE_HEADS:
        return f"OSCE {owner.text}"
    if owner.body is None or owner.body.end == owner.body.start:
        return owner.text
    return f"{sentence.text_of(owner.body.start, owner.body.end)} {owner.text}"


def _read_designate(sentence: Sentence, title: Title) -> None:
    """Read "-designate" and "designate" after the head."""
    after = title.end + (sentence.lower(title.end) in ("-", "–"))
    if sentence.lower(after) in ("designate", "elect"):
        title.tenure = "designate"
        title.end = after + 1


def _read_complements(sentence: Sentence, title: Title) -> None:
    """Read "of the Senate", "for Foreign Affairs", "to the OSCE", "responsible for …", one by one."""
    for _ in range(_MOST_COMPLEMENTS):
        word = sentence.lower(title.end)
        if word == "responsible" and sentence.lower(title.end + 1) == "for":
            read_responsibility(sentence, title)
        elif word not in words.COMPLEMENT_PREPOSITIONS or not _read_complement(sentence, title):
            return


def _read_complement(sentence: Sentence, title: Title) -> bool:
    preposition = sentence.lower(title.end)
    start = title.end + 1
    if title.plural and preposition == "of" and read_plural_units(sentence, title):
        return True
    if sentence.lower(start) in words.POSSESSIVES | {"the"}:
        start += 1
    if preposition not in ("on", "with") and _read_owner(sentence, title, start):
        return True
    if preposition in ("of", "from") and title.plural and read_shared_bodies(sentence, title, start):
        return True
    end = complement_end(sentence, start)
    return end > start and apply_complement(sentence, title, start, end)


def _read_owner(sentence: Sentence, title: Title, start: int) -> bool:
    """Read the owner of "Personal Representative of the (Swedish) OSCE Chairperson-in-Office"."""
    owner = parse_title(sentence, start)
    if owner is None or owner.plural or not _sends(owner, title):
        return False
    end = _end_of_office(sentence, owner)
    if owner.end > end:
        # "for Central Asia" after it belongs to the envoy's post.
        owner.text = owner.text.removesuffix(sentence.text_of(end, owner.end)).rstrip()
    title.body = Body(_post_name(sentence, owner), start=start, end=end)
    title.end = end
    return True


def _sends(owner: Title, title: Title) -> bool:
    if owner.head in words.IN_OFFICE_HEADS:
        return True
    return owner.head.startswith("secretary") and title.head in words.ENVOY_HEADS


def _end_of_office(sentence: Sentence, owner: Title) -> int:
    """Return where the owner's own words end."""
    for index in range(owner.start, owner.end):
        head = sentence.heads.get(index)
        if head is not None and head.word == owner.head:
            end = index + head.length
            after = end + 1 + (sentence.lower(end + 1) == "the")
            match = sentence.matches.get(after)
            return match.end if sentence.lower(end) == "of" and match and match.entry("structure") else end
    return owner.end
