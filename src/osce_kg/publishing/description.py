"""The description of a release: VoID (what the graph holds) and DCAT (which files there are)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final, TypeAlias, cast

import pyoxigraph as ox
from rdflib.term import Literal, URIRef

from osce_kg.model.release import Distribution, Release
from osce_kg.model.statement import Statement
from osce_kg.namespaces import BASE, ID, PREFIXES
from osce_kg.publishing.census import Census
from osce_kg.store.gate import checked_quad

DATASET: Final = URIRef(BASE + "dataset")
LICENCE: Final = URIRef("https://creativecommons.org/licenses/by/4.0/")

DCAT: Final = "http://www.w3.org/ns/dcat#"
_DCTERMS: Final = PREFIXES["dcterms"]
SPDX: Final = "http://spdx.org/rdf/terms#"
VOID: Final = "http://rdfs.org/ns/void#"
_XSD: Final = PREFIXES["xsd"]
_TYPE: Final = PREFIXES["rdf"] + "type"
_FOAF_PAGE: Final = PREFIXES["foaf"] + "page"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_CANONICALIZATION: Final = URIRef("https://www.w3.org/TR/rdf-canon/")
_Pair: TypeAlias = tuple[str, URIRef | Literal]


def describe_release(release: Release, census: Census, issued: str | None) -> bytes:
    """Return the description as Turtle.

    Args:
        release, census: what is described: the files, and what they hold.
        issued: ISO date and time of the release in UTC, or None to say nothing: equal builds stay equal.
    """
    statements = [*_dataset(release, census, issued), *_canonical_hash(release), *_partitions(census)]
    for distribution in release.distributions:
        statements.extend(_distribution(distribution))
    lines = sorted({checked_quad(statement).triple for statement in statements}, key=str)
    prefixes = PREFIXES | {"dcat": DCAT, "spdx": SPDX, "void": VOID}
    return cast(bytes, ox.serialize(lines, format=ox.RdfFormat.TURTLE, prefixes=prefixes))


def _dataset(release: Release, census: Census, issued: str | None) -> Iterator[Statement]:
    title = Literal("osce-kg: who met whom in the OSCE", lang="en")
    description = Literal(
        "People, posts, visits and meetings of the OSCE as documents report them, "
        "each statement with the passage that says it.",
        lang="en",
    )
    pairs: list[_Pair] = [
        (_TYPE, URIRef(VOID + "Dataset")),
        (_TYPE, URIRef(DCAT + "Dataset")),
        (_DCTERMS + "title", title),
        (_DCTERMS + "description", description),
        (_DCTERMS + "license", LICENCE),
        (DCAT + "version", Literal(release.version)),
        (_DCTERMS + "identifier", Literal(f"sha256:{release.graph_version}")),
        (VOID + "sparqlEndpoint", URIRef(BASE + "sparql")),
        (VOID + "uriSpace", Literal(str(ID))),
        (VOID + "vocabulary", URIRef(BASE + "ontology")),
        (_FOAF_PAGE, URIRef(BASE + "ontology")),
        (_DCTERMS + "conformsTo", URIRef(BASE + "shapes")),
        (VOID + "triples", _number(release.triples)),
        (VOID + "classes", _number(len(census.classes))),
        (VOID + "properties", _number(len(census.properties))),
        (VOID + "distinctSubjects", _number(census.subjects)),
        (VOID + "distinctObjects", _number(census.objects)),
    ]
    if issued is not None:
        pairs.append((_DCTERMS + "issued", Literal(issued, datatype=URIRef(_XSD + "dateTime"))))
    yield from _about(DATASET, pairs)
    if census.first_day is not None and census.last_day is not None:
        period = URIRef(f"{DATASET}#period")
        yield from _about(DATASET, [(_DCTERMS + "temporal", period)])
        yield from _about(
            period,
            [
                (_TYPE, URIRef(_DCTERMS + "PeriodOfTime")),
                (DCAT + "startDate", Literal(census.first_day, datatype=URIRef(_XSD + "date"))),
                (DCAT + "endDate", Literal(census.last_day, datatype=URIRef(_XSD + "date"))),
            ],
        )


def _canonical_hash(release: Release) -> Iterator[Statement]:
    """Give the hash of the dataset itself, whatever file it is read from.

    SPDX has the terms that DCAT takes for checksums; that this one is of the canonical form, not of a file,
    is said by the recommendation that it conforms to.
    """
    checksum = URIRef(f"{DATASET}#checksum-rdfc-1.0")
    yield from _about(DATASET, [(SPDX + "checksum", checksum)])
    told = "SHA-256 of all named graphs in the canonical form of RDFC-1.0"
    yield from _about(
        checksum,
        [
            *_sha256(release.graph_version),
            (_DCTERMS + "conformsTo", _CANONICALIZATION),
            (_DCTERMS + "description", Literal(told, lang="en")),
        ],
    )


def _partitions(census: Census) -> Iterator[Statement]:
    for term, count in census.classes.items():
        yield from _partition("class", term, [(VOID + "entities", _number(count))])
    for term, usage in census.properties.items():
        counts = {
            "triples": usage.triples,
            "distinctSubjects": usage.subjects,
            "distinctObjects": usage.objects,
        }
        yield from _partition("property", term, [(VOID + key, _number(n)) for key, n in counts.items()])


def _partition(kind: str, term: bytes, pairs: Sequence[_Pair]) -> Iterator[Statement]:
    node = URIRef(f"{DATASET}#{kind}-{sha256(term).hexdigest()[:12]}")
    yield from _about(DATASET, [(f"{VOID}{kind}Partition", node)])
    yield from _about(node, [(VOID + kind, URIRef(term.decode()[1:-1])), *pairs])


def _distribution(distribution: Distribution) -> Iterator[Statement]:
    node = URIRef(f"{BASE}dump/{distribution.name}")
    checksum = URIRef(f"{DATASET}#checksum-{distribution.name}")
    yield from _about(DATASET, [(DCAT + "distribution", node), (VOID + "dataDump", node)])
    pairs: list[_Pair] = [
        (_TYPE, URIRef(DCAT + "Distribution")),
        (_DCTERMS + "title", Literal(distribution.name)),
        (_DCTERMS + "license", LICENCE),
        (DCAT + "downloadURL", node),
        (DCAT + "mediaType", URIRef(_IANA + distribution.media_type)),
        (DCAT + "byteSize", _number(distribution.size, "nonNegativeInteger")),
        (SPDX + "checksum", checksum),
    ]
    if distribution.compressed:
        pairs.append((DCAT + "compressFormat", URIRef(_IANA + "application/gzip")))
    if distribution.is_canonical:
        pairs.append((_DCTERMS + "conformsTo", _CANONICALIZATION))
    yield from _about(node, pairs)
    yield from _about(checksum, _sha256(distribution.sha256))


def _sha256(digest: str) -> list[_Pair]:
    return [
        (_TYPE, URIRef(SPDX + "Checksum")),
        (SPDX + "algorithm", URIRef(SPDX + "checksumAlgorithm_sha256")),
        (SPDX + "checksumValue", Literal(digest, datatype=URIRef(_XSD + "hexBinary"))),
    ]


def _about(subject: URIRef, pairs: Sequence[_Pair]) -> Iterator[Statement]:
    for predicate, value in pairs:
        yield Statement(subject, URIRef(predicate), value, DATASET)


def _number(value: int, datatype: str = "integer") -> Literal:
    return Literal(str(value), datatype=URIRef(_XSD + datatype))
