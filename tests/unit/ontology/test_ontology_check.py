"""Every check finds the fault that was planted for it, in the file and line where it was planted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from osce_kg.errors import InputError, MissingInputError
from osce_kg.model.ontology import OntologyReport
from osce_kg.ontology.checking import check_ontology
from osce_kg.ontology.checking.expectations import Expectations, read_expectations

Check = Callable[..., OntologyReport]

RUSSIAN = ', "клумба"@ru'
DEFINITION = '    skos:definition "What grows."@en ; '
BED = ":Bed a owl:Class ;\n"
NEW = """
:{name} a owl:Class ; rdfs:label "{label}"@en , "{label}"@ru ;
    skos:definition "New."@en ; skos:example "One."@en ; rdfs:isDefinedBy <https://example.org/garden> .
"""

FAULTS = {
    # name of the fault: check, file, text replaced, text in its place, line of the finding
    "some values as a superclass": (
        "owl-rl",
        "garden.ttl",
        "    owl:disjointWith :Plant ;",
        "    owl:disjointWith :Plant ;\n"
        "    rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :growsIn ; owl:someValuesFrom :Bed ] ;",
        18,
    ),
    "a range that is no class": ("owl-rl", "garden.ttl", "rdfs:range :Bed", "rdfs:range :growsIn", 22),
    "a construct that is not wanted": (
        "unwanted",
        "garden.ttl",
        "    rdfs:range :Bed ;",
        "    owl:hasKey :colour ; rdfs:range :Bed ;",
        22,
    ),
    "a blank node": (
        "blank-node",
        "example.ttl",
        "g:growsIn <https://example.org/id/bed-1>",
        "g:growsIn [ a g:Bed ]",
        3,
    ),
    "a class that is a property": (
        "one-kind",
        "garden.ttl",
        BED,
        ":Bed a owl:Class , owl:ObjectProperty ;\n",
        15,
    ),
    "a class used as a property": (
        "one-kind",
        "example.ttl",
        "g:growsIn <",
        "g:Plant <https://example.org/x> ; g:growsIn <",
        11,
    ),
    "a thing of two disjoint classes": (
        "consistent",
        "example.ttl",
        "bed-1> a g:Bed",
        "bed-1> a g:Bed , g:Plant",
        None,
    ),
    "two things that must be one": (
        "consistent",
        "example.ttl",
        "<https://example.org/id/bed-1> a g:Bed .",
        "<https://example.org/id/bed-1> a g:Bed .\n<https://example.org/id/bed-2> a g:Bed .\n"
        "<https://example.org/id/rose-1> g:growsIn <https://example.org/id/bed-2> .",
        5,
    ),
    "no label in Russian": ("labelled", "garden.ttl", RUSSIAN, "", 16),
    "two labels in English": ("labelled", "garden.ttl", '"bed"@en', '"bed"@en , "patch"@en', 16),
    "a label twice": ("distinct-labels", "garden.ttl", '"bed"@en', '"plant"@en', None),
    "no definition": ("defined", "garden.ttl", DEFINITION, "    ", 11),
    "no example in words": ("exemplified", "garden.ttl", 'skos:example "A rose."@en ;', "", 11),
    "no origin": (
        "is-defined-by",
        "garden.ttl",
        'skos:example "A rose."@en ;\n    rdfs:isDefinedBy <https://example.org/garden> .',
        'skos:example "A rose."@en .',
        11,
    ),
    "another notation": ("concept", "colours.ttl", '"dark-red"', '"red"', 8),
    "a concept that its vocabulary does not lead to": (
        "concept",
        "colours.ttl",
        ";\n    skos:hasTopConcept <colour/dark-red> .",
        ".",
        6,
    ),
    "a concept without definition": (
        "concept",
        "colours.ttl",
        ' ;\n    skos:definition "As wine."@en',
        "",
        7,
    ),
    "a vocabulary without licence": (
        "concept",
        "colours.ttl",
        " dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;",
        "",
        4,
    ),
    "a vocabulary that no property takes": (
        "concept",
        "garden.ttl",
        "    rdfs:seeAlso <https://example.org/vocab/colour> ;\n",
        "",
        4,
    ),
    "an undeclared term in the data": ("declared", "example.ttl", "g:growsIn <", "g:grows <", 3),
    "an undeclared term in a query": ("declared", "ask.rq", "?plant g:colour ?", "?plant g:hue ?", 2),
    "an undeclared concept in a query": (
        "declared",
        "ask.rq",
        "?plant WHERE",
        "?plant\nFROM <https://example.org/vocab/x> WHERE",
        3,
    ),
    "an undeclared term in a shape's message": (
        "declared",
        "shapes.ttl",
        "    sh:targetClass g:Plant ;",
        '    sh:targetClass g:Plant ;\n    sh:message "add g:sort"@en ;',
        5,
    ),
    "a term that nobody uses": ("used", "shapes.ttl", " ; sh:class g:Bed", "", 15),
    "a term without example": (
        "in-examples",
        "example.ttl",
        "    g:growsIn <https://example.org/id/bed-1> ;\n",
        "",
        20,
    ),
    "a deprecated term without replacement": (
        "replaced",
        "garden.ttl",
        BED,
        BED + "    owl:deprecated true ;\n",
        16,
    ),
    "a replacement that is deprecated": (
        "replaced",
        "garden.ttl",
        BED,
        BED + "    owl:deprecated true ; dcterms:isReplacedBy :Bed ;\n",
        16,
    ),
    "a deprecated term in use": (
        "deprecated",
        "garden.ttl",
        BED,
        BED + "    owl:deprecated true ; dcterms:isReplacedBy :Plant ;\n",
        5,
    ),
    "a version IRI of another version": ("version", "garden.ttl", '"1.2"', '"1.3"', 7),
}


def test_the_small_ontology_has_no_fault(check: Check) -> None:
    report = check()
    assert report.findings == ()
    assert report.is_clean
    assert (report.terms, report.concepts, report.not_checked) == (4, 1, ())


@pytest.mark.parametrize(("name", "file", "old", "new", "line"), FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_found_where_it_was_planted(
    check: Check, name: str, file: str, old: str, new: str, line: int | None
) -> None:
    report = check(file, replace=(old, new))
    lines = [finding.line for finding in report.findings if finding.check == name]
    assert lines, [finding.check for finding in report.findings]
    assert line is None or line in lines
    assert not report.is_clean


@pytest.mark.parametrize("name", ["garden", "Garden_bed", "garden-bed"])
def test_a_class_with_an_unconventional_name_is_found(check: Check, name: str) -> None:
    report = check("garden.ttl", NEW.format(name=name, label="new"))
    assert [finding.line for finding in report.findings if finding.check == "named"] == [31]


def test_a_concept_in_capitals_is_found(check: Check) -> None:
    report = check("colours.ttl", "<colour/Red> a skos:Concept .\n")
    assert "named" in {finding.check for finding in report.findings}


def test_what_is_exempt_is_passed_over(check: Check) -> None:
    exempt = '\n[[exempt]]\ncheck = "used"\nterms = ["Shed"]\nwhy = "it is new"\n'
    class_without_use = NEW.format(name="Shed", label="shed")
    assert [finding.check for finding in check("garden.ttl", class_without_use).findings] == [
        "in-examples",
        "used",
    ]
    Path("checks.toml").write_text(Path("checks.toml").read_text(encoding="utf-8") + exempt, encoding="utf-8")
    report = check_ontology(read_expectations(Path("checks.toml")))
    assert [finding.check for finding in report.findings] == ["in-examples"]


def test_an_exemption_that_is_not_needed_is_told_but_no_fault(check: Check) -> None:
    report = check("checks.toml", '\n[[exempt]]\ncheck = "used"\nterms = ["Bed"]\nwhy = "it is new"\n')
    assert [(finding.check, finding.severity) for finding in report.findings] == [("exemption", "info")]
    assert report.is_clean


def test_without_expectations_the_header_tells_whose_terms_they_are(check: Check, tmp_path: Path) -> None:
    check()
    report = check_ontology(Expectations(), [tmp_path / "garden.ttl"])
    assert report.terms == 4
    assert report.findings == ()
    assert len(report.not_checked) == 2


def test_the_order_of_files_does_not_matter(check: Check) -> None:
    check("garden.ttl", replace=(RUSSIAN, ""))
    files = [Path(name) for name in ("garden.ttl", "colours.ttl", "example.ttl")]
    expectations = read_expectations(Path("checks.toml"))
    assert check_ontology(expectations, files) == check_ontology(expectations, files[::-1])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("files = [", "not TOML"),
        ("colour = 'red'", "unknown key: colour"),
        ("[[exempt]]\ncheck = 'used'", "incomplete"),
    ],
)
def test_expectations_that_cannot_be_read_are_told(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "checks.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_expectations(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError):
        read_expectations(tmp_path / "none.toml")
    with pytest.raises(MissingInputError):
        check_ontology(Expectations(), [tmp_path / "none.ttl"])
    with pytest.raises(MissingInputError):
        check_ontology(Expectations(), [tmp_path])


@pytest.mark.parametrize(("suffix", "form"), [("rdf", "xml"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_an_ontology_in_another_form_has_the_same_faults(check: Check, suffix: str, form: str) -> None:
    check("garden.ttl", replace=(RUSSIAN, ""))
    expectations = read_expectations(Path("checks.toml"))
    turtle = check_ontology(expectations, [Path("garden.ttl")])
    other = Path(f"garden.{suffix}")
    Graph().parse("garden.ttl").serialize(other, format=form, encoding="utf-8")
    found = check_ontology(expectations, [other])
    told = [
        [(finding.check, finding.term, finding.message) for finding in one.findings]
        for one in (turtle, found)
    ]
    assert sorted(told[0]) == sorted(told[1])
    assert {finding.file for finding in found.findings if finding.check == "labelled"} == {str(other)}
