"""A sound graph of any size that looks like a build: documents, meetings, visits, people who return in many.

The same arguments give the same quads, on every machine. It has the named graphs of a build, and the hubs of
a real graph: a few States, structures and officials that everything points to, and many people who occur once
or twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from osce_kg.identifiers import DERIVED_GRAPH, ENTITY_GRAPH, REFERENCE_GRAPH, document_graph
from osce_kg.namespaces import EDTF, ID, OKG, PREFIXES, VOCAB

Triple = tuple[str, str, str]
"""Terms in the syntax of N-Triples."""

Quad = tuple[str, str, str, str]
"""Subject, predicate, object and named graph, in the syntax of N-Quads."""

TRIPLES_PER_DOCUMENT: Final = 390
"""About so many triples come with each document."""

STATES: Final = 57
"""States, with the keys ``S00`` and so on."""

OFFICIALS: Final = 60
"""People who exist before the first document, and visit: those with the lowest numbers most often."""

PERSONS_PER_DOCUMENT: Final = 5
"""New people that each document names; they are numbered after the officials."""

FIRST_DAY: Final = date(1994, 1, 1)
"""Day of the first document; each further one is a day younger."""

_RDF_TYPE: Final = f"<{PREFIXES['rdf']}type>"
_DERIVED: Final = frozenset(
    f"<{OKG}{name}>"
    for name in ("hasParticipant", "hasParticipation", "metWith", "participantIn", "subEventOf", "visited")
)
_SUPERCLASSES: Final = frozenset(f"<{OKG}{name}>" for name in ("Agent", "Event", "TimedRelation"))
_CITIES: Final = 120
_TOPICS: Final = ("elections", "human-rights", "policing", "education", "migration", "rule-of-law", "youth")
_POSTS: Final = ("President", "Foreign Minister", "Speaker of Parliament", "Ombudsman")


def synthetic_graph(documents: int, seed: int = 1) -> Iterator[Triple]:
    """Yield the triples of a sound graph, in groups that belong together; few of them twice.

    Args:
        documents: how many; each reports a visit with two meetings and a round table.
        seed: of the choices of who meets whom where.
    """
    for subject, predicate, value, _ in synthetic_quads(documents, seed):
        yield subject, predicate, value


def synthetic_quads(documents: int, seed: int = 1) -> Iterator[Quad]:
    """Yield the same, each triple with the graph that a build would put it into; arguments as above."""
    world = _World(Random(seed))
    for triple in world.reference():
        yield *triple, _graph(triple, f"<{REFERENCE_GRAPH}>")
    for number in range(documents):
        document = _Document(world, number)
        for triple in document.triples():
            yield *triple, _graph(triple, f"<{document_graph(document.key)}>")


def write_n_triples(triples: Iterable[Triple], file: Path) -> None:
    """Write triples as N-Triples, without ever holding all of them."""
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples)


def _graph(triple: Triple, home: str) -> str:
    """Return the graph of a triple that the reference data or a document, whose graph is ``home``, gives."""
    subject, predicate, value = triple
    if predicate in _DERIVED or (predicate == _RDF_TYPE and value in _SUPERCLASSES):
        return f"<{DERIVED_GRAPH}>"
    return f"<{ENTITY_GRAPH}>" if subject.startswith(f"<{ID}person/") else home


def _id(kind: str, key: object) -> str:
    return f"<{ID}{kind}/{key}>"


def _concept(scheme: str, key: str) -> str:
    return f"<{VOCAB}{scheme}/{key}>"


def _text(text: str) -> str:
    return f'"{text}"@en'


def _typed(value: object, datatype: str) -> str:
    return f'"{value}"^^<{PREFIXES["xsd"]}{datatype}>'


def _described(subject: str, *kinds: str, **values: str | Iterable[str]) -> Iterator[Triple]:
    """Yield what a node is and has; ``values`` by local name in the ontology, or as ``rdfs_label``."""
    for kind in kinds:
        yield subject, _RDF_TYPE, f"<{OKG}{kind}>"
    for name, value in values.items():
        prefix, _, local = name.rpartition("_")
        predicate = f"<{PREFIXES[prefix] if prefix else OKG}{local}>"
        for one in [value] if isinstance(value, str) else value:
            yield subject, predicate, one


class _World:
    """Who and what exists before the first document."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.states = [_id("state", f"S{number:02}") for number in range(STATES)]
        self.cities = [
            (_id("place", f"g{1000 + number}"), self.states[number % STATES]) for number in range(_CITIES)
        ]
        self.officials = [_id("person", f"p{number:06}") for number in range(OFFICIALS)]
        self.osce = _id("structure", "osce")
        self.people = count(OFFICIALS)

    def reference(self) -> Iterator[Triple]:
        sourced = {"dcterms_source": '"synthetic"', "confidenceLevel": _concept("confidence-level", "high")}
        yield from _described(self.osce, "IntergovernmentalOrganization", rdfs_label=_text("OSCE"))
        for number, state in enumerate(self.states):
            yield from _described(state, "State", rdfs_label=_text(f"State {number}"))
            yield from _described(
                _id("participation-of", number),
                "StateParticipation",
                "TimedRelation",
                ofState=state,
                statusInOsce=_concept("osce-status", "participating"),
                startEarliest=_typed(FIRST_DAY, "date"),
                **sourced,
            )
        for number, (city, state) in enumerate(self.cities):
            yield from _described(city, "Place", rdfs_label=_text(f"City {number}"), inState=state)
        for number, official in enumerate(self.officials):
            yield from _described(official, "Person", "Agent", rdfs_label=_text(f"Official {number}"))
            yield from _described(
                _id("name", f"official-{number}"),
                "NameUse",
                "TimedRelation",
                nameOf=official,
                nameString=_text(f"Official {number}"),
                **sourced,
            )


