from __future__ import annotations

import pytest

from osce_kg.model.resolution import Resolution
from written_corpus import WrittenDocument, mention, resolve


def naming(key: str, name: str, kind: str, state: str | None = None) -> WrittenDocument:
    doc = WrittenDocument(key, f"{name} was there.\n")
    doc.organization(name, kind, state)
    return doc


def locating(key: str, *place: str | None) -> WrittenDocument:
    doc = WrittenDocument(key, "They met there.\n")
    doc.place(*place)  # type: ignore[arg-type]
    return doc


def entities(resolution: Resolution, local: str = "o1") -> set[str]:
    return {link.entity for link in resolution.links if link.local == local}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Central Election Commission", "the Central Election Commission of Kazakhstan"),
        ("Ministry of Foreign Affairs", "Kazakh Foreign Ministry"),
        ("Ministry of Justice", "Justice Ministry of the Republic of Kazakhstan"),
        ("Assessment Risks Group (ARG)", "Assessment Risks Group"),
        ("Youth Organisation", "Youth Organization"),
    ],
)
def test_wordings_of_one_name_in_one_state_are_one_organization(left: str, right: str) -> None:
    resolution = resolve(
        naming("n1", left, "government-body", "KAZ"), naming("n2", right, "government-body", "KAZ")
    )
    assert len(entities(resolution)) == 1
    assert [organization.kind for organization in resolution.organizations] == ["government-body"]


def test_ministries_of_two_states_are_two_organizations() -> None:
    resolution = resolve(
        naming("n1", "Ministry of Justice", "government-body", "KAZ"),
        naming("n2", "Ministry of Justice", "government-body", "BGR"),
    )
    assert len(entities(resolution)) == 2


def test_the_host_of_an_international_organization_is_not_part_of_what_it_is() -> None:
    resolution = resolve(
        naming("n1", "Border Mission", "field-operation", "KAZ"),
        naming("n2", "Border Mission", "field-operation"),
    )
    assert len(entities(resolution)) == 1
    assert resolution.organizations[0].state is None


def test_a_state_and_a_known_structure_keep_their_keys() -> None:
    doc = WrittenDocument("n1", "Kazakhstan and the OSCE.\n")
    doc.state("Kazakhstan", "KAZ")
    doc.organization("OSCE", "intergovernmental", None, "structure/osce")
    resolution = resolve(doc)
    assert [link.entity for link in resolution.links] == ["state/KAZ", "structure/osce"]
    assert resolution.organizations == ()


def test_a_former_name_leads_to_the_structure_that_bears_another_now() -> None:
    resolution = resolve(naming("n1", "Centre in Almaty", "field-operation", "KAZ"))
    assert entities(resolution) == {"structure/kazakhstan"}


def test_cities_and_states_have_the_keys_of_the_gazetteer() -> None:
    resolution = resolve(
        locating("n1", "Almaty", "city", "g1526384", "KAZ"),
        locating("n2", "Kazakhstan", "state", None, "KAZ"),
    )
    assert entities(resolution, "l1") == {"place/g1526384", "place/KAZ"}
    assert resolution.places == ()


def test_a_venue_is_one_place_in_one_city_only() -> None:
    resolution = resolve(
        locating("n1", "Town Hall", "venue", "g1526384", "KAZ"),
        locating("n2", "town hall", "venue", "g1526384", "KAZ"),
        locating("n3", "Town Hall", "venue", "g1526273", "KAZ"),
    )
    assert len(entities(resolution, "l1")) == 2
    assert {place.within for place in resolution.places} == {"place/g1526384", "place/g1526273"}


def test_a_venue_lies_in_the_city_that_the_document_puts_around_it() -> None:
    doc = WrittenDocument("n1", "They met there.\n")
    city = doc.place("Almaty", "city", "g1526384", "KAZ")
    doc.place("Town Hall", "venue", within=city)
    assert [place.within for place in resolve(doc).places] == ["place/g1526384"]


def test_groups_of_two_documents_are_two_groups() -> None:
    documents = [WrittenDocument(key, "Members of parties came.\n") for key in ("n1", "n2")]
    for document in documents:
        document.group("Members of parties")
    assert len(entities(resolve(*documents), "g1")) == 2


def test_two_titles_of_one_post_are_one_post() -> None:
    resolution = resolve(
        mention("n1", "A B", "Minister of Foreign Affairs", "KAZ"),
        mention("n2", "C D", "Foreign Minister", "KAZ"),
    )
    assert [(post.label, post.title, post.body) for post in resolution.posts] == [
        ("Foreign Minister of Kazakhstan", "Foreign Minister", "state/KAZ")
    ]


def test_a_minister_holds_a_post_of_the_state_even_when_the_ministry_is_named() -> None:
    doc = WrittenDocument("n1", "A B, Foreign Minister at the Ministry of Foreign Affairs.\n")
    ministry = doc.organization("Ministry of Foreign Affairs", "government-body", "KAZ")
    doc.person("A B", doc.role("Foreign Minister", ministry))
    assert resolve(doc).posts[0].body == "state/KAZ"


def test_a_minister_of_a_part_of_a_state_holds_no_post_of_the_state() -> None:
    doc = WrittenDocument("n1", "A B, Prime Minister of Green Canton.\n")
    canton = doc.organization("Green Canton", "organization", "KAZ")
    doc.person("A B", doc.role("Prime Minister", canton))
    resolution = resolve(doc)
    (post,), (body,) = resolution.posts, resolution.organizations
    assert (post.label, post.body) == ("Prime Minister of the Green Canton", body.key)


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("OSCE Chairman-in-Office", "Chairperson-in-Office of the OSCE"),
        ("OSCE Secretary General", "Secretary General of the OSCE"),
        ("Secretary General", "Secretary General"),
        ("Personal Envoy of the OSCE", "Personal Envoy of the OSCE"),
    ],
)
def test_a_title_that_names_the_osce_is_a_post_in_the_osce(title: str, label: str) -> None:
    (post,) = resolve(mention("n1", "A B", title)).posts
    assert post.label == label


def test_issuers_are_found_under_former_names_and_several_in_one_line() -> None:
    document = mention("n1", "A B")
    document.issuer = "OSCE, OSCE Centre in Almaty, Somebody Else"
    issuers = [link.entity for link in resolve(document).links if link.local.startswith("issuer.")]
    assert issuers == ["structure/osce", "structure/kazakhstan"]
