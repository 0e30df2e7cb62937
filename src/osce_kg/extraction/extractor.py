"""EXTRACT: one document in, what it says of people, posts and events out."""

from __future__ import annotations

from osce_kg.extraction.analysis import Sentence, tokenize
from osce_kg.extraction.assembly import Assembler
from osce_kg.extraction.clock import read_clock
from osce_kg.extraction.coreference import Cast
from osce_kg.extraction.drafts import EventDraft, PlaceName
from osce_kg.extraction.gatherings import GatheringReader
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.extraction.language_model import LanguageModel
from osce_kg.extraction.linking import CompanionReader, enclose, merge_retold
from osce_kg.extraction.meetings import MeetingReader
from osce_kg.extraction.periods import bound_undated
from osce_kg.extraction.phrases import PhraseReader
from osce_kg.extraction.scene import Scene
from osce_kg.extraction.subjects import add_subjects
from osce_kg.extraction.title_heads import find_heads
from osce_kg.extraction.utterances import read_utterances
from osce_kg.extraction.visits import VisitReader
from osce_kg.model.document import Document
from osce_kg.model.extraction import Extraction

EXTRACTOR = "osce-kg-rules"
EXTRACTOR_VERSION = "1"


def extract_mentions(document: Document, gazetteer: Gazetteer, model: LanguageModel) -> Extraction:
    """Return what one document says; a pure function of its arguments."""
    sentences = read_sentences(document, gazetteer, model)
    cast = Cast(sentences)
    clock = read_clock(document, sentences, cast, gazetteer.reference)
    scene = Scene(
        document,
        gazetteer,
        clock,
        _dateline_places(document, gazetteer),
        _named_host(sentences, gazetteer),
        _lead_is_today(sentences),
    )
    drafts = _read_events(
        sentences,
        cast,
        scene,
        _read_title(document, gazetteer, model, len(sentences)),
        _read_headings(document, gazetteer),
    )
    assembler = Assembler(document.text, cast, scene, gazetteer)
    persons = assembler.persons(drafts)
    events = assembler.events(drafts)
    return Extraction(
        document=document.key,
        extractor=EXTRACTOR,
        extractor_version=EXTRACTOR_VERSION,
        organizations=assembler.bodies.all(),
        persons=persons,
        groups=assembler.groups(),
        places=assembler.places(),
        events=events,
        utterances=read_utterances(document.text, sentences, cast, drafts, assembler),
    )


def read_sentences(document: Document, gazetteer: Gazetteer, model: LanguageModel) -> list[Sentence]:
    """Return the sentences of the body with tokens, the model's votes, gazetteer matches and heads of titles."""
    sentences: list[Sentence] = []
    paragraph_number = 0
    for section_number, section in enumerate(document.sections):
        heading = section.heading.of(document.text) if section.heading else ""
        for paragraph in section.paragraphs:
            for span in paragraph.sentences:
                tokens = tokenize(document.text, span)
                if tokens:
                    sentences.append(
                        Sentence(
                            len(sentences),
                            paragraph_number,
                            section_number,
                            span,
                            tokens,
                            heading,
                            paragraph.is_caption,
                            paragraph.is_list_item,
                        )
                    )
            paragraph_number += 1
    model.annotate(document.text, sentences)
    for sentence in sentences:
        sentence.matches = gazetteer.find_matches(document.text, sentence)
        sentence.heads = find_heads(sentence)
    return sentences


def _read_title(
    document: Document, gazetteer: Gazetteer, model: LanguageModel, index: int
) -> Sentence | None:
    """Return the headline as a sentence after the last one: it can tell of a visit, but it introduces nobody."""
    if document.title_span is None:
        return None
    tokens = tokenize(document.text, document.title_span)
    if not tokens:
        return None
    sentence = Sentence(index, -1, -1, document.title_span, tokens)
    model.annotate(document.text, [sentence])
    sentence.matches = gazetteer.find_matches(document.text, sentence)
    sentence.heads = find_heads(sentence)
    return sentence


