"""The description in VoID and DCAT says what the files hold."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import DCTERMS, RDF, XSD
from rdflib.term import Literal, URIRef

from osce_kg.model.statement import Statement
from osce_kg.namespaces import BASE, OKG
from osce_kg.publishing import publish_release
from osce_kg.store import OxigraphStore

VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
RDFC = URIRef("https://www.w3.org/TR/rdf-canon/")
DATASET = URIRef(BASE + "dataset")


@pytest.fixture(scope="module")
def description(meeting_build: Path) -> Graph:
    return Graph().parse(meeting_build / "dump" / "void.ttl")


def test_the_numbers_of_triples_and_instances_are_those_of_the_data(
    description: Graph, meeting_statements: tuple[Statement, ...]
) -> None:
    triples = {statement[:3] for statement in meeting_statements}
    assert description.value(DATASET, VOID.triples) == Literal(len(triples))
    partition = description.value(predicate=VOID["class"], object=OKG.Person)
    assert description.value(partition, VOID.entities) == Literal(3)


def test_properties_are_counted_with_their_distinct_subjects(description: Graph) -> None:
    partition = description.value(predicate=VOID.property, object=OKG.nameOf)
    assert description.value(partition, VOID.triples) == Literal(2)
    assert description.value(partition, VOID.distinctSubjects) == Literal(2)
    assert description.value(partition, VOID.distinctObjects) == Literal(1)


def test_every_file_is_described_with_size_and_checksum(description: Graph, meeting_build: Path) -> None:
    nodes = list(description.objects(DATASET, DCAT.distribution))
    assert len(nodes) == 10
    for node in nodes:
        path = meeting_build / "dump" / str(node).rsplit("/", 1)[1]
        assert int(description.value(node, DCAT.byteSize)) == path.stat().st_size
        checksum = description.value(node, SPDX.checksum)
        manifest = (meeting_build / "dump" / "SHA256SUMS").read_text()
        assert f"{description.value(checksum, SPDX.checksumValue)}  {path.name}".lower() in manifest


def test_the_licence_and_the_period_of_the_events_are_stated(description: Graph) -> None:
    assert description.value(DATASET, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    period = description.value(DATASET, DCTERMS.temporal)
    assert description.value(period, DCAT.startDate) == Literal("2004-04-06", datatype=XSD.date)


def test_the_hash_of_the_dataset_is_stated_beside_those_of_its_files(
    description: Graph, meeting_build: Path
) -> None:
    checksum = description.value(DATASET, SPDX.checksum)
    assert description.value(checksum, DCTERMS.conformsTo) == RDFC
    assert description.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    dataset = ox.Dataset(ox.parse(path=meeting_build / "dump" / "osce-kg.trig"))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    canonical = "".join(sorted(f"{quad} .\n" for quad in dataset))
    assert str(description.value(checksum, SPDX.checksumValue)) == sha256(canonical.encode()).hexdigest()


def test_one_file_is_the_canonical_form_itself(description: Graph) -> None:
    files = set(description.objects(DATASET, DCAT.distribution))
    (file,) = files & set(description.subjects(DCTERMS.conformsTo, RDFC))
    assert str(file).endswith("/dump/osce-kg.nq")
    checksums = [description.value(node, SPDX.checksum) for node in (file, DATASET)]
    assert len({description.value(node, SPDX.checksumValue) for node in checksums}) == 1


def test_no_time_is_given_unless_the_build_sets_one(
    description: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert description.value(DATASET, DCTERMS.issued) is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with OxigraphStore() as store:
        publish_release(store, tmp_path)
    dated = Graph().parse(tmp_path / "void.ttl")
    assert str(dated.value(DATASET, DCTERMS.issued)).startswith("1970-01-02T00:00:00")


def test_the_description_is_typed_for_both_vocabularies(description: Graph) -> None:
    assert set(description.objects(DATASET, RDF.type)) == {VOID.Dataset, DCAT.Dataset}


def test_only_iris_are_described_as_classes(tmp_path: Path) -> None:
    """Whoever may write into the graph may write that something is of a type that is a text."""
    with OxigraphStore() as store:
        store.add(
            Statement(URIRef("urn:s"), RDF.type, value, URIRef("urn:g"))
            for value in (Literal("x"), OKG.Person)
        )
        publish_release(store, tmp_path)
    described = Graph().parse(tmp_path / "void.ttl")
    assert set(described.objects(predicate=VOID["class"])) == {OKG.Person}
    assert described.value(DATASET, VOID.distinctObjects) == Literal(2)
