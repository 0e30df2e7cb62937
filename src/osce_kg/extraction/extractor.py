"""EXTRACT: one document in, what it says of people, posts and events out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from osce_kg.extraction.analysis import Sentence
from osce_kg.extraction.assembly import Assembler
from osce_kg.extraction.cast import Cast
from osce_kg.extraction.clock import read_clock
from osce_kg.extraction.confidence import CONFIDENCE_METHOD
from osce_kg.extraction.drafts import PlaceName
from osce_kg.extraction.events import read_events
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.language_model import LanguageModel, load_language_model
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.sentences import Sentences, read_headings, read_sentences, warn_of_parts
from osce_kg.extraction.unread import unread
from osce_kg.extraction.utterances import read_utterances
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.model.reference import Reference

EXTRACTOR = "osce-kg-rules"
EXTRACTOR_VERSION = "1"


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """The domain layer with the small model's votes: the extractor that works unless another is asked for.

    Attributes:
        gazetteer: the names of the reference data.
        load_model: gives the model when it is needed; it takes most of a second to load for the first time.
    """

    name: ClassVar[str] = EXTRACTOR
    version: ClassVar[str] = EXTRACTOR_VERSION

    gazetteer: Gazetteer
    load_model: Callable[[], LanguageModel] = load_language_model

    def prepare(self) -> None:
        """Load the model; see :class:`osce_kg.extraction.interface.PreparedExtractor`."""
        self.load_model()

    def extract(self, document: Document) -> Extraction:
        """Return what one document says; see :class:`osce_kg.extraction.interface.Extractor`."""
        (extraction,) = self.extract_all([document])
        return extraction

    def extract_all(self, documents: Sequence[Document]) -> list[Extraction]:
        """Return what each document says; see :class:`osce_kg.extraction.interface.BatchExtractor`."""
        english = [document for document in documents if document.is_english]
        texts = iter(read_sentences(english, self.gazetteer, self.load_model()) if english else ())
        return [
            _extract(document, next(texts), self.gazetteer)
            if document.is_english
            else unread(document, self.name, self.version)
            for document in documents
        ]


def load_rule_extractor(reference: Reference) -> RuleExtractor:
    """Return the rule extractor with the names of the reference data."""
    return RuleExtractor(Gazetteer(reference))


def extract_mentions(document: Document, gazetteer: Gazetteer, model: LanguageModel) -> Extraction:
    """Return what one document says; a pure function of its arguments."""
    return RuleExtractor(gazetteer, lambda: model).extract(document)


def _extract(document: Document, text: Sentences, gazetteer: Gazetteer) -> Extraction:
    sentences = text.body
    cast = Cast(sentences)
    scene = _read_scene(document, sentences, cast, gazetteer)
    drafts = read_events(sentences, cast, scene, text.headline, read_headings(document, gazetteer))
    assembler = Assembler(cast, scene, drafts)
    return Extraction(
        document=document.key,
        extractor=EXTRACTOR,
        extractor_version=EXTRACTOR_VERSION,
        organizations=assembler.organizations,
        persons=assembler.persons,
        groups=assembler.groups,
        places=assembler.places,
        events=assembler.events,
        utterances=read_utterances(document.text, sentences, cast, drafts, assembler),
        confidence_method=CONFIDENCE_METHOD,
        warnings=warn_of_parts(sentences),
    )


def _read_scene(document: Document, sentences: list[Sentence], cast: Cast, gazetteer: Gazetteer) -> Scene:
    return Scene(
        document=document,
        gazetteer=gazetteer,
        clock=read_clock(document, sentences, cast.chairpersons(), gazetteer.reference),
        dateline=_dateline_places(document, gazetteer),
        named_host=_named_host(sentences, gazetteer),
        lead_is_today=_lead_is_today(sentences),
        sentences=sentences,
    )


def _dateline_places(document: Document, gazetteer: Gazetteer) -> list[PlaceName]:
    if document.dateline is None:
        return []
    span = document.dateline.span
    places = []
    for name in document.dateline.places:
        entry = gazetteer.lookup(name, "city", "state")
        if entry is None:
            continue
        if entry.kind == "city":
            state = gazetteer.cities[entry.key].iso3
            places.append(PlaceName(entry.name, "city", entry.key, state, span))
        else:
            places.append(PlaceName(entry.name, "state", None, entry.key, span))
    return places


def _lead_is_today(sentences: list[Sentence]) -> bool:
    lead = (sentence for sentence in sentences if sentence.paragraph == 0)
    return any(token.lower == "today" for sentence in lead for token in sentence.tokens)


def _named_host(sentences: list[Sentence], gazetteer: Gazetteer) -> str | None:
    """Return the host State of the field operation that the text, else a heading, names first."""
    for sentence in sentences:
        for match in sentence.matches.values():
            entry = match.entry("structure")
            if entry is not None and gazetteer.structures[entry.key].kind == "field-operation":
                return gazetteer.structures[entry.key].host
    for heading in dict.fromkeys(sentence.heading for sentence in sentences):
        for _, entry in gazetteer.find_entries(heading, "structure"):
            if gazetteer.structures[entry.key].host:
                return gazetteer.structures[entry.key].host
    return None
