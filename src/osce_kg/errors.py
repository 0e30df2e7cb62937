"""The one exception tree of the package.

Every class carries the exit code of the command line and the status of the HTTP answer::

    OsceKgError            4  500   something of ours failed
    ├── UsageError         2  400   the request itself makes no sense
    │   ├── QueryError     2  400   a query that does not parse or asks for what is not allowed
    │   │   └── RefusedQueryError 2 403 a query that would write, or reach another host
    │   ├── OversizeError  2  413   more is asked for at once than one request may
    │   ├── RefusedWriteError 2 403 a write to what nobody may write to
    │   ├── MediaTypeError 2  415   what was sent is in no form that can be read
    │   └── FormatError    2  406   the answer cannot be given in the form asked for
    ├── InputError         3  422   a file, page or graph that cannot be read
    │   └── MissingInputError 3 404 an input that is not there
    ├── ExtractionError    4  500   the extractor failed on one document, but can go on with others
    └── MachineError       4  503   disk, memory, lock, a model or service that is not there
        ├── BusyError      4  409   another process is at what only one can be at
        ├── EndpointError  4  503   another endpoint that a query asks for has no answer for us
        └── LimitError     4  503   a deadline or a size cap was reached
            └── TooManyRequestsError 4 429 one client asks for more at once than its share
"""

from __future__ import annotations


class OsceKgError(Exception):
    """Root of all errors raised on purpose; ``str(error)`` is a sentence for the user."""

    exit_code = 4
    http_status = 500


class UsageError(OsceKgError):
    """The caller asked for something that makes no sense."""

    exit_code = 2
    http_status = 400


class QueryError(UsageError):
    """A query that does not parse, or that asks for what this service does not allow.

    Args:
        message: all of it, as a text of one or more lines.
        line, column: 1-based, in characters, where they are known.
        hint: what is likely wrong, without the place, if that is known.
    """

    def __init__(
        self, message: str, *, line: int | None = None, column: int | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.hint = hint


class RefusedQueryError(QueryError):
    """A query that would change the graph, or that would make this service call another host."""

    http_status = 403


class OversizeError(UsageError):
    """More is asked for at once than one request may; the message names the limit."""

    http_status = 413


class RefusedWriteError(UsageError):
    """A write to what nobody may write to."""

    http_status = 403


class MediaTypeError(UsageError):
    """What was sent is in no form that can be read; the message lists the forms that can."""

    http_status = 415


class FormatError(UsageError):
    """The answer cannot be given in the form asked for; the message lists the forms that can."""

    http_status = 406


class InputError(OsceKgError):
    """A file, page or graph that cannot be read.

    Args:
        reason: what is wrong, as a sentence without the source.
        source: path or URL of the input, as the user gave it.
        line, column: 1-based, where they are known.
    """

    exit_code = 3
    http_status = 422

    def __init__(
        self, reason: str, *, source: str | None = None, line: int | None = None, column: int | None = None
    ) -> None:
        place = ":".join(str(part) for part in (source, line, column) if part is not None)
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason = reason
        self.source = source
        self.line = line
        self.column = column


class MissingInputError(InputError):
    """An input that is not there."""

    http_status = 404


class ExtractionError(OsceKgError):
    """Nothing could be extracted from one document; it says nothing of the others."""


class MachineError(OsceKgError):
    """The machine, not the user, is at fault: disk, memory, a lock, a model or service that is not there."""

    exit_code = 4
    http_status = 503


class BusyError(MachineError):
    """Another process is at what only one can be at."""

    http_status = 409


class EndpointError(MachineError):
    """Another endpoint, which a query asks for, has no answer that we could use; the message names it."""

    retry_after = 5
    """Seconds after which it may have one."""


class LimitError(MachineError):
    """A deadline or a size cap was reached; the message names the limit."""


class TooManyRequestsError(LimitError):
    """One client asks for more at once than its share."""

    http_status = 429
