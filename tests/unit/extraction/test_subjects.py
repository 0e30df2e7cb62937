"""What events were about."""

from __future__ import annotations

import pytest

from press_release import gazetteer, read


def test_what_was_discussed_is_kept_as_written() -> None:
    (meeting,) = read("Anna Berg discussed the draft election law with Karl Holm.").events("meeting")
    assert meeting.subjects == ("the draft election law",)


def test_a_later_sentence_may_tell_what_was_discussed() -> None:
    report = read(
        "Anna Berg met Karl Holm.\nThe discussions focused on human trafficking and border management."
    )
    (meeting,) = report.events("meeting")
    assert meeting.subjects == ("human trafficking and border management",)
    assert len(meeting.evidence) == 2


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        ("the draft election law", "elections"),
        ("border management", "border-management"),
        ("human trafficking", "combating-trafficking-in-human-beings"),
    ],
)
def test_cue_words_tell_the_field_of_work(subject: str, topic: str) -> None:
    (meeting,) = read(f"Anna Berg discussed {subject} with Karl Holm.").events("meeting")
    assert topic in meeting.topics


def test_whom_somebody_met_is_not_what_they_spoke_of() -> None:
    (meeting,) = read("Anna Berg met the Chairman of the Central Election Commission, Karl Holm.").events(
        "meeting"
    )
    assert meeting.topics == ()


def test_every_topic_is_a_field_of_work_of_the_reference_data() -> None:
    known = {field.key for field in gazetteer().reference.fields_of_work}
    (meeting,) = read("Anna Berg discussed elections, media and police reform with Karl Holm.").events(
        "meeting"
    )
    assert set(meeting.topics) <= known
    assert meeting.topics
