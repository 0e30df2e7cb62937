"""Reading the parameters of the SPARQL 1.1 Protocol, strictly: what is doubtful is refused, not guessed."""

from __future__ import annotations

from collections import defaultdict
from typing import Final
from urllib.parse import parse_qsl

from osce_kg.errors import UsageError

_MAXIMUM_FIELDS: Final = 1000


def read_fields(encoded: bytes) -> defaultdict[str, list[str]]:
    """Read a query string, or the body of a form: name to values, in their order.

    Raises:
        UsageError: it is not percent-encoded UTF-8, or has too many parameters.
    """
    fields: defaultdict[str, list[str]] = defaultdict(list)
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MAXIMUM_FIELDS
        )
    except UnicodeDecodeError as error:
        raise UsageError("The parameters are not UTF-8, percent-encoded.") from error
    except ValueError as error:
        raise UsageError(f"The request has more than {_MAXIMUM_FIELDS} parameters.") from error
    for name, value in pairs:
        fields[name].append(value)
    return fields


def decode_text(body: bytes, what: str = "query") -> str:
    """Return a body as text.

    Args:
        what: what it is, for the words of an error.

    Raises:
        UsageError: it is not UTF-8.
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"The {what} is not UTF-8 at byte {error.start}.") from error
