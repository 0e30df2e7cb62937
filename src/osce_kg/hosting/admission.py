"""Who may write: whoever has the token, and no page in a browser."""

from __future__ import annotations

import hmac
import os
import re
import stat
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError, MissingInputError
from osce_kg.hosting.intake import RefusedRequestError, Scope

_TOKEN: Final = re.compile(rb"[A-Za-z0-9\-._~+/]{32,512}=*")
_SCHEME: Final = b"bearer "
_OWN_SITES: Final = frozenset({b"same-origin", b"none"})


def read_token(file: Path) -> bytes:
    """Return the token in a file.

    Raises:
        MissingInputError: there is no such file.
        InputError: others than the owner may read it, it is another user's, or what it holds is no token.
    """
    try:
        with file.open("rb") as opened:
            state = os.fstat(opened.fileno())
            token = opened.read(1024).strip()
    except FileNotFoundError as error:
        raise MissingInputError("there is no token file", source=str(file)) from error
    except OSError as error:
        raise InputError(f"the token cannot be read: {error.strerror}", source=str(file)) from error
    if state.st_uid != os.geteuid() or stat.S_IMODE(state.st_mode) & 0o077:
        raise InputError("only the user who serves may own and read the token (chmod 600)", source=str(file))
    if not _TOKEN.fullmatch(token):
        raise InputError(
            "a token has 32 to 512 letters, digits or -._~+/ (openssl rand -hex 32 makes one)",
            source=str(file),
        )
    return token


def admit(scope: Scope, token: bytes) -> None:
    """Let a request pass that has the token and comes from no page in a browser.

    Raises:
        RefusedRequestError: 403 or 401.
    """
    headers = scope["headers"]
    sites = {value for name, value in headers if name == b"sec-fetch-site"}
    # No page is served here, so whatever has an origin is a page of somebody else's.
    if sites - _OWN_SITES or any(name == b"origin" for name, _ in headers):
        raise RefusedRequestError(403, "Requests of pages of other sites are not taken here.")
    given = [value for name, value in headers if name == b"authorization"]
    # One sentence for all faults: it is not said which part was wrong.
    if len(given) != 1 or not _is_right(given[0], token):
        raise RefusedRequestError(401, "A token is needed here.")


def _is_right(given: bytes, token: bytes) -> bool:
    has_scheme = given[: len(_SCHEME)].lower() == _SCHEME
    return hmac.compare_digest(given[len(_SCHEME) :].strip(), token) and has_scheme
