from __future__ import annotations

import codecs
import contextlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.documents.decoding import clean_text, decode_bytes, describe_damage
from osce_kg.errors import InputError

SENTENCE = "Türkiye’s Minister met Ján Kubiš – in Köln."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_byte_order_mark(encoding: str) -> None:
    decoded = decode_bytes(SENTENCE.encode(encoding))
    assert decoded.text == SENTENCE
    assert decoded.warnings == ()


def test_western_bytes_are_read_as_windows_1252_with_a_warning() -> None:
    decoded = decode_bytes(SENTENCE.encode("cp1252"))
    assert decoded.text == SENTENCE
    assert "windows-1252" in decoded.warnings[0]


def test_russian_bytes_are_read_as_windows_1251_with_a_warning() -> None:
    sentence = "Министр встретился с президентом в Алматы."
    decoded = decode_bytes(sentence.encode("cp1251"))
    assert decoded.text == sentence
    assert "windows-1251" in decoded.warnings[0]


def test_a_declared_encoding_goes_before_a_guess() -> None:
    assert decode_bytes("Kubiš, Łódź".encode("iso8859-2"), "ISO-8859-2").text == "Kubiš, Łódź"


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-7", "zlib", "no-such-encoding", "\x00"])
def test_a_declaration_that_cannot_help_is_ignored(declared: str) -> None:
    assert decode_bytes(SENTENCE.encode("cp1252"), declared).text == SENTENCE


def test_lines_of_two_encodings_in_one_file_are_both_read() -> None:
    assert decode_bytes("Türkiye\n".encode() + "Köln".encode("cp1252")).text == "Türkiye\nKöln"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\x1f\x8brest", "gzip"),
        (bytes(range(32)) * 20, "binary"),
        (b"\xff\xfe\x00\xd8a", "utf-16"),
        (b"caf\xe9 \x81", "neither UTF-8 nor"),
    ],
)
def test_what_is_not_text_is_refused_by_name(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        decode_bytes(raw)


def test_a_letter_and_its_accent_become_one_character() -> None:
    assert clean_text("Kubis\u030c") == "Kubiš"


def test_line_ends_are_unified_and_odd_spaces_are_spaces() -> None:
    assert clean_text("a\r\nb\rc\u2028d\x0ce\u00a0f\u202fg\th") == "a\nb\nc\nd\ne f g h"


def test_direction_marks_and_joiners_are_left_out_of_names() -> None:
    assert clean_text("Pa\u202es\u200bs\u2066y\ufeff") == "Passy"


def test_damage_done_before_is_reported_with_its_line() -> None:
    damage = describe_damage("one\nT\ufffdrkiye")
    assert damage is not None
    assert "line 2" in damage
    assert describe_damage("Türkiye") is None


@given(st.text(st.characters(codec=None), max_size=100))
def test_clean_text_can_always_be_written_and_holds_no_control_characters(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert "\ufffd" not in cleaned
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"} for c in cleaned)


@given(st.binary(max_size=300))
def test_decoding_bytes_either_refuses_them_or_makes_up_no_replacement_characters(raw: bytes) -> None:
    with contextlib.suppress(InputError):
        text = decode_bytes(raw).text
        is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        assert "\ufffd" not in text or "\ufffd".encode() in raw or is_wide
