"""The texts of the interface: the same ones in every language, and nowhere else."""

from __future__ import annotations

import re
import string
from pathlib import Path

import jinja2
import pytest

from osce_kg import server
from osce_kg.server.interface import LANGUAGES, texts_in
from osce_kg.server.interface.texts import Text

TEMPLATES = Path(server.__file__).parent / "templates"
ENGLISH = texts_in("en")
NAMES = sorted(f"{group}.{key}" for group, texts in ENGLISH.groups.items() for key in texts)
FURTHER = sorted(LANGUAGES.keys() - {"en"})
NOT_TRANSLATED = re.compile(
    r"\b(osce-kg|https?|CC BY 4\.0|SPARQL|SHA256SUMS|GEXF|GraphML|CSV|TSV|JSON|OpenAPI|VoID|DCAT|Turtle"
    r"|N-Triples|JSON-LD|XML|RDF/XML|Wikidata|PNG|SVG)\b"
)
"""Names that are the same in every language."""


def forms(text: Text) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def placeholders(text: Text) -> set[str]:
    return {name for form in forms(text) for _, name, _, _ in string.Formatter().parse(form) if name}


def text_of(code: str, name: str) -> Text:
    group, _, key = name.partition(".")
    return texts_in(code).groups[group][key]


def template_source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", FURTHER)
def test_every_language_has_the_same_texts(code: str) -> None:
    texts = texts_in(code)
    assert sorted(f"{group}.{key}" for group, keys in texts.groups.items() for key in keys) == NAMES


@pytest.mark.parametrize("code", FURTHER)
def test_a_text_has_the_same_values_in_every_language(code: str) -> None:
    different = [
        name for name in NAMES if placeholders(text_of(code, name)) != placeholders(text_of("en", name))
    ]
    assert different == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_about_a_number_has_all_forms_of_its_language(code: str) -> None:
    counted = [text for name in NAMES if not isinstance(text := text_of(code, name), str)]
    assert counted
    assert all(text.keys() == LANGUAGES[code].plurals for text in counted)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_has_text_of_its_own(path: Path) -> None:
    tokens = jinja2.Environment(autoescape=True).lex(template_source(path))
    data = "\N{FIGURE SPACE}".join(value for _, kind, value in tokens if kind == "data")
    attributes = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', data)
    between_tags = re.sub(r"<code>[^<\N{FIGURE SPACE}]*</code>|<[^<>]*>", " ", data)
    for text in (between_tags, *attributes):
        words = re.findall(r"[^\W\d_]{2,}", NOT_TRANSLATED.sub("", text))
        assert words == [], f"{path.name}: {text.strip()[:200]}"


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_names_only_texts_that_there_are(path: Path) -> None:
    named = re.findall(r"""\bt\(\s*["']([\w-]+\.[\w-]+)["'](?!\s*~)""", template_source(path))
    assert sorted(set(named) - set(NAMES)) == []


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        *(("en", 1, "1 solution"), ("en", 0, "0 solutions"), ("en", 1234, "1,234 solutions")),
        *(("ru", 1, "1 решение"), ("ru", 21, "21 решение"), ("ru", 3, "3 решения")),
        *(("ru", 5, "5 решений"), ("ru", 11, "11 решений"), ("ru", 112, "112 решений")),
        ("ru", 1234, "1\N{NO-BREAK SPACE}234 решения"),
    ],
)
def test_numbers_take_the_form_of_the_language(code: str, number: int, expected: str) -> None:
    assert texts_in(code)("query.solutions", number) == expected


def test_values_are_escaped_and_markup_stays() -> None:
    from markupsafe import Markup

    hostile = ENGLISH("thing.graph", graph="<script>{n}")
    assert hostile == "Graph &lt;script&gt;{n}"
    assert ENGLISH("downloads.check", file=Markup("<b>x</b>")) == "Check what you received with <b>x</b>:"


def test_an_unknown_text_or_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        ENGLISH("start.nothing")
    with pytest.raises(KeyError):
        texts_in("../en")