@dataclass
class _Document:
    """One document; its events are on one day in one State, so that nobody is in two places."""

    world: _World
    number: int
    length: int = field(default=0)

    def __post_init__(self) -> None:
        random = self.world.random
        self.key = f"n{self.number:06}"
        self.node = _id("document", self.key)
        self.day = FIRST_DAY + timedelta(days=self.number)
        self.city, self.state = random.choice(self.world.cities)
        # Some officials travel much, most seldom.
        rank = min(int(random.paretovariate(1.2)) - 1, OFFICIALS - 1)
        self.visitor = self.world.officials[rank]

    def triples(self) -> Iterator[Triple]:
        yield from self._itself()
        visit = _id("event", f"{self.key}-visit")
        yield from self._event(visit, "Visit", "visit", visitor=self.visitor)
        yield from self._participation(visit, self.visitor, "visitor", visit)
        yield self.visitor, f"<{OKG}visited>", self.state
        for number in range(2):
            yield from self._meeting(_id("event", f"{self.key}-meeting-{number}"), visit)
        yield from self._round_table(_id("event", f"{self.key}-round-table"))

    def _itself(self) -> Iterator[Triple]:
        title = _text(f"Visit number {self.number}")
        yield from _described(
            self.node,
            "Document",
            rdfs_label=title,
            dcterms_title=title,
            dcterms_language='"en"',
            dcterms_issued=_typed(self.day, "date"),
            genre=_concept("document-kind", "press-release"),
            dateBasis=_concept("date-basis", "dateline"),
            nodeId=_typed(self.number + 1, "integer"),
            issuedBy=self.world.osce,
        )
        yield from _described(
            _id("capture", self.key),
            "Capture",
            captureOf=self.node,
            sha256=_typed(f"{self.number:064X}", "hexBinary"),
        )
        self.run = _id("run", f"{self.key}-1")
        yield from _described(self.run, "Extraction", extractor=_id("extractor", "rules-1"))
        yield from _described(_id("extractor", "rules-1"), "Extractor", rdfs_label=_text("rules 1"))

    def _attested(self, words: str) -> dict[str, str]:
        """Add a passage, and return the values that name it as a source."""
        start, end = self.length, self.length + len(words)
        self.length = end + 1
        self.passages = [
            *_described(
                passage := _id("passage", f"{self.key}/{start}-{end}"),
                "Passage",
                passageOf=self.node,
                exact=_text(words),
                startOffset=_typed(start, "integer"),
                endOffset=_typed(end, "integer"),
            )
        ]
        return {
            "attestedBy": passage,
            "confidence": _typed("0.85", "decimal"),
            "assertionStatus": _concept("assertion-status", "stated"),
            "extractedIn": self.run,
        }

    def _event(self, event: str, kind: str, what: str, **values: str) -> Iterator[Triple]:
        source = self._attested(f"There was a {what} on {self.day} in the city.")
        yield from self.passages
        bounds = ("startEarliest", "startLatest", "endEarliest", "endLatest")
        yield from _described(
            event,
            kind,
            "Event",
            rdfs_label=_text(f"{what} of document {self.number}"),
            status=_concept("event-status", "occurred"),
            mode=_concept("event-mode", "in-person"),
            edtf=f'"{self.day}"^^<{EDTF}>',
            dateBasis=_concept("date-basis", "dateline"),
            place=self.city,
            inState=self.state,
            **dict.fromkeys(bounds, _typed(self.day, "date")),
            **values,
            **source,
        )

    def _participation(
        self, event: str, agent: str, role: str, about: str, **values: str
    ) -> Iterator[Triple]:
        node = _id("participation", f"{about.rpartition('/')[2][:-1]}-{role}-{agent.rpartition('/')[2][:-1]}")
        source = self._attested(f"As {role}, somebody took part.")
        yield from self.passages
        yield from _described(
            node,
            "Participation",
            "TimedRelation",
            inEvent=event,
            participant=agent,
            participationRole=_concept("participation-role", role),
            **values,
            **source,
        )
        yield event, f"<{OKG}hasParticipation>", node
        yield event, f"<{OKG}hasParticipant>", agent
        yield agent, f"<{OKG}participantIn>", event

    def _topic(self) -> str:
        return _concept("field-of-work", self.world.random.choice(_TOPICS))

    def _person(self) -> Iterator[Triple]:
        """Yield a new person, with a name, and remember who and in which office."""
        number = next(self.world.people)
        self.person, self.office = _id("person", f"p{number:06}"), _id("holding", f"h{number:06}")
        post = _id("post", f"{self.state.rpartition('/')[2][:-1]}-{number % len(_POSTS)}")
        title = _POSTS[number % len(_POSTS)]
        yield from _described(self.person, "Person", "Agent", rdfs_label=_text(f"Person {number}"))
        yield from _described(
            post, "Post", rdfs_label=_text(f"{title} of a State"), title=_text(title), postIn=self.state
        )
        source = self._attested(f"{title} Person {number} spoke.")
        yield from self.passages
        yield from _described(
            self.office,
            "OfficeHolding",
            "TimedRelation",
            holder=self.person,
            post=post,
            tenureStatus=_concept("tenure-status", "holder"),
            **source,
        )
        yield from _described(
            _id("name", f"n{number:06}"),
            "NameUse",
            "TimedRelation",
            nameOf=self.person,
            nameString=_text(f"Person {number}"),
            linkScore=_typed("0.9", "decimal"),
            **source,
        )

    def _meeting(self, meeting: str, visit: str) -> Iterator[Triple]:
        yield from self._event(
            meeting,
            "Meeting",
            "meeting",
            format=_concept("meeting-format", "audience"),
            topic=self._topic(),
            duringVisit=visit,
            subEventOf=visit,
        )
        yield from self._person()
        host = self.person
        yield from self._participation(
            meeting, self.visitor, "visitor", meeting, onSide=self.visitor, representing=self.world.osce
        )
        yield from self._participation(
            meeting, host, "host", meeting, onSide=host, inCapacity=self.office, representing=self.state
        )
        yield self.visitor, f"<{OKG}metWith>", host
        yield host, f"<{OKG}metWith>", self.visitor

    def _round_table(self, event: str) -> Iterator[Triple]:
        yield from self._event(
            event,
            "Conference",
            "round table",
            format=_concept("meeting-format", "round-table"),
            topic=self._topic(),
        )
        for role in ("chair", "speaker", "attendee"):
            yield from self._person()
            yield from self._participation(event, self.person, role, event, inCapacity=self.office)
