"""A patch applied to the one side gives the other, whatever the two sides are, and back again."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.publishing.difference import Fate, compare

IRIS = st.sampled_from([ox.NamedNode(f"https://example.org/{name}") for name in ("a", "b", "a!", "a/b", "é")])
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="en")),
    TEXTS.map(lambda text: ox.Literal(text, datatype=ox.NamedNode("https://example.org/type"))),
)
QUADS = st.sets(st.builds(ox.Quad, IRIS, IRIS, st.one_of(IRIS, LITERALS), IRIS), max_size=12)


def untidy(quad: ox.Quad, chance: random.Random) -> str:
    """Write a quad as N-Quads allow it, but seldom as they prefer it."""
    space = chance.choice([" ", "  ", "\t"])
    line = f"{quad} .\n".replace("> <", f">{space}<")
    return "# comment\n\n" + line if chance.random() < 0.3 else line


@settings(max_examples=150, deadline=None)
@given(QUADS, QUADS, st.randoms(use_true_random=False))
def test_what_was_before_and_the_difference_make_what_is_after(
    before: set[ox.Quad], after: set[ox.Quad], chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, quads in (("before.nq", before), ("after.nq", after)):
            lines = [untidy(quad, chance) for quad in sorted(quads, key=str)]
            chance.shuffle(lines)
            (folder / file).write_text("".join(lines), encoding="utf-8", newline="\n")
        difference = compare(folder / "before.nq", folder / "after.nq", folder)
        removed, added = set(), set()
        for change in difference.changes():
            (added if change.fate is Fate.ADDED else removed).add(change.line)
        parsed = [set(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS)) for lines in (removed, added)]
    assert (before - parsed[0]) | parsed[1] == after
    assert (after - parsed[1]) | parsed[0] == before
    assert parsed[0] == before - after
    assert difference.summary.kept == len(before & after)
