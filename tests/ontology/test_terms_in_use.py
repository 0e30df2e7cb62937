"""Every term and concept of ours that code names is declared; `osce-kg ontology check` sees to all else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from osce_kg.namespaces import OKG, VOCAB

REPOSITORY = Path(__file__).parents[2]
SOURCES = sorted((REPOSITORY / "src" / "osce_kg").rglob("*.py"))


def is_term(name: str) -> bool:
    return isinstance(getattr(OKG, name), URIRef)


def terms_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="OKG"), attr=name) if is_term(name):
                yield name
            case ast.Subscript(value=ast.Name(id="OKG"), slice=ast.Constant(value=str(name))):
                yield name
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="OKG"), attr="term"),
                args=[ast.Constant(value=str(name))],
            ):
                yield name


def concepts_of(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="concept"),
                args=[ast.Constant(value=str(scheme)), ast.Constant(value=str(key))],
            ):
                yield scheme, key


def misused_methods(tree: ast.AST) -> Iterator[int]:
    """Give the lines of ``OKG.format`` and the like: a method of ``str``; the term is ``OKG["format"]``."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="OKG"), attr=name) if not is_term(name) and name != "term":
                yield node.lineno


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(REPOSITORY)))
def test_every_term_and_concept_that_a_module_names_is_declared(
    file: Path, terms: Graph, vocabularies: Graph
) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert [name for name in terms_of(tree) if (OKG[name], None, None) not in terms] == []
    assert [
        pair
        for pair in concepts_of(tree)
        if (VOCAB["/".join(pair)], SKOS.inScheme, VOCAB[pair[0]]) not in vocabularies
    ] == []
    assert list(misused_methods(tree)) == [], "a term with the name of a str method needs OKG[...]"


def test_the_scan_sees_terms_concepts_and_misused_methods() -> None:
    tree = ast.parse(
        'OKG.metWith\nOKG["title"]\nOKG.term("post")\nconcept("event-mode", "video")\nx = OKG.format'
    )
    assert set(terms_of(tree)) == {"metWith", "title", "post"}
    assert list(concepts_of(tree)) == [("event-mode", "video")]
    assert list(misused_methods(tree)) == [5]
