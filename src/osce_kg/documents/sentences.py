"""Cut a paragraph into sentences, by offsets and in linear time."""

from __future__ import annotations

import re

from osce_kg.documents.dates import MONTH_PATTERN
from osce_kg.model.text import Span

# a mark starts a match only once and nothing is given back: without that, a million full stops take hours
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?:\[\d+\])*+\s++""")
_LAST_WORD = re.compile(r"[^\s(\[\"'“”«/–—-]*$")
_LOOK_BACK = 24

_BEFORE_A_NAME = re.compile(
    r"mr|mrs|ms|messrs|dr|prof|gen|lt|col|maj|brig|capt|cpt|cmdr|sgt|adm|amb|hon|rev|fr|sen|rep|gov|pres|ste?"
    r"|mt|h\.e|m\.p|vs|cf|e\.g|i\.e|viz|approx|ca|ret|eds?|fig|dep|asst",
    re.IGNORECASE,
)
_BEFORE_A_NUMBER = re.compile(
    r"nos?|nr|arts?|paras?|sec|vol|pp?|ch|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|tel|doc",
    re.IGNORECASE,
)
_MAY_END = re.compile(
    r"etc|al|inc|ltd|co|corp|jr|sr|u\.s|u\.s\.a|u\.n|u\.k|e\.u|d\.c|a\.m|p\.m|ph\.d|n\.y", re.IGNORECASE
)
_STARTER = re.compile(
    r"The|He|She|It|They|We|I|This|These|That|Those|There|In|On|At|After|Before|During|While|When|As|For|From"
    r"|To|With|Both|All|Each|Such|His|Her|Their|Its|Our|A|An|If|Since|Among|Also|However|But|And|Yesterday|Today"
    r"|Tomorrow|Later|Earlier|Participants|Other|Some|Many|Most|Further"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_MONTH = re.compile(MONTH_PATTERN)
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\s,.;:!?\"'”’)\]]*)")


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of ``text`` within ``span``, in order, without surrounding white space.

    Every character of the span that is not white space lies in exactly one sentence. A sentence ends with its
    closing quotes and brackets. Titles, initials, ordinals and numbered references ("Mr.", "S.A.", "3. May",
    "No. 5") do not end one.
    """
    sentences = []
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        if match.end() < span.end and _ends_sentence(text, start, match):
            sentences.append(trimmed(text, Span(start, match.end())))
            start = match.end()
    sentences.append(trimmed(text, Span(start, span.end)))
    return tuple(sentence for sentence in sentences if sentence.start < sentence.end)


def trimmed(text: str, span: Span) -> Span:
    """Return the span without the white space at its ends; empty at its start if it has nothing else."""
    content = text[span.start : span.end]
    end = span.start + len(content.rstrip())
    start = span.end - len(content.lstrip())
    return Span(start, max(start, end))


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Decide whether the mark at ``match``, in a sentence that began at ``start``, ends it."""
    following = _NEXT_WORD.match(text, match.end(), match.end() + 40)
    word_after = following.group(1) if following else ""
    if word_after[:1].islower():
        return False
    if not match.group().startswith(".") or match.group()[1:2] in {".", "!", "?"}:
        return True
    word = _LAST_WORD.search(text, max(start, match.start() - _LOOK_BACK), match.start())
    return word is None or _word_ends_sentence(word.group(), word_after, is_first=word.start() == start)


def _word_ends_sentence(word: str, word_after: str, *, is_first: bool) -> bool:
    """Decide whether ``word`` with one full stop ends a sentence before ``word_after``."""
    if _BEFORE_A_NAME.fullmatch(word):
        return False
    if _BEFORE_A_NUMBER.fullmatch(word) and word_after[:1].isdigit():
        return False
    if word.isdigit() and (is_first or _MONTH.match(word_after)):
        return False
    if _MAY_END.fullmatch(word) or _INITIALS.fullmatch(word):
        return _STARTER.fullmatch(word_after) is not None
    return True
