"""What extraction is measured on: documents of the repository, generated ones of known make-up, and bombs.

Everything is the same on every machine and in every run.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from osce_kg.documents import Origin, read_document, read_documents
from osce_kg.model.document import Document

ROOT: Final = Path(__file__).parents[1]
SHARED_GOLD: Final = ROOT.parent / "shared" / "gold" / "docs"
"""Real documents that do not come with the repository; measured where they are."""


def _names(line: str) -> list[str]:
    return line.split()


_GIVEN: Final = _names("Anna Karl Marta Ivan Olga Petr Ines Hugo Vera Nils Elena Rolf Dana Omar Leila Jens")
_FAMILY: Final = _names(
    "Berge Novak Lunde Moser Rossi Kovac Weber Hagen Petrov Aliyev Sidorenko Marku Popa Ilves Santos Karim"
)
_STATES: Final = _names("Norway Georgia Moldova Kazakhstan Albania Serbia Finland Ukraine Armenia Tajikistan")
_CITIES: Final = _names("Vienna Tbilisi Almaty Tirana Belgrade Helsinki Kyiv Yerevan Dushanbe Baku")

_DENSE: Final = (
    "Foreign Minister {a} of {s} met Prime Minister {b} of {t} in {c} on {d} April.",
    "The OSCE Chairman-in-Office, {a}, will visit {s} and {t} next week, accompanied by Ambassador {b}.",
    "{a}, the Head of the OSCE Centre in {c}, was received by President {b}.",
    "During her visit Ms. {a} held talks with the Speaker of the Parliament, {b}, and with {e}.",
    "In {c}, Ambassador {a} discussed the reform of the police with Interior Minister {b} and {e}.",
    "Mr. {a} also briefed members of the diplomatic community and representatives of civil society.",
)
_SPARSE: Final = (
    "The rules on how water is shared between the villages were written many years ago.",
    "Prices rose by 4.5 per cent over the winter, and most households have spent their savings.",
    "It is not enough to change the law; courts and prosecutors need time to learn how to use it.",
    "Rain damaged a part of the road, so that deliveries of food and medicine had to wait for days.",
    "A new register of voters should be ready before the end of the year.",
    "Several of the recommendations of the previous report have been followed, others have not.",
    "The Permanent Council was told that the situation along the border remained calm in {s}.",
    "The office in {c} offers free legal advice to people who have lost their documents.",
)

_SYLLABLES: Final = _names("ba de ki lo mu na re si to vu za ko li me do ra")


def _full_name(number: int) -> str:
    chance = random.Random(number)
    given, last = ("".join(chance.choice(_SYLLABLES) for _ in range(size)).capitalize() for size in (3, 4))
    return f"{given} {last}v"


BOMBS: Final[dict[str, Callable[[int], str]]] = {
    "50,000 × Mr.": lambda n: "Mr. " * (6_250 * n),
    "one sentence of 1 MB": lambda n: "and on it goes, " * (8_000 * n),
    "400,000 commas": lambda n: ", " * (50_000 * n),
    "400,000 opening quotation marks": lambda n: "“ " * (50_000 * n),
    "20,000 names in one list": lambda n: "Anna Berg met " + ", ".join(map(_full_name, range(2_500 * n))),
    "40,000 dates in one sentence": lambda n: "Anna Berg met Karl Holm on " + "5 May 2004, " * (5_000 * n),
    "20,000 × of the Head": lambda n: "of the Head " * (2_500 * n),
    "100,000 paragraphs of one word": lambda n: "\n\n".join(f"w{number}" for number in range(12_500 * n)),
    "800,000 combining marks": lambda n: "e" + "\u0301" * (100_000 * n),
}
"""Texts that are hard to read, by their names; the number is of eighths of the full size."""


def sample_documents() -> list[Document]:
    """Return the sample documents of the repository."""
    return list(read_documents([str(ROOT / "data" / "documents")]).documents)


def shared_documents() -> list[Document]:
    """Return the real documents beside the repository, none where they are absent."""
    return list(read_documents([str(SHARED_GOLD)]).documents) if SHARED_GOLD.is_dir() else []


def dense_documents(count: int, sentences: int = 12) -> list[Document]:
    """Return press releases of which every sentence tells of somebody."""
    return [_release(number, sentences, _DENSE) for number in range(count)]


def sparse_documents(count: int, sentences: int = 12) -> list[Document]:
    """Return reports that tell of nobody; one sentence in four names a place or a body."""
    return [_release(number, sentences, _SPARSE) for number in range(count)]


def mixed_document(sentences: int) -> Document:
    """Return one report in which sentences about somebody and about nobody take turns."""
    return _release(0, sentences, tuple(itertools.chain(*zip(_DENSE, _SPARSE, strict=False))))


def bomb(text: str) -> Document:
    """Return a document whose body is ``text``."""
    return document_of(f"A report\n\nVIENNA, 6 April 2004 - {text}\n")


def document_of(text: str, name: str = "generated.txt") -> Document:
    """Read a text as a file of that name is read."""
    document = read_document(text.encode(), Origin(name)).document
    if document is None:
        raise ValueError(f"{name} is no document")
    return document


def passages(documents: Sequence[Document]) -> list[str]:
    """Return headlines and paragraphs as a parser is best given them, without line breaks."""
    return [line for document in documents for line in _passages(document)]


def words(documents: Sequence[Document]) -> int:
    """Return the number of words in headlines and paragraphs."""
    return sum(len(passage.split()) for passage in passages(documents))


def _passages(document: Document) -> Iterator[str]:
    spans = [document.title_span] if document.title_span else []
    spans += [paragraph.span for section in document.sections for paragraph in section.paragraphs]
    return (span.of(document.text).replace("\n", " ") for span in spans)


def _release(number: int, sentences: int, templates: Sequence[str]) -> Document:
    chance = random.Random(number)
    lines = [_sentence(chance, templates[index % len(templates)]) for index in range(sentences)]
    paragraphs = ["VIENNA, 6 April 2004 - " + " ".join(lines[:3])]
    paragraphs += [" ".join(lines[start : start + 3]) for start in range(3, sentences, 3)]
    return document_of(f"Report {number} of the week\n\n" + "\n\n".join(paragraphs) + "\n")


def _sentence(chance: random.Random, template: str) -> str:
    a, b, e = (f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}" for _ in range(3))
    s, t = chance.sample(_STATES, 2)
    return template.format(a=a, b=b, e=e, s=s, t=t, c=chance.choice(_CITIES), d=chance.randint(1, 30))
