"""The competency questions whose expected answers are descriptions, and questions about how much there is."""

from __future__ import annotations

from pathlib import Path

from answers import Ask, found

EXPERT = "(unnamed) Expert of the ODIHR"
DEPUTY_HEAD = "(unnamed) Deputy Head of the Election Section of the ODIHR"
AMBASSADORS = "Five Ambassadors to the OSCE from Belgium, Canada, Norway, Portugal, and Slovenia"


def test_the_passage_about_the_audience_is_found_twice(ask: Ask, seed_build: Path) -> None:
    rows = ask("CQ06")
    assert len(rows) == 2
    assert len({row["exact"] for row in rows}) == 1
    texts = [path.read_text(encoding="utf-8") for path in (seed_build / "documents").iterdir()]
    (text,) = (text for text in texts if rows[0]["exact"] in text)
    first, second = sorted((int(row["start"]), int(row["end"])) for row in rows)
    assert first[1] < second[0]
    assert text[slice(*first)] == text[slice(*second)] == rows[0]["exact"]


def test_nine_visitors_came_to_the_state_in_this_order(ask: Ask) -> None:
    rows = ask("CQ07")
    visitors = [
        row["represents"] if row["visitorName"] == AMBASSADORS else row["visitorName"] for row in rows
    ]
    assert visitors == [
        "Martti Ahtisaari",
        *("Belgium", "Canada", "Norway", "Portugal", "Slovenia"),
        EXPERT,
        "Stephan Minikes",
        DEPUTY_HEAD,
    ]


def test_visits_are_dated_as_exactly_as_the_report_dates_them(ask: Ask) -> None:
    bounds = ("startEarliest", "startLatest", "endEarliest", "endLatest")
    days = {
        row["visitorName"]: [row[bound].removeprefix("2004-05-") for bound in bounds] for row in ask("CQ07")
    }
    assert days == {
        "Martti Ahtisaari": ["13", "13", "14", "14"],
        AMBASSADORS: ["16", "16", "17", "17"],
        EXPERT: ["16", "16", "20", "20"],
        "Stephan Minikes": ["01", "26", "26", "31"],
        DEPUTY_HEAD: ["01", "31", "01", "31"],
    }


def test_the_field_operation_has_had_five_names(ask: Ask) -> None:
    rows = ask("CQ10")
    assert [row["name"] for row in rows] == [
        "OSCE Centre in Almaty",
        "OSCE Centre in Astana",
        "OSCE Programme Office in Astana",
        "OSCE Programme Office in Nur-Sultan",
        "OSCE Programme Office in Astana",
    ]
    assert rows[0]["from"].startswith("1998")
    assert rows[-1]["from"].startswith("2022")
    assert "until" not in rows[-1]
    assert {row["currentName"] for row in rows} == {"OSCE Programme Office in Astana"}


def test_three_visitors_discussed_the_election_law(ask: Ask) -> None:
    participants = [set(row["participants"].split("; ")) for row in ask("CQ14")]
    assert {"Solomon Passy", "Zagipa Baliyeva"} in participants
    assert {DEPUTY_HEAD, "Zagipa Baliyeva"} in participants
    assert {AMBASSADORS, "governmental officials"} <= set().union(
        *(agents for agents in participants if AMBASSADORS in agents)
    )
    visitors = set().union(*participants) & {
        "Solomon Passy",
        "Martti Ahtisaari",
        AMBASSADORS,
        DEPUTY_HEAD,
        EXPERT,
    }
    assert visitors == {"Solomon Passy", AMBASSADORS, DEPUTY_HEAD}


def test_a_round_table_and_the_meetings_about_the_election_law_concern_elections(ask: Ask) -> None:
    rows = ask("CQ15")
    assert {row["event"].partition(" met ")[0] for row in rows if " met " in row["event"]} == {
        "Solomon Passy",
        AMBASSADORS,
        DEPUTY_HEAD,
    }
    others = [row for row in rows if " met " not in row["event"]]
    assert [(row["format"], row["from"]) for row in others] == [("round table", "2004-05-25")]


