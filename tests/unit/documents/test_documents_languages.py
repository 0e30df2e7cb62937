"""Which language a document is in: by its words, not by what its site declares."""

from __future__ import annotations

import pytest

from osce_kg.documents import Origin, read_document
from osce_kg.documents.languages import identify_language

SENTENCES = {
    "en": "The Ambassador met the Minister in the capital and spoke about elections.",
    "ru": "Посол встретился с министром в столице и говорил о предстоящих выборах.",
    "de": "Der Botschafter traf den Minister in der Hauptstadt und sprach über die Wahlen.",
    "fr": "L'ambassadeur a rencontré le ministre dans la capitale et a parlé des élections.",
    "es": "El embajador se reunió con el ministro en la capital y habló de las elecciones.",
    "it": "L'ambasciatore ha incontrato il ministro nella capitale e ha parlato delle elezioni.",
    "uk": "Посол зустрівся з міністром у столиці та говорив про майбутні вибори в країні.",
}


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("declared", [None, "en", "ru"])
def test_one_sentence_tells_its_language_whatever_is_declared(language: str, declared: str | None) -> None:
    assert identify_language(SENTENCES[language], declared) == language


def test_a_text_too_short_to_tell_has_the_language_that_is_declared_or_english() -> None:
    assert identify_language("S. Passy", "bg") == "bg"
    assert identify_language("S. Passy") == "en"
    assert identify_language("14:30", "fr") == "fr"


def test_a_declared_variant_of_the_language_is_kept() -> None:
    assert identify_language(SENTENCES["de"], "de-AT") == "de-AT"
    assert identify_language(SENTENCES["en"], "en-GB") == "en-GB"


def test_names_of_all_kinds_do_not_make_an_english_sentence_foreign() -> None:
    assert identify_language("On 7 August Mr. Movlazada visited Goražde and Foča.") == "en"
    assert identify_language("Talks in Bishkek with Otunbayeva, Atambayev and Sarpashev on 5 May") == "en"


def test_the_words_of_the_body_count_and_not_those_of_the_menu() -> None:
    menu = "".join(
        f"<li>{label}</li>" for label in ("About us", "Search", "Contact", "Field operations", "News")
    )
    page = f'<html lang="en"><body><ul>{menu}</ul><main><p>{SENTENCES["ru"]}</p></main></body></html>'
    document = read_document(page.encode(), Origin("page.html")).document
    assert document is not None
    assert document.language == "ru"
    assert not document.is_english