def _read_headings(document: Document, gazetteer: Gazetteer) -> dict[int, Sentence]:
    """Return the headings by section as sentences with gazetteer matches: they name who the section is about."""
    found: dict[int, Sentence] = {}
    for number, section in enumerate(document.sections):
        tokens = tokenize(document.text, section.heading) if section.heading else []
        if section.heading and tokens:
            heading = Sentence(-1 - number, -1, number, section.heading, tokens)
            heading.matches = gazetteer.find_matches(document.text, heading)
            found[number] = heading
    return found


def _dateline_places(document: Document, gazetteer: Gazetteer) -> list[PlaceName]:
    if document.dateline is None:
        return []
    places = []
    for name in document.dateline.places:
        entry = gazetteer.lookup(name, "city", "state")
        if entry is not None and entry.kind == "city":
            places.append(
                PlaceName(
                    entry.name, "city", entry.key, gazetteer.cities[entry.key].iso3, document.dateline.span
                )
            )
        elif entry is not None:
            places.append(PlaceName(entry.name, "state", None, entry.key, document.dateline.span))
    return places


def _read_events(
    sentences: list[Sentence],
    cast: Cast,
    scene: Scene,
    headline: Sentence | None,
    headings: dict[int, Sentence],
) -> list[EventDraft]:
    if headline is not None:
        cast.read_headline(headline)
    phrases = PhraseReader(cast)
    visits = VisitReader(cast, phrases, scene)
    meetings = MeetingReader(cast, phrases)
    gatherings = GatheringReader(cast, phrases, headings)
    drafts: list[EventDraft] = []
    for sentence in sentences:
        found = [*visits.read(sentence), *meetings.read(sentence), *gatherings.read(sentence)]
        triggers = [draft.trigger for draft in found]
        for draft in found:
            _place_and_date(sentence, draft, scene, triggers)
        drafts.extend(found)
    if headline is not None:
        drafts.extend(visits.read(headline))
    CompanionReader(cast, phrases).apply(sentences, drafts)
    drafts = merge_retold(drafts)
    enclose(drafts)
    add_subjects(sentences, drafts)
    for draft in drafts:
        _complete(draft, scene)
    bound_undated(drafts, is_report=scene.document.genre == "activity-report")
    return drafts


def _place_and_date(sentence: Sentence, draft: EventDraft, scene: Scene, triggers: list[int]) -> None:
    if draft.kind == "visit":
        return
    future = draft.status == "planned"
    place, near = (
        scene.at_focus(sentence, draft.focus, future=future) if draft.focus is not None else (None, None)
    )
    near = near or scene.time_near(sentence, draft.trigger, future=future, triggers=triggers)
    if near is not None:
        draft.set_time(sentence, *near, scene.clock.day)
    places = [place] if place is not None else scene.places.places_near(sentence, draft.trigger)
    if not places and sentence.is_list_item:
        named = (
            scene.places.place_of(match, sentence) for match in sentence.matches.values() if match.entry("city")
        )
        places = [found for found in named if found is not None][-1:]
    if places:
        draft.places = [places[0]] if places[0].kind != "venue" else places[:2]
        draft.state = next((found.state for found in places if found.state), None)


def _complete(draft: EventDraft, scene: Scene) -> None:
    """Fill in from the enclosing visit, then from what the document is about, what the event's sentence leaves out."""
    outer = draft.part_of
    if (
        draft.interval is None
        and outer is not None
        and outer.interval is not None
        and outer.interval.is_single_day
    ):
        draft.interval = outer.interval
    if draft.interval is None and outer is None and draft.status == "occurred" and draft.kind == "meeting":
        draft.interval = scene.lead_day(draft.state)
    unknown = any(place.city is None and place.kind in ("city", "venue") for place in draft.places)
    if draft.state is None and outer is None and (draft.kind != "visit" or unknown):
        draft.state = scene.home_state


def _lead_is_today(sentences: list[Sentence]) -> bool:
    return any(token.lower == "today" for s in sentences if s.paragraph == 0 for token in s.tokens)


def _named_host(sentences: list[Sentence], gazetteer: Gazetteer) -> str | None:
    """Return the host State of the field operation that the text names first."""
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
