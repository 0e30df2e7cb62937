"""All checks of an ontology, their exemptions, and the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from osce_kg.model.ontology import OntologyFinding, OntologyReport
from osce_kg.ontology.checking.documentation import (
    check_concepts,
    check_definitions,
    check_distinct_labels,
    check_examples,
    check_labels,
    check_origin,
    check_schemes,
)
from osce_kg.ontology.checking.expectations import Exemption, Expectations
from osce_kg.ontology.checking.logic import (
    check_blank_nodes,
    check_consistency,
    check_one_kind,
    check_profile,
    check_unwanted,
)
from osce_kg.ontology.checking.material import INFO, Fault, Material, namespaces_of
from osce_kg.ontology.checking.naming import check_names, check_version
from osce_kg.ontology.checking.sources import Places, read_sources, text_files
from osce_kg.ontology.checking.use import (
    check_declared,
    check_deprecated,
    check_in_examples,
    check_used,
    read_users,
)

CHECKS: Final[tuple[Callable[[Material], Iterator[Fault]], ...]] = (
    check_profile,
    check_unwanted,
    check_blank_nodes,
    check_one_kind,
    check_consistency,
    check_labels,
    check_distinct_labels,
    check_definitions,
    check_examples,
    check_origin,
    check_concepts,
    check_schemes,
    check_declared,
    check_used,
    check_in_examples,
    check_deprecated,
    check_names,
    check_version,
)


def check_ontology(expectations: Expectations, files: Sequence[Path] = ()) -> OntologyReport:
    """Check an ontology.

    Args:
        expectations: what is asked of it.
        files: files and folders of RDF to check instead of those of the expectations.

    Raises:
        MissingInputError: a file is not there.
        InputError: a file cannot be read.
        LimitError: a file is too large.
    """
    sources = read_sources(files or expectations.files)
    material = Material(
        sources=sources,
        expectations=expectations,
        users=read_users(text_files(expectations.used_by)),
        namespaces=expectations.namespaces or namespaces_of(sources.axioms),
    )
    faults = [fault for check in CHECKS for fault in check(material)]
    kept = [*_without_exempt(faults, expectations.exemptions), *_stale(faults, expectations.exemptions)]
    return OntologyReport(
        findings=tuple(sorted({_finding(fault, sources.places) for fault in kept})),
        files=sources.files,
        terms=len(material.terms()),
        concepts=len(material.concepts()),
        statements=len(sources.everything),
        not_checked=tuple(_not_checked(material)),
    )


def _not_checked(material: Material) -> Iterator[str]:
    if not material.namespaces:
        yield "whose terms these are: no owl:Ontology with an IRI, and no namespace in the expectations"
    if not material.users:
        yield "whether shapes or queries use the terms: none are given (used_by)"
    if not len(material.sources.data):
        yield "whether examples use the terms: there is no file of data"


def _without_exempt(faults: Iterable[Fault], exemptions: Sequence[Exemption]) -> Iterator[Fault]:
    for fault in faults:
        if not any(_covers(exemption, fault) for exemption in exemptions):
            yield fault


def _covers(exemption: Exemption, fault: Fault) -> bool:
    return fault.check == exemption.check and str(fault.subject) in exemption.terms


def _stale(faults: Sequence[Fault], exemptions: Sequence[Exemption]) -> Iterator[Fault]:
    """Tell which exemptions are needed no longer."""
    needed = {(fault.check, str(fault.subject)) for fault in faults}
    for exemption in exemptions:
        for term in sorted(exemption.terms):
            if (exemption.check, term) not in needed:
                message = f"the check “{exemption.check}” need not pass over {term} any more"
                yield Fault("exemption", message, severity=INFO)


def _finding(fault: Fault, places: Places) -> OntologyFinding:
    place = fault.place or places.of(fault.subject, fault.predicate, fault.object)
    return OntologyFinding(
        file=place.file,
        line=place.line,
        column=place.column,
        check=fault.check,
        severity=fault.severity,
        term="" if fault.subject is None else str(fault.subject),
        message=f"{fault.message}.",
    )
