"""Site menus and footers: rows of short labels around the document, from which nothing may be extracted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from osce_kg.documents.blocks import Block, Role
from osce_kg.documents.dates import DAY_PATTERN
from osce_kg.documents.headers import is_header_line
from osce_kg.model.text import Span

_LABELS = """
    home | start | menu | main menu | search | skip links | skip to content | skip to main content |
    skip to navigation | jump to navigation | back | back to top | top | site map | sitemap | our work |
    what we do | who we are | where we are | about | about us | about the osce | contact | contacts |
    contact us | fields of work | topics | field operations | projects | meetings and conferences |
    meetings | partnerships | countries | participating states | partners | structures and institutions
    | institutions | organizational structure | resources | documents | document library | publications
    | multimedia | videos | photos | media | media centre | press | press centre | press releases | news
    | news and media | newsroom | newsletter | events | upcoming events | calendar | employment | jobs |
    vacancies | careers | procurement | tenders | faq | faqs | help | links | login | log in | sign in |
    sign up | register | subscribe | unsubscribe | rss | follow us | follow us on | stay connected |
    share | print | print this page | email | send to a friend | facebook | twitter | youtube | linkedin
    | instagram | flickr | vimeo | telegram | languages | english | français | deutsch | español |
    italiano | русский | terms of use | terms and conditions | disclaimer | legal notice | privacy |
    privacy policy | privacy notice | cookie policy | cookies | accessibility | imprint | copyright |
    all | more | read more | next | previous | webmail | intranet
"""
_NAVIGATION = frozenset(label.strip() for label in _LABELS.split("|"))
_FURNITURE = re.compile(
    r"(?:©|\(c\)|copyright\b).{0,80}|all rights reserved\.?|(?:read|learn|see) more|back to top"
    r"|print(?: this page)?|share(?: this(?: page| article)?)?(?: on .{1,40})?"
    r"|(?:filter(?:ed)? by|sort(?:ed)? by|content type|where we are|what we do)\s*:.{0,120}"
    r"|results \d+ ?[-–] ?\d+ of \d+|(?:« )?(?:first )?(?:‹ )?previous (?:\d+ )+next.{0,20}"
    r"|(?:this|our) (?:web)?site (?:uses|makes use of) cookies.{0,220}"
    r"|(?:by (?:continuing to use|using|browsing) this (?:web)?site, )?(?:you|we)\b.{0,40}\bcookies\b.{0,220}"
    r"|(?:accept|allow|reject|decline|manage|necessary|only necessary|strictly necessary)(?: all)?"
    r"(?: cookies| preferences| settings)|cookie (?:settings|preferences|notice|consent)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:(?:media|press) )?contacts?(?: information)?:?"
    r"|for (?:further|more) information,?(?: please)? contact:?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;:,]$")
_DATED = re.compile(DAY_PATTERN)
_DIGIT = re.compile(r"\d")
_LONGEST_LABEL = 110
_SHORTEST_MENU = 5
_FEWEST_KNOWN = 3
_LONGEST_CONTACT = 16


def find_menus(text: str, blocks: Sequence[Block]) -> list[range]:
    """Return the index ranges of blocks that are site menus, footers and contact details, in order."""
    contents = [_content(text, block) for block in blocks]
    found: list[range] = []
    start = 0
    for index in range(len(blocks) + 1):
        if index == len(blocks) or not _is_label(contents[index]):
            if menu := _menu_within(contents, blocks, range(start, index)):
                found.append(menu)
            start = index + 1
    if contact := _contact_details(contents):
        found = [menu for menu in found if menu.start < contact.start]
        found.append(contact)
    taken = {index for menu in found for index in menu}
    for index, content in enumerate(contents):
        if index not in taken and _FURNITURE.fullmatch(content):
            found.append(range(index, index + 1))
    return sorted(found, key=lambda menu: menu.start)


def covered_span(blocks: Sequence[Block], menu: range) -> Span:
    """Return the span from the first to the last block of a menu."""
    return Span(blocks[menu.start].span.start, blocks[menu.stop - 1].span.end)


def _content(text: str, block: Block) -> str:
    """Return the text of a block, cut where it is longer than any label."""
    return text[block.span.start : min(block.span.end, block.span.start + 2 * _LONGEST_LABEL)]


def _is_label(content: str) -> bool:
    return (
        len(content) <= _LONGEST_LABEL
        and not _SENTENCE_END.search(content)
        and not (_DIGIT.search(content) and _DATED.search(content))
        and (_is_known(content) or not is_header_line(content))
    )


def _is_known(label: str) -> bool:
    return label.casefold() in _NAVIGATION


def _menu_within(contents: Sequence[str], blocks: Sequence[Block], row: range) -> range | None:
    """Return the part of a row of labels that is a menu: it names at least three things that only sites have.

    The row may go on after the menu with the kind of page and the title; these follow the last item.
    """
    if len(row) < _SHORTEST_MENU:
        return None
    marks = [index for index in row if blocks[index].role is Role.ITEM or _is_known(contents[index])]
    known = [index for index in marks if _is_known(contents[index])]
    if len(known) < _FEWEST_KNOWN:
        return None
    end = marks[-1] + 1
    if end == row.stop == len(blocks):
        return range(marks[0], end)
    while end - 1 > known[0] and is_header_line(contents[end - 1]) and blocks[end - 1].role is Role.TEXT:
        end -= 1
    return range(marks[0], end)


def _contact_details(contents: Sequence[str]) -> range | None:
    """Return the closing "Contacts" with the names, addresses and numbers under it."""
    for index in range(max(0, len(contents) - _LONGEST_CONTACT), len(contents)):
        if _CONTACT.fullmatch(contents[index]):
            rest = contents[index + 1 :]
            if all(len(line) <= _LONGEST_LABEL and not line.endswith(".") for line in rest):
                return range(index, len(contents))
    return None
