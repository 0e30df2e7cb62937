"""What extraction with everything on costs, beside the bare parser and names of the same model.

Run ``python -m benchmarks.extraction_cost``; ``--write FILE`` puts the tables between the marks of a Markdown
file. The peer is spaCy as it is best used: only the components that a parse and names need, whole paragraphs,
``nlp.pipe`` in batches of 32. The full pipeline of the same model, which also tags and lemmatizes, stands
beside it. Extraction gets the documents as a build gives them, and once one by one. Reading files is part of
neither side.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from benchmarks import texts
from benchmarks.bare_model import load_bare_model, read_all
from benchmarks.measuring import cpu_seconds, growth, take_turns
from benchmarks.tables import add_write_option, give_out, markdown_table, shown_ratio
from osce_kg.extraction import RuleExtractor, load_rule_extractor
from osce_kg.extraction.language_model import load_pipeline
from osce_kg.model.document import Document
from osce_kg.pipeline import extract_each_or_lose
from osce_kg.reference import load_reference

if TYPE_CHECKING:
    from spacy.language import Language

_DOUBLINGS: Final = (1, 2, 4, 8)
_MIXED_SENTENCES: Final = 60
_GROWTH_ROUNDS: Final = 2


class Bench:
    """The contestants, loaded once."""

    def __init__(self) -> None:
        self.extractor: RuleExtractor = load_rule_extractor(load_reference())
        self.bare: Language = load_bare_model()
        self.full: Language = load_pipeline(exclude=["senter"])

    def extract(self, documents: Sequence[Document]) -> None:
        """Extract from documents as a build does."""
        for _ in extract_each_or_lose(documents, self.extractor):
            pass

    def extract_one_by_one(self, documents: Sequence[Document]) -> None:
        """Extract from each document by itself."""
        for document in documents:
            self.extractor.extract(document)

    def contestants(self, documents: Sequence[Document]) -> dict[str, Callable[[], None]]:
        """Return the contestants by name, ready to run on the same texts."""
        passages = texts.passages(documents)
        return {
            "extraction": partial(self.extract, documents),
            "one by one": partial(self.extract_one_by_one, documents),
            "parser + NER": partial(read_all, self.bare, passages),
            "full model": partial(read_all, self.full, passages),
        }


def main() -> None:
    """Measure, print the tables, and write them where asked."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--rounds", type=int, default=7, help="rounds that count (default: %(default)s)")
    add_write_option(arguments)
    chosen = arguments.parse_args()
    bench = Bench()
    tables = [_ratios(bench, chosen.rounds), _growths(bench)]
    give_out("\n\n".join(tables), "extraction cost", chosen.write)


def _ratios(bench: Bench, rounds: int) -> str:
    rows = []
    for name, documents in _inputs().items():
        amount = texts.words(documents)
        spent = take_turns(bench.contestants(documents), rounds)
        rows.append(
            [
                name,
                f"{amount:,}",
                shown_ratio(spent.ratio("extraction", "parser + NER")),
                shown_ratio(spent.ratio("one by one", "parser + NER")),
                shown_ratio(spent.ratio("extraction", "full model")),
                f"{spent.rate('extraction', amount):,.0f}",
                f"{spent.rate('parser + NER', amount):,.0f}",
            ]
        )
    ratios = ["extraction / parser + NER", "one by one / parser + NER", "extraction / full model"]
    rates = ["extraction, words per CPU second", "parser + NER, words per CPU second"]
    return markdown_table(["input", "words", *ratios, *rates], rows)


def _inputs() -> Mapping[str, Sequence[Document]]:
    inputs = {
        "sample documents": texts.sample_documents(),
        "real documents of the gold": texts.shared_documents(),
        "every sentence about somebody": texts.dense_documents(20),
        "every sentence about nobody": texts.sparse_documents(20),
        "half and half, one long document": [texts.mixed_document(240)],
        "half and half, 20 short documents": [texts.mixed_document(12)] * 20,
    }
    return {name: documents for name, documents in inputs.items() if documents}


def _growths(bench: Bench) -> str:
    makers: dict[str, Callable[[int], Document]] = {
        "half and half": lambda times: texts.mixed_document(_MIXED_SENTENCES * times),
        **{name: partial(_bomb, text) for name, text in texts.BOMBS.items()},
    }
    rows = []
    for name, maker in makers.items():
        documents = [maker(times) for times in _DOUBLINGS]
        seconds = [
            min(cpu_seconds(partial(bench.extract, [document])) for _ in range(_GROWTH_ROUNDS))
            for document in documents
        ]
        sizes = [len(document.text) for document in documents]
        times = (f"{later / seconds[0]:.1f}" for later in seconds[1:])
        rows.append([name, f"{sizes[0]:,}", *times, f"{growth(sizes, seconds):.2f}"])
    return markdown_table(["text", "characters", "2 × as long", "4 ×", "8 ×", "exponent"], rows)


def _bomb(text: Callable[[int], str], eighths: int) -> Document:
    return texts.bomb(text(eighths))


if __name__ == "__main__":
    main()
