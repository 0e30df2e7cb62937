"""GraphML with typed keys: for igraph, NetworkX, Cytoscape and many others.

http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from osce_kg.model.network import Network
from osce_kg.network.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Attribute, Value
from osce_kg.network.xml_text import attribute, element_text

_Described = TypeVar("_Described")

_TYPES: Final = {"string": "string", "integer": "int", "double": "double"}


def write_graphml(network: Network, description: str) -> Iterator[str]:
    """Give the document in parts; the same network gives the same text.

    Args:
        network: nodes have their IRIs as identifiers.
        description: of the whole, for people.
    """
    directed = "directed" if network.request.kind == "visit" else "undirected"
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        '<key id="description" for="graph" attr.name="description" attr.type="string"/>\n'
        '<key id="label" for="node" attr.name="label" attr.type="string"/>\n'
    )
    yield from _declared("node", NODE_ATTRIBUTES)
    yield from _declared("edge", EDGE_ATTRIBUTES)
    yield f'<graph edgedefault="{directed}">\n{_data("description", description)}'
    for node in network.nodes:
        yield f"<node{attribute('id', node.thing.iri)}>\n{_data('label', node.thing.label)}"
        yield _values("node", node, NODE_ATTRIBUTES) + "</node>\n"
    for number, edge in enumerate(network.edges):
        ends = attribute("source", edge.source.iri) + attribute("target", edge.target.iri)
        yield f'<edge id="e{number}"{ends}>\n{_values("edge", edge, EDGE_ATTRIBUTES)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _declared(what: str, attributes: Sequence[Attribute[_Described]]) -> Iterator[str]:
    for one in attributes:
        named = attribute("attr.name", one.name) + attribute("attr.type", _TYPES[one.type])
        yield f'<key id="{what}_{one.name}" for="{what}"{named}/>\n'


def _values(what: str, described: _Described, attributes: Sequence[Attribute[_Described]]) -> str:
    return "".join(_data(f"{what}_{one.name}", one.value(described)) for one in attributes)


def _data(key: str, value: Value) -> str:
    return "" if value is None else f'<data key="{key}">{element_text(str(value))}</data>\n'
