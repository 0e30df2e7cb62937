"""The extractor that asks a large language model, and believes only what it finds in the text.

The answer only points: every name, title, label and date of the extraction is read from the document at the
place that a verified quote gives. Nothing that an answer says otherwise gets into the graph.
"""

from __future__ import annotations

from typing import ClassVar, Final

from osce_kg.extraction.bodies import BodyRegistry
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.llm.answers import Answer, InvalidAnswerError, parse_answer
from osce_kg.extraction.llm.cache import AnswerCache
from osce_kg.extraction.llm.circumstances import CircumstanceVerifier
from osce_kg.extraction.llm.drops import Drops
from osce_kg.extraction.llm.endpoint import ChatModel, Endpoint
from osce_kg.extraction.llm.events import EventVerifier
from osce_kg.extraction.llm.figures import merge_figures
from osce_kg.extraction.llm.known_people import KnownPeople
from osce_kg.extraction.llm.page import Page
from osce_kg.extraction.llm.participants import ParticipantVerifier
from osce_kg.extraction.llm.people import CONFIDENCE_METHOD, PeopleVerifier
from osce_kg.extraction.llm.portions import Portion, cut_into_portions
from osce_kg.extraction.llm.prompt import PROMPT_DIGEST, question_of
from osce_kg.extraction.llm.settings import LlmSettings
from osce_kg.extraction.sentences import warn_of_parts
from osce_kg.extraction.unread import unread
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction
from osce_kg.model.reference import Reference

EXTRACTOR: Final = "osce-kg-llm"
RULES_VERSION: Final = "1"
"""Version of the rules that verify answers."""

_SEED: Final = 1
"""An answer without the form asked for is asked for once more, with the next seed."""


class LlmExtractor:
    """Implements :class:`osce_kg.extraction.interface.Extractor`."""

    name: ClassVar[str] = EXTRACTOR

    def __init__(self, gazetteer: Gazetteer, settings: LlmSettings, model: ChatModel) -> None:
        self._gazetteer = gazetteer
        self._settings = settings
        self._model = model
        self._cache = AnswerCache(settings.cache, settings.model, PROMPT_DIGEST)

    @property
    def version(self) -> str:
        """Version of our rules, name of the model, digest of the prompt, size of a portion."""
        return f"{RULES_VERSION} {self._settings.model} {PROMPT_DIGEST} {self._settings.portion}"

    def extract(self, document: Document) -> Extraction:
        """Return what one document says, as far as the model sees it and the text bears it out.

        Raises:
            ExtractionError: there is no usable answer about a portion of the document.
            MachineError: the endpoint or the cache cannot be used.
        """
        if not document.is_english:
            return unread(document, self.name, self.version)
        page = Page(document, self._gazetteer)
        portions = cut_into_portions(page.sentences, self._settings.portion)
        answered = [(portion, self._ask(document, portion)) for portion in portions]
        return self._verified(page, answered)

    def _ask(self, document: Document, portion: Portion) -> Answer:
        question = question_of(document, portion)
        kept = self._cache.get(question)
        if kept is not None:
            try:
                return parse_answer(kept)
            except InvalidAnswerError:
                pass  # somebody changed the file: ask again
        content = self._model.answer(question, _SEED)
        try:
            answer = parse_answer(content)
        except InvalidAnswerError:
            content = self._model.answer(question, _SEED + 1)
            answer = parse_answer(content)
        self._cache.put(question, content)
        return answer

    def _verified(self, page: Page, answered: list[tuple[Portion, Answer]]) -> Extraction:
        drops, bodies = Drops(), BodyRegistry(self._gazetteer)
        people = PeopleVerifier(page, bodies, drops)
        figures = [
            figure
            for number, (portion, answer) in enumerate(answered)
            for figure in people.verify(number, portion, answer.people)
        ]
        known = KnownPeople(page, bodies, merge_figures(figures), drops)
        participants = ParticipantVerifier(page, bodies, known, drops)
        circumstances = CircumstanceVerifier(page, known, drops)
        events = EventVerifier(page, participants, circumstances, drops)
        for number, (portion, answer) in enumerate(answered):
            events.verify(number, portion, answer.events)
        records = events.events()
        return Extraction(
            document=page.document.key,
            extractor=self.name,
            extractor_version=self.version,
            organizations=bodies.all(),
            persons=participants.persons(),
            groups=participants.groups(records),
            places=circumstances.all_places(),
            events=records,
            utterances=(),
            confidence_method=CONFIDENCE_METHOD,
            warnings=(*warn_of_parts(page.sentences), *drops.warnings()),
        )


def load_llm_extractor(reference: Reference, settings: LlmSettings) -> LlmExtractor:
    """Return the extractor with the names of the reference data; nothing is sent yet."""
    return LlmExtractor(Gazetteer(reference), settings, Endpoint(settings))
