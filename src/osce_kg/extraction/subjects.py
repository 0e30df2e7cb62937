"""Which fields of work an event touches, by the cue words of the reference data."""

from __future__ import annotations

import re
from functools import lru_cache

from osce_kg.extraction.drafts import EventDraft
from osce_kg.extraction.gazetteer import Gazetteer
from osce_kg.model.reference import FieldOfWork


@lru_cache(maxsize=64)
def _pattern(field: FieldOfWork) -> re.Pattern[str]:
    cues = sorted({field.label.lower(), *field.keywords}, key=lambda cue: (-len(cue), cue))
    return re.compile(r"\b(?:" + "|".join(re.escape(cue) for cue in cues) + r")", re.I)


def find_topics(draft: EventDraft, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the keys of the fields of work whose cue words stand in the sentences that tell of the event."""
    text = " ".join(sentence.text_of(0, len(sentence)) for sentence in draft.evidence)
    text = f"{text} {' '.join(draft.subjects)}"
    return tuple(field.key for field in gazetteer.fields_of_work() if _pattern(field).search(text))
