"""Documents in the layouts of the sample documents, each telling one story in words of our own."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from html import escape
from typing import Final

from benchmarks.corpus.story import Story
from osce_kg.reference import load_reference

_SUBJECTS: Final = (
    "the reform of the police",
    "the new election law",
    "border management",
    "the protection of journalists",
    "the management of water",
    "the fight against trafficking in human beings",
    "the education of national minorities",
    "the reform of the judiciary",
)
_CIRCUMSTANCES: Final = (
    "A new register of voters should be ready before the end of the year.",
    "Rain had damaged a part of the road, so that deliveries of food and medicine had to wait for days.",
    "Several of the recommendations of the previous report have been followed, others have not.",
    "It is not enough to change the law; courts and prosecutors need time to learn how to use it.",
    "Prices rose by 4.5 per cent over the winter, and most households have spent their savings.",
    "The rules on how water is shared between the villages were written many years ago.",
    "Representatives of civil society asked for more transparency in public procurement.",
    "The training for officers of the border service will be repeated in the autumn.",
    "Free legal advice is offered to people who have lost their documents.",
    "The OSCE has supported the project since 2001 together with other international organizations.",
)
_MENU: Final = (
    "Arms control",
    "Border management",
    "Combating trafficking in human beings",
    "Conflict prevention and resolution",
    "Countering terrorism",
    "Democratization",
    "Economic activities",
    "Education",
    "Elections",
    "Environmental activities",
    "Gender equality",
    "Good governance",
    "Human rights",
    "Media freedom and development",
    "Migration",
    "National minority issues",
    "Policing",
    "Roma and Sinti",
    "Rule of law",
    "Tolerance and non-discrimination",
    "Youth",
)


def press_release(story: Story) -> str:
    """Return the plain form: title, dateline, paragraphs."""
    return f"{_title(story)}\n\n{_dateline(story)}{_paragraphs(story)}\n"


def captured_page(story: Story) -> str:
    """Return the text of a page: the site's menu in front, its fields, the body printed twice."""
    menu = "\n".join(["-", "Our work", "-", "Fields of work", *(f"- {label}" for label in _MENU), "-"])
    countries = "\n".join(["Countries", "- All", *(f"- {state}" for state in _states())])
    body = _paragraphs(story)
    fields = f"Press release\n{_title(story)}\n- Date:\n- Place:\n- {story.city.upper()}\n- Source:\n- OSCE"
    return f"{menu}\n{countries}\n{fields}\n{_dateline(story)}{body}\n{body}\n"


def web_page(story: Story) -> str:
    """Return an HTML page: menu in ``nav``, the body, a block for printing with the body again, a footer."""
    menu = "".join(f"<li><a href='#'>{escape(label)}</a></li>" for label in _MENU)
    paragraphs = _paragraphs(story).split("\n\n")
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    title = escape(_title(story))
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{title} | OSCE</title></head>\n"
        f"<body><header><nav><ul>{menu}</ul></nav></header>\n<main><article><h1>{title}</h1>\n"
        f"<p>{escape(_dateline(story) + paragraphs[0])}</p>\n{body.partition(chr(10))[2]}"
        f"<div class='print-version' aria-hidden='true'>\n{body}</div></article></main>\n"
        "<footer><ul><li>Privacy</li><li>Accessibility</li></ul></footer></body></html>\n"
    )


def news_item(story: Story) -> str:
    """Return a title, the day on a line of its own, and a text without a dateline."""
    return f"{_title(story)}\n\n{_day(story)}\n\n{_paragraphs(story)}\n"


def activity_report(story: Story) -> str:
    """Return a report in sections; each meeting has its day beside it."""
    chance = random.Random(story.number)
    sections = [f"Report on activities in {story.state}, {story.day:%B %Y}"]
    for section, host in zip(("POLITICAL DIMENSION", "HUMAN DIMENSION") * 2, story.hosts, strict=False):
        subject = chance.choice(_SUBJECTS)
        sections += [
            section,
            f"Talks on {subject.removeprefix('the ')}",
            f"On {_day(story)} {story.visitor.name}, {story.visitor.post}, met {host.name}, {host.post}, "
            f"in {story.city} to discuss {subject}. {' '.join(chance.sample(_CIRCUMSTANCES, 3))}",
            " ".join(chance.sample(_CIRCUMSTANCES, 3)),
        ]
    return "\n\n".join(sections) + "\n"


LAYOUTS: Final[tuple[tuple[str, Callable[[Story], str]], ...]] = (
    ("press-release.txt", press_release),
    ("captured-page.txt", captured_page),
    ("web-page.html", web_page),
    ("news-item.txt", news_item),
    ("activity-report.txt", activity_report),
)
"""The end of a file's name, and what writes the file."""


@cache
def _states() -> tuple[str, ...]:
    states = (state.name for state in load_reference().states if state.status == "participating")
    return tuple(sorted(states))


def _title(story: Story) -> str:
    return f"{story.visitor.family} in {story.city}, visit number {story.number + 1}"


def _dateline(story: Story) -> str:
    return f"{story.city.upper()}, {_day(story)} - "


def _day(story: Story) -> str:
    return f"{story.day.day} {story.day:%B %Y}"


def _paragraphs(story: Story) -> str:
    chance = random.Random(story.number)
    visitor, (first, *others) = story.visitor, story.hosts
    subjects = chance.sample(_SUBJECTS, 4)
    lead = (
        f"{visitor.name}, {visitor.post}, met {first.name}, {first.post}, in {story.city} "
        f"on {_day(story)} to discuss {subjects[0]}."
    )
    paragraphs = [f"{lead} {' '.join(chance.sample(_CIRCUMSTANCES, 2))}"]
    for subject, host in zip(subjects[1:], others, strict=False):
        told = (
            f"On the same day {visitor.form} also met {host.name}, {host.post}. "
            f"{host.form} and {visitor.form} talked about {subject}."
        )
        paragraphs.append(f"{told} {' '.join(chance.sample(_CIRCUMSTANCES, 3))}")
    paragraphs.append(" ".join(chance.sample(_CIRCUMSTANCES, 5)))
    return "\n\n".join(paragraphs)
