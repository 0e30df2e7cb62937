"""Sentences as the domain layer sees them: its own tokens, each with the votes of the statistical model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from osce_kg.model.text import Span

# Hyphenated words stay whole ("Chairman-in-Office", "Mayr-Harting"), a possessive "'s" is a token of its own,
# initials and titles keep their dots.
_TOKEN: Final = re.compile(
    r"(?:[^\W\d_]\.)+(?=[\s,;)]|[^\W\d_])"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Amb|Maj|St|Sen|Hon|Messrs)\."
    r"|[’']s(?!\w)"
    r"|[^\W\d_]+(?:[-‑’'](?!s\b|designate\b|elect\b)[^\W\d_]+)*"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?:-[^\W\d_]+)*"
    r"|\S"
)

FINITE_TAGS: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Penn Treebank tags of finite verbs."""


@dataclass(slots=True)
class Token:
    """One token.

    Attributes:
        text: as written.
        span: where it stands in the document.
        lower: case-folded text, typographic apostrophes straightened.
        pos: Universal POS tag by the model ("NOUN", "VERB", …).
        tag: Penn Treebank tag ("VBD", …).
        dep: dependency label.
        head: index of the syntactic head within the sentence; its own index for the root.
        entity: the model's vote for a name: "PERSON", "GPE", "ORG", … or "".
    """

    text: str
    span: Span
    lower: str
    pos: str = ""
    tag: str = ""
    dep: str = ""
    head: int = -1
    entity: str = ""

    @property
    def is_capitalized(self) -> bool:
        """Tell whether it starts with an upper-case letter."""
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        """Tell whether it starts with a letter."""
        return self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name of the gazetteer means.

    Attributes:
        kind: ``state``, ``demonym``, ``structure``, ``city`` or ``region``.
        key: ISO alpha-3, structure key, GeoNames key, or the region's name.
        name: the preferred name of the thing.
    """

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``[start, end)`` of a sentence name ``entries`` (more than one where the name is ambiguous)."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    def entry(self, *kinds: str) -> Entry | None:
        """Return the first entry of one of ``kinds``, in the order of ``kinds``."""
        return next((entry for kind in kinds for entry in self.entries if entry.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Head:
    """A title's head of ``length`` tokens: its singular in lower case, whether it is plural."""

    length: int
    word: str
    plural: bool


@dataclass(slots=True)
class Sentence:
    """A sentence with its tokens and its place in the document.

    Attributes:
        index: number of the sentence in the document, from 0.
        paragraph, section: numbers of its paragraph and section.
        span: where it stands.
        tokens: never empty.
        heading: heading of its section, "" if none.
        is_caption, is_list_item: of its paragraph.
        matches: gazetteer matches by first token.
        heads: heads of titles by first token.
        is_part: cut out of a sentence that is too long to be read whole.
    """

    index: int
    paragraph: int
    section: int
    span: Span
    tokens: list[Token]
    heading: str = ""
    is_caption: bool = False
    is_list_item: bool = False
    matches: dict[int, Match] = field(default_factory=dict)
    heads: dict[int, Head] = field(default_factory=dict)
    is_part: bool = False

    def __len__(self) -> int:
        return len(self.tokens)

    def span_of(self, start: int, end: int) -> Span:
        """Return the document span of tokens ``[start, end)``."""
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)

    def text_of(self, start: int, end: int) -> str:
        """Return tokens ``[start, end)`` as written, white space made single blanks."""
        parts: list[str] = []
        for index in range(start, end):
            token = self.tokens[index]
            if index > start and token.span.start > self.tokens[index - 1].span.end:
                parts.append(" ")
            parts.append(token.text)
        return "".join(parts)

    def lower(self, index: int) -> str:
        """Return the lower-case token at ``index``, "" outside the sentence."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def is_capitalized(self, index: int) -> bool:
        """Tell whether the token at ``index`` starts with an upper-case letter."""
        return 0 <= index < len(self.tokens) and self.tokens[index].is_capitalized

    def entity(self, index: int) -> str:
        """Return the model's vote for a name at ``index``, "" outside the sentence."""
        return self.tokens[index].entity if 0 <= index < len(self.tokens) else ""

    def head_length(self, index: int) -> int:
        """Return the number of tokens of the title head that starts at ``index``, 0 if none does."""
        return self.heads[index].length if index in self.heads else 0

    def match_at(self, index: int) -> Match | None:
        """Return the gazetteer match that covers the token at ``index``."""
        return next((m for m in self.matches.values() if m.start <= index < m.end), None)

    def match_ends_at(self, index: int) -> bool:
        """Tell whether a gazetteer match ends just before ``index``."""
        return any(match.end == index for match in self.matches.values())


def tokenize(text: str, span: Span) -> list[Token]:
    """Cut ``text[span]`` into tokens with offsets into ``text``; linear in the length of the span."""
    tokens = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        word = match.group()
        tokens.append(Token(word, Span(match.start(), match.end()), word.lower().replace("’", "'")))
    return tokens
