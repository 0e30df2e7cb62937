from __future__ import annotations

import pytest

from osce_kg.printable import on_one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Žižek, 李", "Žižek, 李"),
        ("a\nb\r\t", r"a\nb\r\t"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("abc\u202edef", r"abc\u202edef"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\udcff.txt", "\udcff.txt"),
    ],
)
def test_what_breaks_turns_or_hides_a_line_is_escaped_and_nothing_else(text: str, shown: str) -> None:
    assert on_one_line(text) == shown