def test_five_events_of_june_were_only_announced(ask: Ask) -> None:
    assert [(row["from"], row["until"]) for row in ask("CQ19")] == [
        ("2004-06-11", "2004-06-11"),
        ("2004-06-11", "2004-06-23"),
        ("2004-06-14", "2004-06-15"),
        ("2004-06-21", "2004-06-25"),
        ("2004-06-24", "2004-06-27"),
    ]


def test_one_group_of_unnamed_participants_has_a_size(ask: Ask) -> None:
    sized = {(row["group"], row["size"]) for row in ask("CQ22") if "size" in row}
    assert sized == {("six Kazakhstani law-enforcement officials", "6")}


def test_a_delegation_whose_states_are_known_is_not_known_by_description_alone(ask: Ask) -> None:
    groups = {row["group"] for row in ask("CQ22")}
    assert AMBASSADORS not in groups
    assert "governmental officials" in groups


def test_two_quotations_are_printed_twice_each(ask: Ask) -> None:
    rows = ask("CQ23")
    assert [row["printed"] for row in rows] == ["2", "2"]
    assert [row["words"].split()[:3] for row in rows] == [["We", "are", "following"], ["We", "hope", "that"]]
    assert rows[0]["meeting"].startswith("Solomon Passy met Zagipa Baliyeva")
    assert "meeting" not in rows[1]  # "in the meetings": the text does not say in which


def test_a_press_conference_and_a_meeting_took_place_in_astana(ask: Ask) -> None:
    rows = ask("CQ24")
    assert len(rows) == 2
    assert any("press-conference" in row["passages"] for row in rows)
    assert any("Ministry of Environmental Protection" in row["passages"] for row in rows)


def test_dates_are_uncertain_where_bounds_differ_or_are_unknown(ask: Ask, seed_build: Path) -> None:
    def known(bounds: str) -> set[tuple[str, ...]]:
        return found(seed_build, "?event", f"?event a okg:Event ; okg:attestedBy ?passage ; {bounds}")

    certain = known("okg:startEarliest ?start ; okg:startLatest ?start") & known(
        "okg:endEarliest ?end ; okg:endLatest ?end"
    )
    uncertain = {(row["event"],) for row in ask("CQ25")}
    assert uncertain
    assert certain
    assert uncertain == known("okg:status ?status") - certain


def test_statements_of_the_undated_report_are_those_of_its_graph(ask: Ask, seed_build: Path) -> None:
    counts = {row["class"]: int(row["number"]) for row in ask("CQ27")}
    assert set(counts) == {"event", "office holding", "participation", "use of a name"}
    report = "?document okg:genre <https://w3id.org/osce-kg/vocab/document-kind/activity-report>"
    for name, number in counts.items():
        of_report = found(
            seed_build,
            "?node",
            f"{report} . ?node okg:attestedBy/okg:passageOf ?document ; a/rdfs:label '{name}'@en",
        )
        assert len(of_report) == number


def test_officials_spoke_for_these_bodies(ask: Ask) -> None:
    assert {(row["official"], row["body"]) for row in ask("CQ28")} == {
        ("Kairat Abusaitov", "Ministry of Foreign Affairs of Kazakhstan"),
        ("Zagipa Baliyeva", "Central Election Commission of Kazakhstan"),
        ("Nurtay Abykaev", "Senate of Kazakhstan"),
        ("Nursultan Nazarbayev", "Kazakhstan"),
    }


def test_civil_society_sat_with_every_visitor_whom_the_documents_say_it_met(ask: Ask) -> None:
    assert {row["representative"] for row in ask("CQ29")} == {
        "Solomon Passy",
        "Martti Ahtisaari",
        AMBASSADORS,
        "Stephan Minikes",
        DEPUTY_HEAD,
        EXPERT,
    }


def test_both_documents_mention_a_candidacy_that_was_not_granted_for_its_year(ask: Ask) -> None:
    rows = ask("CQ30")
    assert len({row["document"] for row in rows}) == 2
    assert {row["granted"] for row in rows} == {"false"}
    assert {row["chairpersonship"] for row in rows} == {"Chairpersonship of Kazakhstan, 2010"}
