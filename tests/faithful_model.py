"""A model that answers what the rules find, with faithful quotes: what it loses, verification has cost."""

from __future__ import annotations

import json
from typing import Any

from model_answers import event, participant, person, post
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction, LocalEvent, LocalParticipation, LocalPerson, RoleClaim
from osce_kg.model.text import Span

_POINTING = frozenset(["he", "she", "him", "her", "his", "they", "them", "their", "both"]) | {
    "the two",
    "the two men",
}
_MOST_QUOTES = 4
_AGENTS = {"g": "group", "o": "organization"}


class FaithfulModel:
    """Answers every question about one document with the same extraction."""

    def __init__(self, document: Document, found: Extraction) -> None:
        self._document = document
        self._found = found
        self._persons = {found_person.id: found_person for found_person in found.persons}

    def answer(self, question: str, seed: int) -> str:
        people = [self._person(claim) for claim in self._found.persons]
        return json.dumps({"people": people, "events": [self._event(e) for e in self._found.events]})

    def _words(self, span: Span) -> str:
        return " ".join(span.of(self._document.text).split())

    def _sentence(self, span: Span) -> str:
        sentences = (s for paragraph in self._document.paragraphs for s in paragraph.sentences)
        return self._words(next((s for s in sentences if s.start <= span.start < s.end), span))

    def _person(self, known: LocalPerson) -> dict[str, Any]:
        quote = self._sentence(known.forms[0].spans[0]) if known.forms else ""
        forms = [form.name for form in known.forms if form.name != known.name]
        posts = [self._post(role) for role in known.roles]
        return person(known.id, known.name or "", quote, *posts, forms=forms)

    def _post(self, role: RoleClaim) -> dict[str, Any]:
        quote = self._sentence(role.span)
        bodies = {body.id: body for body in self._found.organizations}
        body = bodies.get(role.organization or "") if not role.organization_inferred else None
        beside = [self._words(m) for m in body.mentions if self._sentence(m) == quote] if body else []
        return post(role.title, next(iter(beside), body.name if body else ""), quote, role.tenure)

    def _event(self, found: LocalEvent) -> dict[str, Any]:
        quotes = [self._words(span) for span in found.evidence]
        places = {place.id: place for place in self._found.places}
        return event(
            found.kind,
            id=found.id,
            status=found.status,
            format=found.format or "",
            mode=found.mode,
            participants=[self._participant(part, quotes) for part in found.participants],
            places=[
                {"name": self._words(places[local].mentions[0]), "kind": places[local].kind}
                for local in found.places
            ],
            date=found.time.text or "" if found.time else "",
            part_of=found.part_of or "",
            subjects=list(found.subjects),
            quotes=quotes,
        )

    def _participant(self, part: LocalParticipation, quotes: list[str]) -> dict[str, Any]:
        """Return the claim; who is meant by a pronoun only is named in a quote of its own."""
        mention, quote = self._words(part.span), self._sentence(part.span)
        known = self._persons.get(part.agent)
        if known is not None and mention.lower() in _POINTING:
            named = [(s, form.name) for form in known.forms for s in form.spans if s.start <= part.span.start]
            if named:
                span, mention = max(named)
                quote = self._sentence(span)
        if quote not in quotes and len(quotes) < _MOST_QUOTES:
            quotes.append(quote)
        return participant(mention, part.role, _AGENTS.get(part.agent[0], part.agent), part.side or "")
