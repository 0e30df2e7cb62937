"""Long lists of what points to a thing, cut into pages that follow one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Request, Response, abort, url_for
from rdflib.term import URIRef
from werkzeug.exceptions import BadRequest

PAGE_SIZE: Final = 100
"""Incoming links on a page."""

_MAXIMUM: Final = 10**9


@dataclass(frozen=True, slots=True)
class Listed:
    """The links of one property: how many there are, on which page they begin, and those of this page."""

    predicate: URIRef
    total: int
    first_page: int
    subjects: Sequence[URIRef]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of incoming links.

    Attributes:
        number: from 1.
        count: pages in all; at least 1.
        properties: every property, also those that have no links on this page.
    """

    number: int
    count: int
    properties: tuple[Listed, ...]


def cut_page(links: Mapping[URIRef, Sequence[URIRef]], order: Iterable[URIRef], number: int) -> Page:
    """Return one page of links; those of one property follow those of another in the order given.

    The cost is that of the page, however many links there are.
    """
    start, position = (number - 1) * PAGE_SIZE, 0
    listed: list[Listed] = []
    for predicate in order:
        subjects = links[predicate]
        first = max(start - position, 0)
        last = max(start + PAGE_SIZE - position, 0)
        listed.append(Listed(predicate, len(subjects), position // PAGE_SIZE + 1, subjects[first:last]))
        position += len(subjects)
    return Page(number, max(1, -(-position // PAGE_SIZE)), tuple(listed))


def requested_page(request: Request) -> int:
    """Return the number of the page that is asked for.

    Raises:
        BadRequest: it is no number of a page.
    """
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:10]) <= _MAXIMUM:
        raise BadRequest("The page must be a number from 1.")
    return int(text)


def require_page(number: int, count: int) -> None:
    """Answer "not found" for a page beyond the last one."""
    if number > count:
        abort(404, f"There are {count} pages.")


def link_pages(response: Response, request: Request, number: int, count: int) -> Response:
    """Say in the ``Link`` header where the pages before and after this one are."""
    pages = {"first": 1, "prev": number - 1, "next": number + 1, "last": count}
    for relation, page in pages.items():
        if count > 1 and 1 <= page <= count:
            response.headers.add("Link", f'<{page_address(request, page)}>; rel="{relation}"')
    return response


def page_address(request: Request, page: int) -> str:
    """Return the address of another page of what is asked for: never of another host, whoever asks."""
    arguments = dict(request.view_args or {})
    if page > 1:
        arguments["page"] = page
    return url_for(request.endpoint or "", **arguments)


def following(request: Request, number: int, count: int) -> Iterator[tuple[str, str]]:
    """Give the pages before and after this one, for readers: relation and address."""
    if number > 1:
        yield "prev", page_address(request, number - 1)
    if number < count:
        yield "next", page_address(request, number + 1)
