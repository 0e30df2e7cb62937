"""The States and organizations of one document: one local record for all that is said of each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Entry, Sentence
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.names import folded
from osce_kg.extraction.posts import Body
from osce_kg.model.extraction import LocalOrganization
from osce_kg.model.text import Span

_KINDS: Final = {
    "organization": "intergovernmental",
    "parliamentary-assembly": "institution",
    "institution": "institution",
    "field-operation": "field-operation",
    "decision-making-body": "decision-making-body",
    "structure": "structure",
}
"""Kind of a local record by the kind of the structure in the reference data."""

_MINISTER: Final = re.compile(
    r"^(?:(?:first|deputy|vice|acting|state)\s+)*(?:(?P<before>[\w ]+?)\s+)?"
    r"minister(?:\s+(?:of|for)\s+(?P<after>.+))?$",
    re.I,
)
_CHAMBER: Final = re.compile(
    r"\bof (?:the )?(?P<chamber>[\w' ]*(?:parliament|senate|assembly|duma|majilis|rada|sejm|house of \w+))$",
    re.I,
)


class BodyRegistry:
    """Gives local ids to States and organizations as they are needed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._records: dict[str, LocalOrganization] = {}
        self._by_id: dict[str, LocalOrganization] = {}
        self._mentions: dict[str, set[Span]] = {}

    def all(self) -> tuple[LocalOrganization, ...]:
        """Return the records in the order of their ids."""
        return tuple(
            replace(record, mentions=tuple(sorted(self._mentions[record.id])))
            for record in self._records.values()
        )

    def get(self, local: str) -> LocalOrganization:
        """Return the record with the id ``local``, without its mentions."""
        return self._by_id[local]

    def add_state(self, iso3: str, span: Span | None = None) -> str:
        """Return the local id of a State."""
        key = f"state/{iso3}"
        return self._add(key, self._record(self._gazetteer.states[iso3].name, "state", key, iso3), span)

    def add_structure(self, key: str, name: str, span: Span | None = None) -> str:
        """Return the local id of a structure that the reference data knows."""
        structure = self._gazetteer.structures[key]
        kind = _KINDS.get(structure.kind, "organization")
        reference = f"structure/{key}"
        return self._add(reference, self._record(name, kind, reference, structure.host), span)

    def add_named(self, name: str, state: str | None, span: Span | None = None) -> str:
        """Return the local id of a body that only the document names; ``state`` tells national ones apart."""
        kind = classify_body(name) if "-in-office" not in name.lower() else "structure"
        shown = name
        known = self._gazetteer.states.get(state or "")
        if known is not None and kind in ("government-body", "parliament"):
            names = (known.name, *known.aliases, *known.demonyms)
            if not any(folded(alias) in folded(name) for alias in names):
                shown = f"{name} of {known.name}"
        return self._add(f"named/{folded(name)}/{state or ''}", self._record(shown, kind, state=state), span)

    def add_body(self, body: Body, sentence: Sentence, state: str | None) -> str:
        """Return the local id of the body of a post; ``state`` is for a national body without its own."""
        span = sentence.span_of(body.start, body.end) if body.end > body.start else None
        if body.entry is None:
            return self.add_named(body.text, body.state or state, span)
        if body.text != body.entry.name:
            # "OSCE Chairman-in-Office" as the body of an envoy's post.
            return self.add_named(body.text, None, span)
        return self.add_entry(body.entry, sentence, body.start, body.end)

    def add_entry(self, entry: Entry, sentence: Sentence, start: int, end: int) -> str:
        """Return the local id of what a gazetteer entry named at tokens ``[start, end)`` means."""
        span = sentence.span_of(start, end) if end > start else None
        if entry.kind in ("state", "demonym"):
            return self.add_state(entry.key, span)
        if entry.kind == "structure":
            name = sentence.text_of(start, end) if end > start else entry.name
            return self.add_structure(entry.key, name, span)
        kind = "organization" if entry.kind == "region" else "government-body"
        return self._add(f"named/{folded(entry.name)}/", self._record(entry.name, kind), span)

    def _record(
        self, name: str, kind: str, reference: str | None = None, state: str | None = None
    ) -> LocalOrganization:
        return LocalOrganization(f"o{len(self._records) + 1}", name, kind, reference, state, ())

    def _add(self, key: str, record: LocalOrganization, span: Span | None) -> str:
        """Note a mention of the body ``key``; ``record`` is kept if it is the first."""
        known = self._records.setdefault(key, record)
        self._by_id[known.id] = known
        mentions = self._mentions.setdefault(known.id, set())
        if span is not None:
            mentions.add(span)
        return known.id


def classify_body(name: str) -> str:
    """Return the kind of a body that only its name tells of."""
    lower = name.lower()
    for kind, marks in (
        ("parliament", words.PARLIAMENT_MARKS),
        ("government-body", words.GOVERNMENT_MARKS),
        ("civil-society", words.CIVIL_SOCIETY_MARKS),
    ):
        if any(mark in lower for mark in marks):
            return kind
    return "organization"


def body_of_post(title: str) -> str | None:
    """Return the ministry or chamber in the title of a national post, None for posts of the State as a whole.

    "Deputy Foreign Minister" → "Ministry of Foreign Affairs"; "Speaker of the Senate" → "Senate".
    """
    chamber = _CHAMBER.search(title)
    if chamber:
        return chamber["chamber"]
    minister = _MINISTER.match(title)
    if not minister or (minister["before"] or "").lower() in ("prime", "deputy prime", "first deputy prime"):
        return None
    portfolio = (minister["after"] or minister["before"] or "").removeprefix("the ")
    if not portfolio:
        return None
    return f"Ministry of {'Foreign Affairs' if portfolio.lower() == 'foreign' else portfolio}"
