"""Long lists cut into pages that follow one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from flask import Request, Response, abort, url_for
from werkzeug.exceptions import BadRequest

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")

_MAXIMUM: Final = 10**9


@dataclass(frozen=True, slots=True)
class Listed(Generic[_Key, _Item]):
    """One list: how many items it has, on which page they begin, and those of this page from an offset on."""

    key: _Key
    total: int
    first_page: int
    offset: int
    items: Sequence[_Item]


@dataclass(frozen=True, slots=True)
class Page(Generic[_Key, _Item]):
    """One page of several lists, the items of one after those of another.

    Attributes:
        number: from 1.
        count: pages in all; at least 1.
        lists: every list, also those that have no items on this page.
    """

    number: int
    count: int
    lists: tuple[Listed[_Key, _Item], ...]


def cut_page(lists: Iterable[tuple[_Key, Sequence[_Item]]], number: int, size: int) -> Page[_Key, _Item]:
    """Return one page of so many items; the cost is that of the page, however long the lists are."""
    start, position = (number - 1) * size, 0
    listed: list[Listed[_Key, _Item]] = []
    for key, items in lists:
        first, last = max(start - position, 0), max(start + size - position, 0)
        listed.append(Listed(key, len(items), position // size + 1, first, items[first:last]))
        position += len(items)
    return Page(number, max(1, -(-position // size)), tuple(listed))


def requested_page(request: Request, name: str = "page") -> int:
    """Return the number of the page that is asked for.

    Args:
        name: parameter that has it.

    Raises:
        BadRequest: it is no number of a page.
    """
    text = request.args.get(name, "1")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:10]) <= _MAXIMUM:
        raise BadRequest(f"The {name} must be a number from 1.")
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


def view_address(request: Request, view: str, page: int) -> str:
    """Return the address of this page with another page of one of its views; the others stay."""
    arguments = request.args.to_dict() | dict(request.view_args or {})
    arguments.pop(view, None)
    if page > 1:
        arguments[view] = page
    return url_for(request.endpoint or "", **arguments, _anchor=view)


def following(request: Request, number: int, count: int) -> Iterator[tuple[str, str]]:
    """Give the pages before and after this one, for readers: relation and address."""
    if number > 1:
        yield "prev", page_address(request, number - 1)
    if number < count:
        yield "next", page_address(request, number + 1)
