"""When an office was held: first and last possible day of the EDTF dates that the reference data has."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?[?~%]?")


def earliest_day(edtf: str) -> dt.date:
    """Return the first day that an EDTF date can mean; an open or unreadable one gives ``date.min``."""
    match = _DATE.fullmatch(edtf.strip())
    if not match:
        return dt.date.min
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return dt.date(year, month, day)


def latest_day(edtf: str) -> dt.date:
    """Return the last day that an EDTF date can mean; an open or unreadable one gives ``date.max``."""
    match = _DATE.fullmatch(edtf.strip())
    if not match:
        return dt.date.max
    year, month, day = (int(part) if part else 0 for part in match.groups())
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])
