"""Where the statements of Turtle and TriG are: a scanner that knows the punctuation, and no more.

It gives the places of the statements in the order in which Oxigraph's parser gives the statements, so that
each place can be paired with its statement. What a term means – prefixes, bases, escapes – is the parser's
affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from osce_kg.validation.positions.statements import Offsets

_TOKEN = re.compile(
    r"""
    (?P<comment>   \#[^\r\n]*+ )
  | (?P<string>    \"\"\" (?: "{0,2} (?: [^"\\]++ | \\. ) )*+ \"\"\"
                 | ''' (?: '{0,2} (?: [^'\\]++ | \\. ) )*+ '''
                 | " (?: [^"\\]++ | \\. )*+ "
                 | ' (?: [^'\\]++ | \\. )*+ ' )
  | (?P<iri>       <[^<>]*+> )
  | (?P<open>      [\[(] )
  | (?P<close>     [\])] )
  | (?P<brace>     [{}] )
  | (?P<separator> [;,] )
  | (?P<number>    [+-]? (?: [0-9]++ (?: \. (?= [0-9] | [eE][+-]?[0-9] ) [0-9]*+ )? | \.[0-9]++ )
                   (?: [eE][+-]?[0-9]++ )? )
  | (?P<end>       \. )
  | (?P<datatype>  \^\^ )
  | (?P<language>  @[A-Za-z0-9-]++ )
  | (?P<word>      (?: [^\s<>"'()\[\]{};,.\#\\@^] | \\. | \.++ (?= [^\s<>"'()\[\]{};,.\#@^] ) )+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_NAMES = frozenset({"iri", "word", "number"})
_PARTS_OF_DIRECTIVES = {"@prefix": 2, "prefix": 2, "@base": 1, "base": 1, "@version": 1, "version": 1}


def scan_turtle(text: str) -> Iterator[Offsets]:
    """Yield the places of the statements of ``text``, which is Turtle or TriG that parses.

    Statements that make up a list (``rdf:first``, ``rdf:rest``) have the place of the item as subject and
    predicate.
    """
    scanner = _Scanner()
    parts_to_skip = 0
    for match in _TOKEN.finditer(text):
        kind, token, start = match.lastgroup, match[0], match.start()
        if kind == "comment":
            continue
        if parts_to_skip:
            parts_to_skip -= 1
        elif kind in ("word", "language") and scanner.at_start and token.lower() in _PARTS_OF_DIRECTIVES:
            parts_to_skip = _PARTS_OF_DIRECTIVES[token.lower()]
        elif kind in _NAMES:
            if not (scanner.at_start and token.lower() == "graph"):
                scanner.read_name(start)
        elif kind == "string":
            scanner.read_string(start)
        else:
            scanner.read_mark(token, start)
        # Oxigraph hands over the statements that one token makes last first.
        yield from reversed(scanner.take())


class _Frame:
    """What is open: a statement, a property list in brackets, or a list in parentheses.

    Attributes:
        is_list: in parentheses.
        start: of the opening mark.
        subject, predicate: of the statement that is being read.
        item: of a list, the last one begun.
    """

    __slots__ = ("is_list", "item", "predicate", "start", "subject")

    def __init__(self, start: int, *, is_list: bool = False, subject: int | None = None) -> None:
        self.is_list = is_list
        self.start = start
        self.subject = subject
        self.predicate: int | None = None
        self.item: int | None = None


class _Scanner:
    """Takes tokens in, gives places of statements out; nesting is on a stack, so that it may be deep."""

    def __init__(self) -> None:
        self._frames = [_Frame(0)]
        self._made: list[Offsets] = []
        self._string: int | None = None
        self._is_datatype = False

    @property
    def at_start(self) -> bool:
        """No statement has begun."""
        return len(self._frames) == 1 and self._frames[0].subject is None

    def take(self) -> list[Offsets]:
        """Return what has been made since the last call."""
        made, self._made = self._made, []
        return made

    def read_name(self, start: int) -> None:
        """Take in an IRI, a prefixed name, or a number; or the datatype of a string."""
        if self._is_datatype:
            self._is_datatype = False
            self._end_string()
        else:
            self._end_string()
            self._begin_item(start)
            self._complete(len(self._frames) - 1, start)

    def read_string(self, start: int) -> None:
        """Take in a string, which only the next token ends: it may be a language or a datatype."""
        self._end_string()
        self._begin_item(start)
        self._string = start

    def read_mark(self, mark: str, start: int) -> None:
        """Take in a bracket, a sign of punctuation, or what may follow a string."""
        if mark == "^^":
            self._is_datatype = True
            return
        self._end_string()
        if mark == "[":
            self._begin_item(start)
            self._frames.append(_Frame(start, subject=start))
        elif mark == "(":
            self._begin_item(start)
            self._frames.append(_Frame(start, is_list=True))
        elif mark == "]":
            self._complete(len(self._frames) - 2, self._frames.pop().start)
        elif mark == ")":
            self._close_list(start)
        elif mark == ";":
            self._frames[-1].predicate = None
        elif mark in ".{}":
            # What stood before an opening brace was the name of a graph.
            self._frames = [_Frame(0)]

    def _end_string(self) -> None:
        if self._string is not None:
            self._complete(len(self._frames) - 1, self._string)
            self._string = None

    def _close_list(self, start: int) -> None:
        frame = self._frames.pop()
        if frame.item is None:
            self._complete(len(self._frames) - 1, frame.start)
        else:
            self._made.append(Offsets(frame.item, frame.item, start))

    def _begin_item(self, start: int) -> None:
        """If a list is open, take in that its next item begins; the first one proves that it is not empty."""
        frame = self._frames[-1]
        if not frame.is_list:
            return
        if frame.item is None:
            self._complete(len(self._frames) - 2, frame.start)
        else:
            self._made.append(Offsets(frame.item, frame.item, start))
        frame.item = start

    def _complete(self, depth: int, start: int) -> None:
        """Take in that the term that began at ``start`` is whole, in the frame at ``depth``."""
        frame = self._frames[depth]
        if frame.item is not None:
            self._made.append(Offsets(frame.item, frame.item, start))
        elif frame.subject is None:
            frame.subject = start
        elif frame.predicate is None:
            frame.predicate = start
        else:
            self._made.append(Offsets(frame.subject, frame.predicate, start))
