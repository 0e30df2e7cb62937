"""Which group "the Ambassadors" points back to."""

from __future__ import annotations

from osce_kg.extraction.agents import Agent
from osce_kg.extraction.group_mentions import GroupMentions
from osce_kg.extraction.groups import read_group
from press_release import analysed


def group(text: str, section: int = 0) -> Agent:
    (sentence,) = analysed(text)
    sentence.section = section
    found = read_group(sentence, 0)
    assert found is not None
    return found


def test_a_short_definite_mention_points_to_the_first_group_that_is_described() -> None:
    described, later = group("Five farmers from Latvia met."), group("The six farmers from Malta met.")
    known = GroupMentions({0: [described], 1: [later]})
    assert known.first(group("The farmers met.")) is described


def test_without_a_description_it_points_to_the_last_group_of_that_name() -> None:
    known = GroupMentions({})
    before = [group("Local farmers met."), group("Some farmers met.")]
    assert [known.first(one) for one in before] == before
    assert known.first(group("The farmers met.")) is before[1]


def test_it_points_to_no_other_section_and_to_no_other_word() -> None:
    known = GroupMentions({0: [group("Five farmers from Latvia met.")]})
    for own in (group("The farmers met.", section=1), group("The students met."), group("Farmers met.")):
        assert known.first(own) is own
