"""A small build in which every text that is shown is also markup, a script and a template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib.term import Literal, URIRef

from osce_kg.model.statement import Statement
from osce_kg.namespaces import ID, OKG, PREFIXES
from osce_kg.publishing import publish_release
from osce_kg.reasoning.derivation import derive_statements
from osce_kg.store import OxigraphStore

WORLD = Path(__file__).parents[1] / "data" / "network.trig"
MARKUP = "<img src=/hostile "
"""How the hostile texts begin after the texts that were there."""

_HOSTILE = (
    f"{MARKUP}onerror=\"document.title='hit'\"></script><script>document.title='hit'</script>"
    "<!-- '\" --> {{ 7*7 }} ${7*7} </td></textarea>"
)
_SHOWN = {
    *(PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title"),
    *(str(OKG[name]) for name in ("exact", "nameString", "title")),
}


def write_hostile_build(directory: Path) -> Path:
    """Write the world of network.trig with hostile texts after all its own ones; return the directory."""
    directory.mkdir()
    with OxigraphStore(directory / "store") as store:
        assert store.add(_statements()) == ()
        store.add(list(derive_statements(store)))
        publish_release(store, directory / "dump")
        documents = store.select(f"SELECT DISTINCT ?d {{ ?d a <{OKG.Document}> }}")
        (directory / "documents").mkdir()
        for solution in documents:
            key = str(solution["d"]).removeprefix(f"{ID}document/")
            (directory / "documents" / f"{key}.txt").write_text(_HOSTILE * 3, encoding="utf-8")
    return directory


def _statements() -> Iterator[Statement]:
    for quad in ox.parse(path=WORLD, format=ox.RdfFormat.TRIG):
        value: URIRef | Literal
        if isinstance(quad.object, ox.Literal):
            found = quad.object
            datatype = None if found.language else URIRef(found.datatype.value)
            value = Literal(found.value, lang=found.language, datatype=datatype, normalize=False)
        else:
            value = URIRef(quad.object.value)
        predicate = URIRef(quad.predicate.value)
        if str(predicate) in _SHOWN:
            value = Literal(f"{value} {_HOSTILE}", lang=value.language)
        yield Statement(URIRef(quad.subject.value), predicate, value, URIRef(quad.graph_name.value))
