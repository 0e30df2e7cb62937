"""The States and organizations of one document: one local record for all that is said of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osce_kg.extraction import vocabulary as words
from osce_kg.extraction.analysis import Entry, Sentence
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.names import folded
from osce_kg.extraction.titles import Body
from osce_kg.model.extraction import LocalOrganization
from osce_kg.model.text import Span

_KINDS = {
    "organization": "intergovernmental",
    "parliamentary-assembly": "institution",
    "institution": "institution",
    "field-operation": "field-operation",
    "decision-making-body": "decision-making-body",
    "structure": "structure",
}
_PARLIAMENT = ("parliament", "assembly", "senate", "duma", "majilis", "rada", "sejm")
_CIVIL = (
    "ngo",
    "foundation",
    "association",
    "network",
    "institute",
    "society",
    "movement",
    "union",
    "league",
    "think tank",
    "zhalgas",
)
_GOVERNMENT = (
    "ministry",
    "commission",
    "committee",
    "agency",
    "government",
    "court",
    "prosecutor",
    "department",
    "police",
    "inspectorate",
    "directorate",
    "office",
    "service",
    "council",
    "bank",
)


class BodyRegistry:
    """Gives local ids to States and organizations as they are needed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._records: dict[str, LocalOrganization] = {}

    def all(self) -> tuple[LocalOrganization, ...]:
        """Return the records in the order of their ids."""
        return tuple(self._records.values())

    def get(self, local: str) -> LocalOrganization:
        """Return the record with the id ``local``."""
        return next(record for record in self._records.values() if record.id == local)

    def add_state(self, iso3: str, span: Span | None = None) -> str:
        """Return the local id of a State."""
        return self._record(
            f"state/{iso3}", self._gazetteer.states[iso3].name, "state", f"state/{iso3}", iso3, span
        )

    def add_structure(self, key: str, name: str, span: Span | None = None) -> str:
        """Return the local id of a structure that the reference data knows."""
        structure = self._gazetteer.structures[key]
        kind = _KINDS.get(structure.kind, "organization")
        return self._record(f"structure/{key}", name, kind, f"structure/{key}", structure.host, span)

    def add_named(self, name: str, state: str | None, span: Span | None = None) -> str:
        """Return the local id of a body that only the document names; a national body is told apart by its State."""
        kind = classify_body(name) if "-in-office" not in name.lower() else "structure"
        shown = name
        if state and kind in ("government-body", "parliament") and state in self._gazetteer.states:
            known = self._gazetteer.states[state]
            if not any(
                folded(alias) in folded(name) for alias in (known.name, *known.aliases, *known.demonyms)
            ):
                shown = f"{name} of {known.name}"
        return self._record(f"named/{folded(name)}/{state or ''}", shown, kind, None, state, span)

    def add_body(self, body: Body, sentence: Sentence, state: str | None) -> str | None:
        """Return the local id of the body of a post; None for a body that names no organization."""
        span = sentence.span_of(body.start, body.end) if body.end > body.start else None
        entry = body.entry
        if entry is None:
            return self.add_named(body.text, body.state or state, span)
        if body.text != entry.name:
            # "OSCE Chairman-in-Office" as the body of an envoy's post.
            return self.add_named(body.text, None, span)
        return self.add_entry(entry, sentence, body.start, body.end)

    def add_entry(self, entry: Entry, sentence: Sentence, start: int, end: int) -> str | None:
        """Return the local id of what a gazetteer entry names."""
        span = sentence.span_of(start, end) if end > start else None
        if entry.kind in ("state", "demonym"):
            return self.add_state(entry.key, span)
        if entry.kind == "structure":
            return self.add_structure(
                entry.key, sentence.text_of(start, end) if end > start else entry.name, span
            )
        if entry.kind == "region":
            return self._record(f"named/{folded(entry.name)}/", entry.name, "organization", None, None, span)
        return self._record(f"named/{folded(entry.name)}/", entry.name, "government-body", None, None, span)

    def _record(
        self, key: str, name: str, kind: str, reference: str | None, state: str | None, span: Span | None
    ) -> str:
        known = self._records.get(key)
        mentions = (span,) if span else ()
        if known is None:
            record = LocalOrganization(f"o{len(self._records) + 1}", name, kind, reference, state, mentions)
        elif span and span not in known.mentions:
            record = LocalOrganization(
                known.id,
                known.name,
                known.kind,
                known.reference,
                known.state,
                tuple(sorted((*known.mentions, span))),
            )
        else:
            return known.id
        self._records[key] = record
        return record.id


def classify_body(name: str) -> str:
    """Return the kind of a body that only its name tells of."""
    lower = name.lower()
    if any(word in lower for word in _PARLIAMENT):
        return "parliament"
    if any(word in lower for word in _GOVERNMENT):
        return "government-body"
    if any(word in lower for word in _CIVIL):
        return "civil-society"
    return "organization"


def find_acronyms(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return what "Central Election Commission (CEC)" says of "CEC": the capitalized words whose initials it takes."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for index in range(1, len(sentence) - 2):
            inside = sentence.tokens[index + 1].text
            if (
                sentence.lower(index) == "("
                and sentence.lower(index + 2) == ")"
                and inside.isupper()
                and len(inside) > 1
            ):
                name = _initialled(sentence, index, inside)
                if name:
                    found.setdefault(inside, name)
    return found


def _initialled(sentence: Sentence, end: int, acronym: str) -> str | None:
    letters = list(acronym)
    position = end
    while letters and position > 0 and end - position < 14:
        position -= 1
        token = sentence.tokens[position]
        if token.is_capitalized and token.is_word:
            if token.text[0] != letters.pop():
                return None
        elif token.lower not in words.FUNCTION_WORDS:
            return None
    return sentence.text_of(position, end) if not letters else None


_MINISTER = re.compile(
    r"^(?:(?:first|deputy|vice|acting|state)\s+)*(?:(?P<before>[\w ]+?)\s+)?minister(?:\s+(?:of|for)\s+(?P<after>.+))?$",
    re.I,
)
_CHAMBER = re.compile(
    r"\bof (?:the )?(?P<chamber>[\w' ]*(?:parliament|senate|assembly|duma|majilis|rada|sejm|house of \w+))$",
    re.I,
)


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
    portfolio = minister["after"] or minister["before"]
    if not portfolio:
        return None
    portfolio = portfolio.removeprefix("the ")
    return f"Ministry of {'Foreign Affairs' if portfolio.lower() == 'foreign' else portfolio}"
