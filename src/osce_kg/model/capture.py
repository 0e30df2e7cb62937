"""What acquisition keeps of a page, and what the documents stage reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether a page has changed (RFC 9110, section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as a server sent it at one time.

    Attributes:
        asked: address that was asked for, in its normal form.
        url: address that answered, after redirects.
        document: the one address of the document that the page is a form of.
        role: ``page``, or ``listing`` or ``sitemap``, which name pages and are no documents.
        time: when the answer came, UTC, in whole microseconds.
        media_type: what the server says it is, without parameters; empty if it does not say.
        charset: the encoding that the server declares.
        sha256: hex digest of the content, content coding undone.
        validators: for asking again.
    """

    asked: str
    url: str
    document: str
    role: str
    time: dt.datetime
    media_type: str
    charset: str | None
    sha256: str
    validators: Validators = Validators()
