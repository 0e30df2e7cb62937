"""Records of the model become JSON and come back as they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osce_kg.json_records import decode_record, encode_record
from osce_kg.model.document import Dateline, Document, Section
from osce_kg.model.extraction import EventTime, Extraction, LocalEvent, LocalPerson, LocalPlace
from press_release import press_release, rules

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", [Dateline, EventTime, LocalEvent, LocalPerson, LocalPlace, Section])
def test_every_record_comes_back_as_it_was(kind: type) -> None:
    @given(st.from_type(kind))
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def comes_back(record: object) -> None:
        assert decode_record(kind, encode_record(record)) == record

    comes_back()


def test_what_the_rules_find_comes_back_with_every_type() -> None:
    found = rules().extract(press_release("Anna Berg met Mayor Karl Holm in Baku on 5 May 2004.", date=None))
    back = decode_record(Extraction, encode_record(found))
    assert back == found
    assert repr(back) == repr(found)  # 1 and 1.0 and True are equal, but not the same


def test_half_a_surrogate_pair_in_a_text_does_no_harm() -> None:
    document = replace(press_release("It rained."), text="half of a pair: \ud800")
    assert encode_record(document).isascii()
    assert decode_record(Document, encode_record(document)) == document


def test_equal_records_have_the_same_text_and_it_is_one_line() -> None:
    one, other = press_release("It rained.\nIt rained."), press_release("It rained.\nIt rained.")
    assert encode_record(one) == encode_record(other)
    assert "\n" not in encode_record(one)


def test_a_text_of_another_kind_is_refused() -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        decode_record(Extraction, encode_record(press_release("It rained.")))


def test_a_type_without_an_agreed_form_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        at: dict[str, dt.date]

    with pytest.raises(TypeError, match="no form in JSON"):
        decode_record(Odd, "{}")
