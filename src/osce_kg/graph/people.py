"""People and groups of a document: the names it uses, the posts it gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rdflib import RDF, RDFS
from rdflib.term import URIRef

from osce_kg.graph.literals import Pair, describe, english, plain, score, whole
from osce_kg.graph.local_entities import LocalEntities, minted
from osce_kg.graph.provenance import Provenance
from osce_kg.identifiers import entity_iri
from osce_kg.model.extraction import Extraction, LocalPerson, NameForm, RoleClaim
from osce_kg.model.resolution import ResolvedPost
from osce_kg.model.statement import Statement
from osce_kg.namespaces import OKG, concept


def people_statements(
    extraction: Extraction, entities: LocalEntities, provenance: Provenance
) -> Iterator[Statement]:
    """Give name uses, posts with office holdings, and groups."""
    yield from _name_uses(extraction, entities, provenance)
    yield from _office_holdings(extraction, entities, provenance)
    yield from _groups(extraction, entities, provenance)


def _name_uses(
    extraction: Extraction, entities: LocalEntities, provenance: Provenance
) -> Iterator[Statement]:
    """Give one name use for each person and spelling, however many mentions have it."""
    uses: dict[tuple[str, str], list[tuple[LocalPerson, NameForm]]] = defaultdict(list)
    for person in extraction.persons:
        for form in person.forms:
            if person.name is not None:
                uses[entities.link(person.id).entity, form.text].append((person, form))
    for (key, text), sources in uses.items():
        link = max((entities.link(person.id) for person, _ in sources), key=lambda link: link.score)
        spans = [span for _, form in sources for span in form.spans]
        pairs: list[Pair] = [
            (RDF.type, OKG.NameUse),
            (OKG.nameOf, entity_iri(key)),
            (OKG.nameString, english(text)),
            (OKG.linkScore, score(link.score)),
            (OKG.identityEvidence, plain("; ".join(link.reasons))),
            *provenance.pairs(spans, max(person.confidence for person, _ in sources)),
        ]
        yield from describe(provenance.graph, minted("name", key, text, extraction.document), pairs)


def _office_holdings(
    extraction: Extraction, entities: LocalEntities, provenance: Provenance
) -> Iterator[Statement]:
    """Give one office holding for each person and post, with every passage that states it."""
    claims: dict[URIRef, list[RoleClaim]] = defaultdict(list)
    holders: dict[URIRef, tuple[URIRef, ResolvedPost]] = {}
    for person in extraction.persons:
        for index, claim in enumerate(person.roles):
            holding = entities.holding(person.id, index)
            claims[holding].append(claim)
            holders[holding] = entities.iri(person.id), entities.post(person.id, index)
    for holding, (holder, post) in holders.items():
        best = max(claims[holding], key=lambda claim: claim.confidence)
        inferred = all(claim.organization_inferred for claim in claims[holding])
        pairs: list[Pair] = [
            (RDF.type, OKG.OfficeHolding),
            (OKG.holder, holder),
            (OKG.post, entity_iri(post.key)),
            (OKG.tenureStatus, concept("tenure-status", best.tenure)),
            *provenance.pairs(
                [claim.span for claim in claims[holding]],
                best.confidence,
                "inferred" if inferred else "stated",
            ),
        ]
        yield from describe(provenance.graph, holding, pairs)
    for post in dict.fromkeys(post for _, post in holders.values()):
        yield from _post(provenance.graph, post)


def _post(graph: URIRef, post: ResolvedPost) -> Iterator[Statement]:
    pairs: list[Pair] = [
        (RDF.type, OKG.Post),
        (RDFS.label, english(post.label)),
        (OKG.title, english(post.title)),
        (OKG.postIn, entity_iri(post.body) if post.body else None),
    ]
    yield from describe(graph, entity_iri(post.key), pairs)


def _groups(extraction: Extraction, entities: LocalEntities, provenance: Provenance) -> Iterator[Statement]:
    for group in extraction.groups:
        pairs: list[Pair] = [
            (RDF.type, OKG.Delegation if group.represents else OKG.AgentGroup),
            (RDFS.label, english(group.label)),
            (OKG.groupSize, whole(group.size)),
            *((OKG.representing, iri) for iri in entities.iris(group.represents)),
            *((OKG.attestedBy, iri) for iri in provenance.passages.sentences_around(group.mentions)),
            (OKG.extractedIn, provenance.run),
        ]
        yield from describe(provenance.graph, entities.iri(group.id), pairs)
