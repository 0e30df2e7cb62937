"""What is left of claims about events: what their own sentences bear out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from model_answers import event, participant, person, post, read_with
from press_release import Report

MET = "Foreign Minister Erik Stahl met President Ivo Kovac and five experts from Norway in Baku on 5 April."
BODY = (
    f"{MET}\n"
    "He spoke of police reform.\n"
    "The Foreign Minister also met Mayor Anna Berg.\n\n"
    "The OSCE Mission to Serbia held a seminar in the Hotel Neptun.\n\n"
    "Nobody came on 31 February."
)
PEOPLE = [
    person("p1", "Erik Stahl", MET, post("Foreign Minister", "", MET), forms=["Stahl"]),
    person("p2", "Ivo Kovac", MET, post("President", "", MET)),
    person("p3", "Anna Berg", "also met Mayor Anna Berg"),
]
STAHL = participant("Erik Stahl", "interlocutor", "p1", "a")
KOVAC = participant("President Ivo Kovac", "host", "p2", "b")


def read(*events: dict[str, Any], body: str = BODY) -> Report:
    return read_with(body, PEOPLE, events)


def only(report: Report) -> Any:
    [found] = report.extraction.events
    return found


def told(report: Report) -> str:
    return "".join(report.extraction.warnings).removeprefix("left out of the model's answer: ")


def test_a_meeting_has_the_people_place_and_day_that_its_sentence_gives() -> None:
    report = read(
        event(
            "meeting",
            MET,
            format="bilateral",
            participants=[STAHL, KOVAC, participant("five experts from Norway", "attendee", "group", "b")],
            places=[{"name": "Baku", "kind": "city"}],
            date="on 5 April",
        )
    )
    found = only(report)
    assert report.meetings() == ["Stahl | Kovac + five experts from Norway"]
    assert [report.quoted(span) for span in found.evidence] == [MET]
    assert (found.kind, found.format, found.status, found.state) == (
        "meeting",
        "bilateral",
        "occurred",
        "AZE",
    )
    assert [report.place(place) for place in found.places] == ["Baku"]
    assert (found.time.edtf, found.time.text, found.time.basis) == ("2004-04-05", "5 April", "year-inferred")
    assert [report.quoted(part.span) for part in found.participants][:2] == [
        "Erik Stahl",
        "President Ivo Kovac",
    ]
    assert [part.capacity for part in found.participants] == [0, 0, None]
    [group] = report.extraction.groups
    assert (group.size, [report.organization(body) for body in group.represents]) == (5, ["Norway"])
    assert told(report) == ""


@pytest.mark.parametrize("quote", [MET.replace("met", "Met"), "Karl Holm met Olga Weber in Rome.", "met"])
def test_an_event_without_a_quote_that_is_in_the_text_is_left_out(quote: str) -> None:
    report = read(event("meeting", quote, participants=[STAHL, KOVAC]))
    assert report.extraction.events == ()
    assert "events without a verified quote (1)" in told(report)


def test_a_quote_of_many_sentences_proves_nothing() -> None:
    body = "Erik Stahl came.\nIt rained.\nIt snowed.\nIvo Kovac left."
    report = read_with(body, [], [event("other", " ".join(body.split()))])
    assert report.extraction.events == ()
    assert told(report).startswith("quotes of more than three sentences (1)")


def test_one_bad_quote_takes_no_event_with_it() -> None:
    report = read(event("meeting", "He spoke of politics.", MET, participants=[STAHL, KOVAC]))
    assert report.meetings() == ["Stahl | Kovac"]
    assert told(report) == "quotes that are not in the text (1)"


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (participant("Anna Berg", "host", "p3"), "who are not in the sentences of their event"),
        (participant("", "host", "p2"), "who are not in the sentences of their event"),
        (participant("President Ivo Kovac", "host", "p9"), "none of the persons"),
        (participant("President Ivo Kovac", "host", "p3"), "whose mention does not mean them alone"),
        (participant("five experts", "host", "p2"), "whose mention does not mean them alone"),
        (participant("President Ivo Kovac", "host", "group"), "whose mention does not mean them alone"),
        (participant("Ivo Kovac", "host", "organization"), "whose mention does not mean them alone"),
        (participant("met", "host", "organization"), "that their words do not describe"),
        (participant("and five", "host", "organization"), "that their words do not describe"),
        (participant("in Baku", "host", "group"), "that their words do not describe"),
    ],
)
def test_a_participant_whom_the_sentences_do_not_mean_is_left_out(claim: dict[str, str], reason: str) -> None:
    report = read(event("conference", MET, participants=[STAHL, claim]))
    assert [report.label(part.agent) for part in only(report).participants] == ["Stahl"]
    assert reason in told(report)


def test_a_post_that_one_person_alone_has_means_that_person() -> None:
    quote = "The Foreign Minister also met Mayor Anna Berg."
    berg = participant("Mayor Anna Berg", "interlocutor", "p3", "b")
    for mention in ("The Foreign Minister", "Foreign Minister"):
        stahl = participant(mention, "interlocutor", "p1", "a")
        assert read(event("meeting", quote, participants=[stahl, berg])).meetings() == ["Stahl | Berg"]
    kovac = participant("The Foreign Minister", "interlocutor", "p2", "a")
    assert read(event("meeting", quote, participants=[kovac, berg])).meetings() == []


LEAD = "Karl Holm (France) and Rolf Hagen (Russia), the Co-Chairs, came; Co-Chair Olga Weber is ill."


@pytest.mark.parametrize(
    ("later", "mention", "visitors"),
    [
        ("The Co-Chairs flew on.", "The Co-Chairs", "Holm + Weber"),
        ("The two Co-Chairs flew on.", "The two Co-Chairs", "Holm + Weber"),
        ("The three Co-Chairs flew on.", "The three Co-Chairs", None),
        ("Two Co-Chairs flew on.", "Two Co-Chairs", None),
        ("The Co-Chair flew on.", "The Co-Chair", None),
    ],
)
def test_a_post_in_the_plural_means_all_who_have_it(later: str, mention: str, visitors: str | None) -> None:
    people = [
        person("p1", "Karl Holm", LEAD, post("Co-Chair", "", LEAD)),
        person("p2", "Olga Weber", LEAD, post("Co-Chair", "", LEAD)),
    ]
    both = [participant(mention, "visitor", "p1"), participant(mention, "visitor", "p2")]
    found = read_with(f"{LEAD}\n{later}", people, [event("visit", later, participants=both)]).visits()
    assert found == ([f"{visitors} -> ?"] if visitors else [])


def test_a_name_means_its_person_with_and_without_the_courtesy_before_it() -> None:
    body = "Mr. Erik Stahl came."
    for mention in ("Mr. Erik Stahl", "Erik Stahl"):
        claim = event("visit", body, participants=[participant(mention, "visitor", "p1")])
        assert read_with(body, [person("p1", "Erik Stahl", body)], [claim]).visits() == ["Stahl -> ?"]


@pytest.mark.parametrize(
    ("title", "mention", "is_said"),
    [
        ("High Commissioner on National Minorities", "The High Commissioner", True),
        ("High Commissioner on National Minorities", "National minorities", False),
        ("Speaker of the Parliament", "The Speaker", True),
        ("Speaker of the Parliament", "The Parliament", False),
        ("Deputy Foreign Minister", "The Minister", True),
        ("Deputy Foreign Minister", "Deputy", False),
        ("Secretary General", "The Secretary", True),
        ("Secretary General", "The General", False),
        ("Special Representative of the Secretary General", "The Special Representative", True),
        ("Special Representative of the Secretary General", "The Secretary General", False),
        ("Chairman-in-Office", "The Chairman", True),
        ("Chairman-in-Office", "Office", False),
    ],
)
def test_a_part_of_a_title_says_it_where_it_has_the_head_of_it(
    title: str, mention: str, is_said: bool
) -> None:
    lead = f"Erik Stahl, the {title}, came."
    later = f"{mention} flew on."
    people = [person("p1", "Erik Stahl", lead, post(title, "", lead))]
    claim = event("visit", later, participants=[participant(mention, "visitor", "p1")])
    assert read_with(f"{lead}\n{later}", people, [claim]).visits() == (["Stahl -> ?"] if is_said else [])


def test_who_is_meant_by_a_pronoun_may_be_named_in_another_quote() -> None:
    body = "Erik Stahl came.\nIvo Kovac came.\n\nIt rained.\nHe then visited Georgia."
    people = [person("p1", "Erik Stahl", "Erik Stahl came."), person("p2", "Ivo Kovac", "Ivo Kovac came.")]
    claim = event(
        "visit",
        "He then visited Georgia.",
        "Erik Stahl came.",
        participants=[participant("Erik Stahl", "visitor", "p1")],
    )
    report = read_with(body, people, [claim])
    assert report.visits() == ["Stahl -> ?"]
    assert [report.quoted(span) for span in only(report).evidence] == list(claim["quotes"])


def test_no_event_has_more_than_four_quotes() -> None:
    lines = [f"It rained {number} times." for number in range(6)]
    report = read_with("\n".join(lines), [], [event("other", *lines)])
    assert [report.quoted(span) for span in only(report).evidence] == lines[:4]
    assert told(report) == "quotes beyond the fourth of an event (2)"


def test_a_short_title_that_fits_two_posts_means_neither() -> None:
    lead = "Foreign Minister Erik Stahl met Interior Minister Ivo Kovac."
    people = [
        person("p1", "Erik Stahl", lead, post("Foreign Minister", "", lead)),
        person("p2", "Ivo Kovac", lead, post("Interior Minister", "", lead)),
    ]
    later = "The Minister flew on."
    claim = event("visit", later, participants=[participant("The Minister", "visitor", "p1")])
    assert read_with(f"{lead}\n{later}", people, [claim]).visits() == []
    assert read_with(f"{lead}\n{later}", people[:1], [claim]).visits() == ["Stahl -> ?"]


def test_a_post_that_two_people_have_means_neither_unless_its_body_is_named_too() -> None:
    lead = "Foreign Minister Erik Stahl of Norway met Foreign Minister Ivo Kovac of Croatia."
    people = [
        person("p1", "Erik Stahl", lead, post("Foreign Minister", "Norway", lead)),
        person("p2", "Ivo Kovac", lead, post("Foreign Minister", "Croatia", lead)),
    ]

    def visitors(sentence: str, mention: str) -> list[str]:
        claim = event("visit", sentence, participants=[participant(mention, "visitor", "p2")])
        return read_with(f"{lead}\n\n{sentence}", people, [claim]).visits()

    assert visitors("The Foreign Minister flew on.", "The Foreign Minister") == []
    assert visitors("Croatia's Foreign Minister flew on.", "Croatia's Foreign Minister") == ["Kovac -> ?"]
    assert visitors("The Norwegian Foreign Minister flew on.", "The Norwegian Foreign Minister") == []


PRONOUN = "He then visited Georgia."


@pytest.mark.parametrize(
    ("before", "visits"),
    [
        ("Erik Stahl arrived on Monday.", ["Stahl -> ?"]),
        ("Erik Stahl arrived.\nStahl met journalists.", ["Stahl -> ?"]),
        ("Erik Stahl met Ivo Kovac.", []),
        ("Ivo Kovac arrived on Monday.", []),
        ("It rained all day.", []),
    ],
)
def test_a_pronoun_means_the_one_person_that_its_paragraph_names_before_it(
    before: str, visits: list[str]
) -> None:
    people = [
        person("p1", "Erik Stahl", "Erik Stahl is here."),
        person("p2", "Ivo Kovac", "Ivo Kovac is here."),
    ]
    people[0]["forms"] = ["Stahl"]
    body = f"Erik Stahl is here.\nIvo Kovac is here.\n\n{before}\n{PRONOUN}"
    claim = event("visit", PRONOUN, participants=[participant("He", "visitor", "p1")])
    assert [
        visit.replace(" -> , ?", " -> ?") for visit in read_with(body, people, [claim]).visits()
    ] == visits


@pytest.mark.parametrize(
    ("kind", "status", "participants"),
    [
        ("meeting", "occurred", []),
        ("meeting", "occurred", [STAHL]),
        ("meeting", "occurred", [STAHL, participant("President Ivo Kovac", "host", "p2", "a")]),
        ("meeting", "occurred", [STAHL, STAHL]),
        ("visit", "planned", []),
        ("visit", "occurred", [KOVAC]),
    ],
)
def test_a_meeting_of_one_side_and_a_visit_without_a_visitor_are_left_out(
    kind: str, status: str, participants: list[dict[str, str]]
) -> None:
    report = read(event(kind, MET, status=status, participants=participants))
    assert report.extraction.events == ()
    assert "meetings without two sides, visits without a visitor (1)" in told(report)


def test_two_who_met_are_on_two_sides_even_if_the_answer_gives_none() -> None:
    two = [participant("Erik Stahl", "interlocutor", "p1"), participant("Ivo Kovac", "interlocutor", "p2")]
    assert read(event("meeting", MET, participants=two)).meetings() == ["Stahl | Kovac"]


def test_two_who_remain_of_three_are_not_taken_to_have_met_each_other() -> None:
    lost = participant("the King", "host", "p9")
    two = [participant("Erik Stahl", "interlocutor", "p1"), participant("Ivo Kovac", "interlocutor", "p2")]
    [meeting] = read(event("meeting", MET, participants=[*two, lost])).extraction.events
    assert [part.side for part in meeting.participants] == [None, None]


def test_a_body_takes_part_under_its_known_name() -> None:
    quote = "The OSCE Mission to Serbia held a seminar in the Hotel Neptun."
    report = read(
        event(
            "conference",
            quote,
            participants=[participant("The OSCE Mission to Serbia", "organizer", "organization", "a")],
            places=[{"name": "the Hotel Neptun", "kind": "venue"}],
        )
    )
    [part] = only(report).participants
    body = next(b for b in report.extraction.organizations if b.id == part.agent)
    assert (body.kind, body.reference, part.side) == ("field-operation", "structure/serbia", None)
    assert [(place.name, place.kind) for place in report.extraction.places] == [("Hotel Neptun", "venue")]


@pytest.mark.parametrize("name", ["Rome", "five experts", "Erik Stahl", "on", "Mission", ""])
def test_a_place_that_is_none_or_not_in_the_sentences_is_left_out(name: str) -> None:
    report = read(event("conference", MET, places=[{"name": name, "kind": "state"}]))
    assert report.extraction.places == ()
    assert "places that are not in the sentences of their event (1)" in told(report)


@pytest.mark.parametrize(
    ("quote", "date"),
    [(MET, "6 April"), (MET, "Baku"), (MET, "5 april"), ("Nobody came on 31 February.", "on 31 February")],
)
def test_a_date_that_cannot_be_read_in_the_sentences_is_left_out(quote: str, date: str) -> None:
    report = read(event("other", quote, date=date))
    assert only(report).time is None
    assert told(report) == "dates that cannot be read in the sentences of their event (1)"


def test_what_lies_ahead_of_the_document_is_planned_whatever_the_answer_says() -> None:
    report = read_with(BODY, PEOPLE, [event("other", MET, date="5 April")], date=dt.date(2004, 3, 1))
    assert only(report).status == "planned"


def test_subjects_are_words_of_the_text_and_topics_follow_from_them() -> None:
    report = read(
        event(
            "meeting",
            MET,
            "He spoke of police reform.",
            participants=[STAHL, KOVAC],
            subjects=["police  reform", "the war"],
        )
    )
    assert only(report).subjects == ("police reform",)
    assert "policing" in only(report).topics
    assert told(report) == "subjects that are not in the sentences of their event (1)"


def test_events_are_numbered_in_the_order_of_the_text_and_keep_what_encloses_them() -> None:
    late = event("other", "Nobody came on 31 February.", id="x", part_of="y")
    early = event("conference", MET, id="y", part_of="z")
    report = read(late, early)
    assert [(found.id, found.kind, found.part_of) for found in report.extraction.events] == [
        ("e1", "conference", None),
        ("e2", "other", "e1"),
    ]
    assert told(report) == "enclosing events that there are not (1)"


def test_no_event_is_a_part_of_itself_not_even_around_a_corner() -> None:
    first = event("conference", MET, id="x", part_of="y")
    second = event("other", "Nobody came on 31 February.", id="y", part_of="x")
    itself = event("other", "He spoke of police reform.", id="z", part_of="z")
    report = read(first, second, itself)
    assert [found.part_of for found in report.extraction.events] == ["e3", None, None]
    assert told(report) == "enclosing events that there are not (2)"


def test_what_only_an_event_that_is_left_out_had_is_left_out_too() -> None:
    group = participant("five experts from Norway", "attendee", "group", "a")
    report = read(event("meeting", MET, participants=[group], places=[{"name": "Baku", "kind": "city"}]))
    assert (report.extraction.groups, report.extraction.places) == ((), ())


def test_events_of_one_id_do_not_get_each_others_enclosing_event() -> None:
    outer = event("conference", MET, id="o")
    inner = event("other", "He spoke of police reform.", id="x", part_of="o")
    other = event("other", "Nobody came on 31 February.", id="x")
    assert [found.part_of for found in read(outer, inner, other).extraction.events] == [None, "e1", None]
