"""The reference graph: what can be asked of it, and that it is made the same way every time."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.term import BNode, Literal

from osce_kg.graph.reference_statements import build_reference_statements
from osce_kg.identifiers import REFERENCE_GRAPH, entity_iri
from osce_kg.model.reference import Reference
from osce_kg.model.statement import Statement
from osce_kg.namespaces import ID, OKG, PREFIXES, concept
from osce_kg.reference import load_reference
from osce_kg.store.gate import checked_quad

SCHEMA = Namespace(PREFIXES["schema"])
PARTICIPATING_ON = """
    SELECT ?name WHERE {
      ?participation a okg:StateParticipation ; okg:ofState/rdfs:label ?name ;
          okg:statusInOsce ?status ; okg:startLatest ?start .
      FILTER(?status IN (?participating, ?suspended) && LANG(?name) = "en" && ?start <= ?day)
      OPTIONAL { ?participation okg:endEarliest ?end }
      FILTER(!BOUND(?end) || ?end >= ?day)
    }"""
NAMES_ON = """
    SELECT ?name WHERE {
      ?use okg:nameOf ?entity ; okg:nameString ?name ; okg:startEarliest ?start .
      FILTER(?start <= ?day)
      OPTIONAL { ?use okg:endLatest ?end }
      FILTER(!BOUND(?end) || ?end >= ?day)
    }"""
CHAIRS_ON = """
    SELECT ?person ?state WHERE {
      ?holding a okg:OfficeHolding ; okg:holder/rdfs:label ?person ; okg:startLatest ?start ;
          okg:endEarliest ?end ; okg:post/okg:title "Chairperson-in-Office"@en .
      FILTER(?start <= ?day && ?end >= ?day)
      ?chairpersonship a okg:Chairpersonship ; okg:ofState/rdfs:label ?state ; okg:startLatest ?first ;
          okg:endEarliest ?last .
      FILTER(LANG(?state) = "en" && ?first <= ?day && ?last >= ?day)
    }"""


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def statements(reference: Reference) -> list[Statement]:
    return list(build_reference_statements(reference))


@pytest.fixture(scope="module")
def graph(statements: list[Statement]) -> Graph:
    graph = Graph()
    for statement in statements:
        graph.add((statement.subject, statement.predicate, statement.object))
    return graph


@pytest.fixture(scope="module")
def store(statements: list[Statement]) -> ox.Store:
    store = ox.Store()
    store.extend(checked_quad(statement) for statement in statements)
    return store


def ask(store: ox.Store, query: str, day: str, **entities: URIRef) -> list[tuple[str, ...]]:
    given = {"day": f'"{day}"^^xsd:date', **{name: iri.n3() for name, iri in entities.items()}}
    for name, term in given.items():
        query = query.replace(f"?{name}", term)
    solutions = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple(getattr(term, "value", "") for term in solution) for solution in solutions)


def participating(store: ox.Store, day: str) -> set[str]:
    statuses = {name: concept("osce-status", name) for name in ("participating", "suspended")}
    return {name for (name,) in ask(store, PARTICIPATING_ON, day, **statuses)}


def holdings(graph: Graph, person: str) -> dict[str, tuple[str | None, str | None]]:
    """Return (startLatest, endEarliest) by post."""
    iri = graph.value(None, RDFS.label, Literal(person, lang="en"))
    found: dict[str, tuple[str | None, str | None]] = {}
    for holding in graph.subjects(OKG.holder, iri):
        post = graph.value(graph.value(holding, OKG.post), RDFS.label)
        bounds = [graph.value(holding, term) for term in (OKG.startLatest, OKG.endEarliest)]
        found[str(post)] = (str(bounds[0]), str(bounds[1]))
    return found


def test_55_states_participated_on_6_april_2004(store: ox.Store) -> None:
    assert len(participating(store, "2004-04-06")) == 55


def test_mongolia_and_montenegro_did_not_participate_yet_on_6_april_2004(store: ox.Store) -> None:
    later = participating(store, "2020-01-01") - participating(store, "2004-04-06")
    assert later == {"Mongolia", "Montenegro"}


def test_the_count_of_participations_agrees_with_the_table_on_each_of_its_dates(
    store: ox.Store, reference: Reference
) -> None:
    counted = [(day, len(participating(store, day))) for day, _, _ in reference.state_counts]
    assert counted == [(day, count) for day, count, _ in reference.state_counts]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2004-04-06", "OSCE Centre in Almaty"),
        ("2010-12-01", "OSCE Centre in Astana"),
        ("2016-05-01", "OSCE Programme Office in Astana"),
        ("2021-05-01", "OSCE Programme Office in Nur-Sultan"),
        ("2024-05-01", "OSCE Programme Office in Astana"),
    ],
)
def test_the_operation_in_kazakhstan_is_called_by_its_name_of_that_day(
    store: ox.Store, day: str, name: str
) -> None:
    assert ask(store, NAMES_ON, day, entity=ID["structure/kazakhstan"]) == [(name,)]


def test_a_name_that_came_back_is_used_twice_by_one_node(graph: Graph) -> None:
    names = [
        str(graph.value(use, OKG.nameString))
        for use in graph.subjects(OKG.nameOf, ID["structure/kazakhstan"])
    ]
    assert Counter(names)["OSCE Programme Office in Astana"] == 2
    assert len(names) == 5
    assert graph.value(ID["structure/kazakhstan"], RDFS.label) == Literal(
        "OSCE Programme Office in Astana", lang="en"
    )


def test_field_operations_have_46_names(graph: Graph) -> None:
    operations = set(graph.subjects(RDF.type, OKG.FieldOperation))
    assert len(operations) == 32
    assert sum(len(list(graph.subjects(OKG.nameOf, operation))) for operation in operations) == 46


@pytest.mark.parametrize(
    ("day", "entity", "name"),
    [
        ("2010-01-01", "state/TUR", "Turkey"),
        ("2024-01-01", "state/TUR", "Türkiye"),
        ("2018-01-01", "state/MKD", "the former Yugoslav Republic of Macedonia"),
        ("2020-01-01", "state/MKD", "North Macedonia"),
        ("1995-01-01", "place/g1526273", "Akmola"),
        ("2020-01-01", "place/g1526273", "Nur-Sultan"),
        ("2024-01-01", "place/g1526273", "Astana"),
    ],
)
def test_renamed_states_and_capitals_are_one_node_with_dated_names(
    store: ox.Store, day: str, entity: str, name: str
) -> None:
    assert ask(store, NAMES_ON, day, entity=entity_iri(entity)) == [(name,)]


@pytest.mark.parametrize(
    ("day", "person", "state"),
    [
        ("2004-04-06", "Solomon Passy", "Bulgaria"),
        ("2000-01-15", "Wolfgang Schüssel", "Austria"),
        ("2000-07-18", "Benita Ferrero-Waldner", "Austria"),
        ("1992-06-01", "Jiří Dienstbier", "Czechoslovakia"),
        ("2017-12-30", "Karin Kneissl", "Austria"),
    ],
)
def test_person_and_state_in_the_chair_are_known_for_a_day(
    store: ox.Store, day: str, person: str, state: str
) -> None:
    assert ask(store, CHAIRS_ON, day) == [(person, state)]


def test_there_is_one_chairpersonship_a_year(graph: Graph) -> None:
    labels = [str(graph.value(node, RDFS.label)) for node in graph.subjects(RDF.type, OKG.Chairpersonship)]
    assert sorted(int(label[-4:]) for label in labels) == list(range(1991, 2027))
    assert "Chairpersonship of Italy, 1994" in labels


def test_vollebaek_and_zannier_are_one_person_each_with_two_posts_of_the_osce(graph: Graph) -> None:
    vollebaek, zannier = holdings(graph, "Knut Vollebæk"), holdings(graph, "Lamberto Zannier")
    assert vollebaek["Chairperson-in-Office of the OSCE"] == ("1999-01-01", "1999-12-31")
    assert vollebaek["High Commissioner on National Minorities of the OSCE"] == ("2007-07-05", "2013-08-19")
    assert zannier["Secretary General of the OSCE"] == ("2011-07-01", "2017-06-30")
    assert zannier["High Commissioner on National Minorities of the OSCE"] == ("2017-07-18", "2020-07-18")


def test_burkhalter_was_president_foreign_minister_and_chairperson_at_once(graph: Graph) -> None:
    assert set(holdings(graph, "Didier Burkhalter")) == {
        "Chairperson-in-Office of the OSCE",
        "Foreign Minister of Switzerland",
        "President of Switzerland",
    }


def test_a_ministry_known_only_from_the_chairpersonship_has_no_outer_bounds(graph: Graph) -> None:
    post = graph.value(None, RDFS.label, Literal("Foreign Minister of Bulgaria", lang="en"))
    holding = graph.value(None, OKG.post, post)
    assert str(graph.value(holding, OKG.startLatest)) == "2004-01-01"
    assert str(graph.value(holding, OKG.endEarliest)) == "2004-12-31"
    for outer in (OKG.startEarliest, OKG.endLatest, OKG.edtf):
        assert graph.value(holding, outer) is None


def test_a_tenure_that_sources_date_differently_is_contested(graph: Graph) -> None:
    contested = list(graph.subjects(OKG.assertionStatus, concept("assertion-status", "contested")))
    people = [str(graph.value(graph.value(holding, OKG.holder), RDFS.label)) for holding in contested]
    assert people == ["Luchino Cortese"]


def test_a_mandate_rests_on_the_decision_that_established_the_operation(graph: Graph) -> None:
    mandate = graph.value(None, OKG.mandateOf, ID["structure/smm"])
    assert graph.value(graph.value(mandate, OKG.byDecision), OKG.symbol) == Literal("PC.DEC/1117")
    assert str(graph.value(mandate, OKG.edtf)) == "2014-03-21/2022-03-31"


def test_a_closed_operation_is_succeeded_by_a_new_node(graph: Graph) -> None:
    assert (ID["structure/zagreb"], OKG.succeeds, ID["structure/croatia"]) in graph
    assert (ID["state/SVK"], OKG.succeeds, ID["state/CSK"]) in graph


def test_structures_outside_the_osce_are_not_structures_of_the_osce(graph: Graph) -> None:
    assert graph.value(ID["structure/cpc"], RDF.type) == OKG.StructuralUnit
    assert graph.value(ID["structure/european-commission"], RDF.type) == OKG.Organization
    assert graph.value(ID["structure/nato"], RDF.type) == OKG.IntergovernmentalOrganization


def test_the_seat_is_the_present_one(graph: Graph) -> None:
    assert graph.value(ID["structure/kazakhstan"], SCHEMA.location) == ID["place/g1526273"]


def test_labels_are_given_in_six_languages(graph: Graph) -> None:
    labels = {
        str(label.language): str(label)
        for label in graph.objects(ID["state/KAZ"], RDFS.label)
        if isinstance(label, Literal)
    }
    assert sorted(labels) == ["de", "en", "es", "fr", "it", "ru"]
    assert labels["ru"] == "Казахстан"


def test_identity_with_outside_authorities_is_by_number_only(graph: Graph) -> None:
    same = {str(value) for value in graph.objects(None, OWL.sameAs)}
    assert all(
        value.startswith(("http://www.wikidata.org/entity/Q", "https://sws.geonames.org/")) for value in same
    )
    assert graph.value(ID["state/VAT"], OWL.sameAs) == URIRef("http://www.wikidata.org/entity/Q159583")


def test_the_sofia_ministerial_council_is_a_session_in_sofia(graph: Graph) -> None:
    session = ID["event/ministerial-council-meetings-12"]
    assert graph.value(session, OKG.inSeries) == ID["series/ministerial-council-meetings"]
    assert str(graph.value(session, OKG.edtf)) == "2004-12-06/2004-12-07"
    assert str(graph.value(graph.value(session, OKG.place), RDFS.label)) == "Sofia"


def test_a_spelling_in_cyrillic_is_not_called_english(graph: Graph) -> None:
    spellings = {
        str(name): name.language for name in graph.objects(None, OKG.nameString) if isinstance(name, Literal)
    }
    assert spellings["Кайрат Абдрахманов"] == "und-cyrl"
    assert spellings["Kairat Abdrakhmanov"] == "en"


def test_only_cities_that_are_asked_for_are_added(reference: Reference, statements: list[Statement]) -> None:
    asked = set(build_reference_statements(reference, frozenset({"g1527299"})))
    added = asked - set(statements)
    assert {statement.subject for statement in added} == {ID["place/g1527299"]}
    assert set(statements) < asked


def test_every_timed_relation_and_session_has_source_and_confidence(graph: Graph) -> None:
    kinds = (
        *(OKG.NameUse, OKG.OfficeHolding, OKG.StateParticipation),
        *(OKG.Chairpersonship, OKG.Mandate, OKG.Conference),
    )
    for kind in kinds:
        nodes = set(graph.subjects(RDF.type, kind))
        assert nodes
        for predicate in (DCTERMS.source, OKG.confidenceLevel):
            assert nodes <= set(graph.subjects(predicate, None)), (kind, predicate)


def test_the_graph_names_the_files_it_was_made_from(graph: Graph, reference: Reference) -> None:
    files = set(graph.objects(REFERENCE_GRAPH, PROV.wasDerivedFrom))
    digests = {str(graph.value(file, OKG.sha256)).lower() for file in files}
    assert digests == {sha256 for _, sha256 in reference.sources}


def test_every_object_of_ours_is_described_or_is_a_concept(graph: Graph) -> None:
    described = set(graph.subjects())
    pointed = {value for value in graph.objects() if isinstance(value, URIRef) and value.startswith(str(ID))}
    assert pointed - described == set()


def test_there_are_no_blank_nodes_and_no_term_that_the_store_refuses(statements: list[Statement]) -> None:
    for statement in statements:
        assert statement.graph == REFERENCE_GRAPH
        assert not any(isinstance(term, BNode) for term in statement)
        checked_quad(statement)


def test_no_statement_is_given_twice(statements: list[Statement]) -> None:
    assert len(set(statements)) == len(statements)


def test_the_statements_do_not_depend_on_the_hash_seed() -> None:
    script = (
        "import hashlib; from osce_kg.reference import load_reference;"
        "from osce_kg.graph.reference_statements import build_reference_statements as build;"
        "text = '\\n'.join(' '.join(term.n3() for term in item) for item in build(load_reference()));"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    source = Path(__file__).parents[3] / "src"
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(source)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
