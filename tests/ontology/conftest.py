from pathlib import Path

import pytest
from rdflib import Graph

from osce_kg.reasoning.closure import read_ontology, read_turtle

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def terms() -> Graph:
    return read_turtle(REPOSITORY / "ontology" / "osce-kg.ttl")


@pytest.fixture(scope="session")
def vocabularies() -> Graph:
    return read_turtle(*sorted((REPOSITORY / "ontology" / "vocabularies").glob("*.ttl")))


@pytest.fixture(scope="session")
def examples() -> Graph:
    return read_turtle(*sorted((REPOSITORY / "ontology" / "examples").glob("*.ttl")))


@pytest.fixture(scope="session")
def ontology_with_examples(examples: Graph) -> Graph:
    """Everything that must be consistent together; tests that change it take a copy."""
    graph = read_ontology(alignments=True)
    for triple in examples:
        graph.add(triple)
    return graph
