"""A session at the terminal: one pair after the other, each answer recorded at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from osce_kg.errors import UsageError
from osce_kg.model.resolution import CandidatePair
from osce_kg.printable import on_one_line
from osce_kg.reviewing.judging import Judge
from osce_kg.reviewing.presentation import shown_pair
from osce_kg.reviewing.reviewed_build import ReviewedBuild

_QUESTION: Final = "(s)ame, (d)ifferent, s(k)ip or (q)uit? "
_ANSWERS: Final = {answer: word for word in ("same", "different", "quit") for answer in (word, word[0])} | {
    "skip": "skip",
    "k": "skip",
}


class Session:
    """Walks a reviewer through pairs.

    Attributes:
        recorded: number of judgements that are in the file, whatever ends the session.
    """

    def __init__(
        self,
        build: ReviewedBuild,
        judge: Judge,
        ask: Callable[[str], str | None],
        tell: Callable[[str], None],
    ) -> None:
        """Take what the session needs.

        Args:
            build: what is reviewed.
            judge: records the answers.
            ask: shows a prompt and returns the line that is entered, None at the end of input.
            tell: shows a text.
        """
        self.recorded = 0
        self._build = build
        self._judge = judge
        self._ask = ask
        self._tell = tell

    def run(self, pairs: Iterable[CandidatePair]) -> None:
        """Ask about each pair until the reviewer quits, the input ends or all have been asked.

        Raises:
            InputError: the judgements, or the text of a document, cannot be read any more.
            MachineError: a judgement cannot be recorded.
        """
        asked = tuple(pairs)
        for number, pair in enumerate(asked, start=1):
            # The last answer, or another reviewer, may have settled it meanwhile.
            if self._build.is_open(pair, self._judge.judgements()):
                self._tell(f"\n{number} of {len(asked)}\n{shown_pair(self._build, pair)}")
                if not self._settle(pair):
                    return

    def _settle(self, pair: CandidatePair) -> bool:
        """Ask until the pair is judged or skipped; return False if the session is over."""
        while True:
            line = self._ask(_QUESTION)
            answer = "quit" if line is None else _ANSWERS.get(line.strip().lower())
            if answer in ("quit", "skip"):
                return answer == "skip"
            if answer is None:
                continue
            reason = self._ask("Why? ")
            if reason is None:
                return False
            try:
                self._judge.judge(pair.left, pair.right, same=answer == "same", reason=reason)
            except UsageError as error:
                self._tell(f"Not recorded: {on_one_line(str(error))}.")
            else:
                self.recorded += 1
                return True
