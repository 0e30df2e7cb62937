"""Documents put together by hypothesis: paragraphs that have nothing to do with each other, and site menus.

Each paragraph has people of its own; nothing in it points to another paragraph. Names come in shapes: a plain
one, one with a hyphen, with particles, with marks, with an apostrophe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

PARAGRAPHS = [
    "Foreign Minister {p} of {state} met Prime Minister {q} of {other} in {city} on {day} April. "
    "Mr. {p_last} thanked Mr. {q_last}.",
    "{p}, the Head of the OSCE Mission to Moldova, was received by President {q} of {state} on {day} April.",
    "Ambassador {p} of {state} will visit {city} on {day} May, accompanied by {q}, the Mayor of Osijek.",
    "On {day} April, Mr. {p} held talks with the Speaker of the Parliament of {state}, {q}. "
    "Mr. {p_last} also met {r}, the Mayor of {city}.",
    "The meeting between Ambassador {p} and Ambassador {q} in {city} was cancelled.",
    "Mayor {p} of {city} telephoned President {q} of {state} on {day} April.",
    "{p} (Norway), {q} (France) and {r} (Latvia) met in {city} on {day} April.",
    "The OSCE organized a seminar on borders in {city} on {day} April.",
    "President {p} of {state} received Ambassador {q} of {other} and Ambassador {r} of Malta on {day} April.",
    '"We need more time and we need patience," Minister {p} of {state} said on {day} April in {city}.',
    "{p}, the Minister of Justice of {state}, arrived in {city} on {day} April. "
    "He met {q}, the Director of the Law Institute, and visited a prison.",
    "A delegation led by Senator {p} visited {city} on {day} April. The delegation met Governor {q}.",
    "At a press conference in {city} on {day} April, Minister {p} of {state} presented a report on mines.",
    "{p} of {state} and {q} of {other}, the Co-Chairs of the working group, went to {city} on {day} April. "
    "They met {r}, the Ombudsman.",
    "The Secretary of State of {state}, {p}, briefed Ambassador {q} of {other} in {city} on {day} April. "
    "The Secretary of State then spoke with {r}, a judge.",
    "It rained all day.",
]

GIVEN_NAMES = "Karl Ivan Olaf Petr Jens Hugo Nils Rolf Erik Arne Igor Jose Marc Piet Anton Boris".split()  # noqa: SIM905
SHAPES = {
    "plain": ["Berge", "Novak", "Lunde", "Moser", "Kovac", "Weber", "Dahle", "Stahl", "Petit", "Sommer"],
    "hyphen": ["Falk-Holm", "Vogel-Lind", "Ritter-Graf", "Braun-Kern", "Haas-Bach", "Jung-Dorn"],
    "particles": ["van der Meer", "van der Laan", "van den Bos", "de la Torre", "de la Cruz", "von der Ahe"],
    "marks": ["Kovačević", "Đukanović", "Jørgensen", "Čavušoğlu", "Šimonović", "Müllerová"],
    "apostrophe": ["O'Brien", "O'Hara", "D'Alema", "O'Connor", "D'Amato", "O'Leary"],
}
"""Last names by shape; none has a word that is a town, and none is a part of another."""

STATES = ["Norway", "Croatia", "Finland", "Portugal", "Ireland", "Latvia", "Malta", "Slovenia"]
CITIES = ["Baku", "Zagreb", "Tirana", "Almaty", "Chisinau", "Yerevan", "Rome", "Vienna"]
SLOTS = ("p", "q", "r")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as a template, and what fills it.

    Attributes:
        template: one of ``PARAGRAPHS``.
        names: (given name, last name) for each of ``SLOTS``.
        circumstances: ``state``, ``other``, ``city`` and ``day``.
    """

    template: str
    names: tuple[tuple[str, str], ...]
    circumstances: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        people = dict(zip(SLOTS, (" ".join(name) for name in self.names), strict=True))
        lasts = {f"{slot}_last": last for slot, (_, last) in zip(SLOTS, self.names, strict=True)}
        return self.template.format(**people, **lasts, **dict(self.circumstances))


@st.composite
def paragraphs(draw: st.DrawFn, least: int = 1, most: int = 5) -> list[Paragraph]:
    """Draw paragraphs in which nobody and no first name occurs twice, each with another template."""
    templates = draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=least, max_size=most, unique=True))
    given = draw(st.permutations(GIVEN_NAMES))
    lasts = draw(st.permutations([name for names in SHAPES.values() for name in names]))
    found = []
    for number, template in enumerate(templates):
        first = number * len(SLOTS)
        names = tuple(zip(given[first : first + len(SLOTS)], lasts[first:], strict=False))
        state, other = draw(st.lists(st.sampled_from(STATES), min_size=2, max_size=2, unique=True))
        city, day = draw(st.sampled_from(CITIES)), str(draw(st.integers(1, 30)))
        circumstances = {"state": state, "other": other, "city": city, "day": day}
        found.append(Paragraph(template, names, tuple(circumstances.items())))
    return found


@st.composite
def renamed(draw: st.DrawFn, originals: Sequence[Paragraph]) -> list[Paragraph]:
    """Draw the same paragraphs with all names replaced by others of their shapes."""
    taken = {last for paragraph in originals for _, last in paragraph.names}
    given = draw(st.permutations(GIVEN_NAMES))
    shuffled = {shape: draw(st.permutations(names)) for shape, names in SHAPES.items()}
    free = {shape: [name for name in names if name not in taken] for shape, names in shuffled.items()}
    found = []
    for paragraph in originals:
        names = []
        for _, last in paragraph.names:
            shape = next(shape for shape, names_ in SHAPES.items() if last in names_)
            names.append((given.pop(), free[shape].pop() if free[shape] else last))
        found.append(Paragraph(paragraph.template, tuple(names), paragraph.circumstances))
    return found


MENU_LABELS = [
    "Our work",
    "Elections",
    "Projects",
    "Countries",
    "All",
    "Albania",
    "Kazakhstan",
    "Georgia",
    "Who we are",
    "Secretary General",
    "Chairperson-in-Office",
    "Parliamentary Assembly",
    "Press releases",
    "Where we are",
    "What we do",
    "Employment",
    "Procurement",
    "Publications",
    "Meetings",
    "Visits",
    "Field operations",
]
SURE_LABELS = ["About us", "Search", "Contact", "Sitemap", "Field operations"]


@st.composite
def menus(draw: st.DrawFn) -> str:
    """Draw the menu of a site: labels on lines of their own, at least four that only menus have."""
    labels = draw(st.lists(st.sampled_from(MENU_LABELS), min_size=1, max_size=14, unique=True))
    sure = draw(st.permutations(SURE_LABELS))[:4]
    order = draw(st.permutations([*dict.fromkeys([*labels, *sure])]))
    return "".join(f"- {label}\n" for label in order) + "\n"
