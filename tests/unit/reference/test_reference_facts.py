"""What the shipped reference data say."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import pytest
from rdflib import RDF, SKOS, Graph

from osce_kg.model.edtf import bounds, interval_bounds
from osce_kg.model.reference import DatedName, Reference, StatePeriod, Tenure
from osce_kg.namespaces import OKG, VOCAB, concept
from osce_kg.reference import OFFICES, load_reference
from osce_kg.resources import resource_path


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def surely_covers(item: StatePeriod | DatedName | Tenure, day: dt.date) -> bool:
    limits = interval_bounds(item.since, item.until)
    begun = limits.start_latest is None or limits.start_latest <= day
    return begun and (limits.end_earliest is None or day <= limits.end_earliest)


def holders(reference: Reference, post: str, day: str, state: str | None = None) -> list[str]:
    names = {person.key: person.name for person in reference.persons}
    return [
        names[tenure.person]
        for tenure in reference.tenures
        if tenure.post == post
        and (state is None or tenure.state == state)
        and surely_covers(tenure, dt.date.fromisoformat(day))
    ]


def names_of(reference: Reference, key: str) -> tuple[DatedName, ...]:
    return next(structure.names for structure in reference.structures if structure.key == key)


def repeated(values: Iterable[str]) -> set[str]:
    return {value for value, times in Counter(values).items() if times > 1}


def test_there_are_57_participating_states_and_11_partners(reference: Reference) -> None:
    statuses = [state.status for state in reference.states]
    assert statuses.count("participating") == 57
    assert statuses.count("partner-mediterranean") + statuses.count("partner-asian") == 11
    assert {state.iso3 for state in reference.states if state.status == "historical"} == {
        *("CSK", "DDR", "SCG", "SUN", "YUG")
    }


def test_counting_the_periods_gives_the_number_of_states_on_every_day_that_it_changed(
    reference: Reference,
) -> None:
    for since, count, _ in reference.state_counts:
        day = bounds(since).start_earliest
        assert day is not None
        counted = [
            period.iso3
            for period in reference.state_periods
            if period.status in ("participating", "suspended") and surely_covers(period, day)
        ]
        assert (since, len(counted)) == (since, count)
        assert not repeated(counted)


def test_the_number_of_states_does_not_change_between_its_dates(reference: Reference) -> None:
    changes = {since for since, _, _ in reference.state_counts}
    counting = [item for item in reference.state_periods if item.status in ("participating", "suspended")]
    ends = {item.until for item in counting if item.until}
    followed = {str(dt.date.fromisoformat(end) + dt.timedelta(days=1)) for end in ends}
    # Yugoslavia was suspended, and admitted again under another name, without a change of the number.
    assert ({item.since for item in counting} | followed) - changes == {"1992-07-08", "2000-11-10"}


def test_mongolia_was_a_partner_before_it_participated(reference: Reference) -> None:
    periods = [
        (item.status, item.since, item.until) for item in reference.state_periods if item.iso3 == "MNG"
    ]
    assert periods == [("partner-asian", "2004", "2012-11-20"), ("participating", "2012-11-21", "")]


def test_the_holy_see_participates_and_not_vatican_city(reference: Reference) -> None:
    holy_see = next(state for state in reference.states if state.iso3 == "VAT")
    assert (holy_see.name, holy_see.wikidata) == ("Holy See", "Q159583")


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Turkey", "TUR"),
        ("Czech Republic", "CZE"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("Kyrgyz Republic", "KGZ"),
        ("Republic of Moldova", "MDA"),
        ("Russia", "RUS"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("BiH", "BIH"),
        ("Byelorussia", "BLR"),
    ],
)
def test_states_are_known_by_the_names_that_documents_use(reference: Reference, name: str, iso3: str) -> None:
    known = [
        state.iso3 for state in reference.states if name in (state.name, state.formal_name, *state.aliases)
    ]
    assert known == [iso3]


def test_no_two_states_share_a_name(reference: Reference) -> None:
    names = [
        name for state in reference.states for name in sorted({state.name, state.formal_name, *state.aliases})
    ]
    assert repeated(names) == set()


def test_no_two_structures_share_a_name_or_abbreviation(reference: Reference) -> None:
    names = [
        name
        for structure in reference.structures
        for name in sorted({dated.name for dated in structure.names} | set(structure.abbreviations))
    ]
    assert repeated(names) == set()


def test_there_are_32_field_operations_with_46_names(reference: Reference) -> None:
    operations = [item for item in reference.structures if item.kind == "field-operation"]
    assert len(operations) == 32
    assert sum(len(operation.names) for operation in operations) == 46


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2004-04-06", "OSCE Centre in Almaty"),
        ("2007-06-20", "OSCE Centre in Almaty"),
        ("2007-06-21", "OSCE Centre in Astana"),
        ("2015-01-01", "OSCE Programme Office in Astana"),
        ("2020-05-01", "OSCE Programme Office in Nur-Sultan"),
        ("2022-09-23", "OSCE Programme Office in Astana"),
    ],
)
def test_the_operation_in_kazakhstan_had_this_name_on_that_day(
    reference: Reference, day: str, name: str
) -> None:
    names = names_of(reference, "kazakhstan")
    assert [item.name for item in names if surely_covers(item, dt.date.fromisoformat(day))] == [name]


def test_the_last_name_of_the_operation_in_kazakhstan_is_the_current_one(reference: Reference) -> None:
    operation = next(item for item in reference.structures if item.key == "kazakhstan")
    assert (len(operation.names), operation.name) == (5, "OSCE Programme Office in Astana")


def test_every_year_from_1991_to_2026_was_chaired(reference: Reference) -> None:
    for year in range(1992, 2027):
        assert len(holders(reference, "chairperson-in-office", f"{year}-06-15")) == 1, year
    assert holders(reference, "chairperson-in-office", "1991-09-01") == ["Hans-Dietrich Genscher"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("2000-02-03", "Wolfgang Schüssel"), ("2000-02-05", "Benita Ferrero-Waldner")),
        (("2002-04-05", "Jaime Gama"), ("2002-04-07", "António Martins da Cruz")),
        (("2003-12-02", "Jaap de Hoop Scheffer"), ("2003-12-04", "Bernard Bot")),
        (("2008-04-03", "Ilkka Kanerva"), ("2008-04-05", "Alexander Stubb")),
        (("2009-10-05", "Dora Bakoyannis"), ("2009-10-07", "George Papandreou")),
        (("2017-12-17", "Sebastian Kurz"), ("2017-12-19", "Karin Kneissl")),
        (("2018-05-31", "Angelino Alfano"), ("2018-06-02", "Enzo Moavero Milanesi")),
    ],
)
def test_the_chairperson_changed_within_the_year(
    reference: Reference, before: tuple[str, str], after: tuple[str, str]
) -> None:
    for day, name in (before, after):
        assert holders(reference, "chairperson-in-office", day) == [name]


def test_vollebaek_chaired_and_was_high_commissioner_later(reference: Reference) -> None:
    assert holders(reference, "chairperson-in-office", "1999-05-01") == ["Knut Vollebæk"]
    post = "high-commissioner-on-national-minorities"
    assert holders(reference, post, "2008-01-30") == ["Knut Vollebæk"]


def test_zannier_was_secretary_general_and_then_high_commissioner(reference: Reference) -> None:
    assert holders(reference, "secretary-general", "2014-01-01") == ["Lamberto Zannier"]
    post = "high-commissioner-on-national-minorities"
    assert holders(reference, post, "2018-01-01") == ["Lamberto Zannier"]


def test_burkhalter_was_president_and_chairperson_in_2014(reference: Reference) -> None:
    for post in ("chairperson-in-office", "foreign-minister", "president"):
        assert holders(reference, post, "2014-07-01", "CHE") == ["Didier Burkhalter"]


@pytest.mark.parametrize("day", ["2017-07-10", "2020-08-01"])
def test_a_vacant_post_has_no_holder(reference: Reference, day: str) -> None:
    assert holders(reference, "representative-on-freedom-of-the-media", day) == []


def test_acting_heads_are_marked(reference: Reference) -> None:
    names = {person.key: person.name for person in reference.persons}
    acting = {names[item.person]: item.status for item in reference.tenures if item.status != "holder"}
    assert acting == {
        "Tuula Yrjölä": "officer-in-charge",
        "Kate Fearon": "officer-in-charge",
        "Tea Jaliashvili": "acting",
        "Edi Rama": "acting",
    }


def test_a_chairperson_held_the_foreign_ministry_at_least_as_long(reference: Reference) -> None:
    ministers = {
        (item.person, item.state, item.since, item.until): item
        for item in reference.tenures
        if item.post == "foreign-minister"
    }
    for tenure in reference.tenures:
        if tenure.post == "chairperson-in-office":
            minister = ministers[tenure.person, tenure.state, tenure.since, tenure.until]
            assert minister.date_precision == "at-least"
            assert minister.sourced.source.startswith("implied by chairpersonship: ")


def test_recalled_days_stay_marked(reference: Reference) -> None:
    recalled = [item for item in reference.tenures if item.date_precision == "day?"]
    assert recalled
    assert all("?" in item.since + item.until for item in recalled)


def test_every_office_has_a_holder(reference: Reference) -> None:
    assert {tenure.post for tenure in reference.tenures} == set(OFFICES)


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("Alma-Ata", "g1526384"),
        ("Nur-Sultan", "g1526273"),
        ("Akmola", "g1526273"),
        ("Prishtina", "g786714"),
        ("Kishinev", "g618426"),
        ("Ashkhabad", "g162183"),
        ("Kharkov", "g706483"),
        ("Odessa", "g698740"),
        ("Tskhinvali", "g611403"),
        ("Kurdjali", "g729794"),
    ],
)
def test_cities_are_known_by_the_spellings_that_documents_use(
    reference: Reference, spelling: str, key: str
) -> None:
    assert [city.key for city in reference.cities if spelling in (city.name, *city.aliases)] == [key]


def test_every_capital_of_a_participating_state_is_a_city(reference: Reference) -> None:
    capitals = {(city.iso3, city.name) for city in reference.cities if city.is_capital}
    stated = {
        (state.iso3, state.capital)
        for state in reference.states
        if state.status == "participating" and state.capital
    }
    assert stated <= capitals
    assert len(stated) == 56  # The Holy See has none.


def test_the_fields_of_work_are_those_of_the_vocabulary(reference: Reference) -> None:
    vocabulary = Graph()
    vocabulary.parse(resource_path("ontology", "vocabularies", "field-of-work.ttl"))
    described = {
        (concept("field-of-work", field.key), field.label, concept("dimension", field.dimension))
        for field in reference.fields_of_work
    }
    published = {
        (iri, str(label), vocabulary.value(iri, OKG.dimension))
        for iri in vocabulary.subjects(RDF.type, SKOS.Concept)
        for label in vocabulary.objects(iri, SKOS.prefLabel)
        if getattr(label, "language", None) == "en" and str(iri).startswith(str(VOCAB))
    }
    assert described == published
    assert len(described) == 23


def test_summits_and_ministerial_councils_are_numbered_without_a_gap(reference: Reference) -> None:
    sessions = {series.key: [item.number for item in series.sessions] for series in reference.series}
    assert sessions["summit-meetings"] == [str(number) for number in range(1, 8)]
    assert sessions["ministerial-council-meetings"] == [str(number) for number in range(1, 34)]
