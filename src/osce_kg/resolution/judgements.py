"""Human judgements on identity: an append-only CSV, one decision a line, replayed on every build.

Columns: ``left,right,decision,author,day,reason``; an anchor is ``<document key>#<name form>``, or
``reference#<key>`` for a person of the authority file; the decision is ``same`` or ``different``. A later
line about the same two anchors replaces an earlier one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from osce_kg.errors import InputError
from osce_kg.model.resolution import Judgement

COLUMNS: Final = ("left", "right", "decision", "author", "day", "reason")


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements that hold, in the order of the file; none if there is no file.

    Raises:
        InputError: a line is not a judgement; the message names file and line.
    """
    if not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise InputError(f"the columns must be {','.join(COLUMNS)}", source=str(path), line=1)
            read = [_judgement(row, path, rows.line_num) for row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the judgements cannot be read: {error}", source=str(path)) from error
    return standing(read)


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements without those that a later one about the same anchors replaces."""
    latest = {frozenset((judgement.left, judgement.right)): judgement for judgement in judgements}
    return tuple(latest.values())


def _judgement(row: dict[str, str], path: Path, line: int) -> Judgement:
    if row["decision"] not in ("same", "different"):
        raise InputError('the decision must be "same" or "different"', source=str(path), line=line)
    anchors = (row["left"] or "", row["right"] or "")
    if not all("#" in anchor for anchor in anchors) or anchors[0] == anchors[1]:
        raise InputError("a judgement is about two anchors DOCUMENT#NAME", source=str(path), line=line)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["day"] or ""):
        raise InputError("the day must be written YYYY-MM-DD", source=str(path), line=line)
    same = row["decision"] == "same"
    return Judgement(anchors[0], anchors[1], same, row["author"] or "", row["day"], row["reason"] or "")
