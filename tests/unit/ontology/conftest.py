from collections.abc import Callable
from pathlib import Path

import pytest

from osce_kg.model.ontology import OntologyReport
from osce_kg.ontology.checking import check_ontology
from osce_kg.ontology.checking.expectations import read_expectations

GOOD = {
    "checks.toml": """
files = ["garden.ttl", "colours.ttl", "example.ttl"]
used_by = ["shapes.ttl", "ask.rq"]
namespaces = ["https://example.org/garden#", "https://example.org/vocab/"]
label_languages = ["en", "ru"]
allow_blank_nodes = false
[unwanted]
"http://www.w3.org/2002/07/owl#hasKey" = "keys are not to be trusted"
""",
    "garden.ttl": """@prefix : <https://example.org/garden#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/garden> a owl:Ontology ;
    owl:versionInfo "1.2" ; owl:versionIRI <https://example.org/garden/1.2> .
skos:definition a owl:AnnotationProperty .
skos:example a owl:AnnotationProperty .
dcterms:isReplacedBy a owl:AnnotationProperty .
:Plant a owl:Class ;
    rdfs:label "plant"@en , "растение"@ru ;
    skos:definition "What grows."@en ; skos:example "A rose."@en ;
    rdfs:isDefinedBy <https://example.org/garden> .
:Bed a owl:Class ;
    rdfs:label "bed"@en , "клумба"@ru ;
    owl:disjointWith :Plant ;
    skos:definition "Where plants grow."@en ; skos:example "The bed at the gate."@en ;
    rdfs:isDefinedBy <https://example.org/garden> .
:growsIn a owl:ObjectProperty , owl:FunctionalProperty ;
    rdfs:label "grows in"@en , "растёт в"@ru ;
    rdfs:range :Bed ;
    skos:definition "The bed of a plant."@en ; skos:example "rose-1 :growsIn bed-1."@en ;
    rdfs:isDefinedBy <https://example.org/garden> .
:colour a owl:ObjectProperty ;
    rdfs:label "colour"@en , "цвет"@ru ;
    rdfs:seeAlso <https://example.org/vocab/colour> ;
    skos:definition "The colour of the flowers."@en ; skos:example "rose-1 :colour red."@en ;
    rdfs:isDefinedBy <https://example.org/garden> .
""",
    "colours.ttl": """@base <https://example.org/vocab/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<colour> a skos:ConceptScheme ;
    dcterms:title "Colours"@en ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    skos:hasTopConcept <colour/dark-red> .
<colour/dark-red> a skos:Concept ;
    skos:inScheme <colour> ; skos:notation "dark-red" ;
    skos:prefLabel "dark red"@en , "тёмно-красный"@ru ;
    skos:definition "As wine."@en .
""",
    "example.ttl": """@prefix g: <https://example.org/garden#> .
<https://example.org/id/rose-1> a g:Plant ;
    g:growsIn <https://example.org/id/bed-1> ;
    g:colour <https://example.org/vocab/colour/dark-red> .
<https://example.org/id/bed-1> a g:Bed .
""",
    "shapes.ttl": """@prefix g: <https://example.org/garden#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/shapes#Plant> a sh:NodeShape ;
    sh:targetClass g:Plant ;
    sh:property [ sh:path g:growsIn ; sh:class g:Bed ] .
""",
    "ask.rq": """PREFIX g: <https://example.org/garden#>
SELECT ?plant WHERE { ?plant g:colour ?colour }
""",
}
"""A small ontology without fault, with what uses it."""

Check = Callable[..., OntologyReport]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Check the small ontology after text was added to its files, or replaced in them."""
    monkeypatch.chdir(tmp_path)

    def run(file: str = "", added: str = "", *, replace: tuple[str, str] | None = None) -> OntologyReport:
        for name, text in GOOD.items():
            changed = text
            if name == file:
                if replace is not None:
                    assert text.count(replace[0]) == 1
                    changed = text.replace(*replace)
                changed += added
            (tmp_path / name).write_text(changed, encoding="utf-8")
        return check_ontology(read_expectations(tmp_path / "checks.toml"))

    return run
