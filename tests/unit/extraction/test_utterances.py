from __future__ import annotations

import pytest

from press_release import read

LONG = "The reform must now be carried out in every district"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f'"{LONG}," said Solomon Passy.', "Passy"),
        (f"“{LONG},” Solomon Passy said.", "Passy"),
        (f'Solomon Passy said: "{LONG}."', "Passy"),
        (f'Solomon Passy met Anna Berg.\n"{LONG}," he added.', "Passy"),
        (f'"{LONG}," said the Minister.', None),
    ],
)
def test_a_quotation_has_the_speaker_that_the_verb_of_saying_names(text: str, speaker: str | None) -> None:
    report = read(text)
    (utterance,) = report.extraction.utterances
    assert report.quoted(utterance.span).startswith(LONG)
    assert (report.label(utterance.speaker) if utterance.speaker else None) == speaker


def test_what_is_quoted_has_no_quotation_marks_and_its_evidence_is_the_sentence() -> None:
    report = read(f"It rained.\n“{LONG},” said Solomon Passy on Monday.")
    (utterance,) = report.extraction.utterances
    assert report.quoted(utterance.span) == f"{LONG},"
    assert report.quoted(utterance.evidence) == f"“{LONG},” said Solomon Passy on Monday."


def test_a_quotation_over_several_sentences_is_one() -> None:
    report = read(f'Solomon Passy said: "{LONG}.\nThis is the wish of all who live here."')
    (utterance,) = report.extraction.utterances
    assert report.quoted(utterance.span) == f"{LONG}.\nThis is the wish of all who live here."


@pytest.mark.parametrize(
    "text",
    [
        'Solomon Passy spoke of "free and fair" votes.',
        f'Solomon Passy said: "{LONG}.',
        f'Solomon Passy said: "{LONG}.\n\nThe talks went on until noon and it rained."',
        "Solomon Passy said nothing.",
    ],
)
def test_scare_quotes_and_quotations_without_an_end_in_their_paragraph_are_none(text: str) -> None:
    assert read(text).extraction.utterances == ()


def test_what_was_said_at_a_meeting_belongs_to_it() -> None:
    report = read(f'Solomon Passy met Anna Berg in Baku.\n"{LONG}," he said.')
    assert report.extraction.utterances[0].event == report.events("meeting")[0].id


def test_what_somebody_else_said_does_not_belong_to_the_meeting() -> None:
    report = read(f'Solomon Passy met Anna Berg in Baku.\n"{LONG}," said Karl Holm.')
    (utterance,) = report.extraction.utterances
    assert utterance.speaker is not None
    assert report.label(utterance.speaker) == "Holm"
    assert utterance.event is None


def test_someone_who_is_only_quoted_about_is_not_the_speaker() -> None:
    report = read('"President Karl Holm has kept his word to the people," said Solomon Passy.')
    (utterance,) = report.extraction.utterances
    assert utterance.speaker is not None
    assert report.label(utterance.speaker) == "Passy"
