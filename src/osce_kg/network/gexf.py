"""GEXF 1.3, with the spells of nodes and edges: for Gephi, and for all that read its format.

https://gexf.net/schema.html; the elements are in the order that its XML Schema asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from osce_kg.model.network import Network
from osce_kg.network.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Attribute
from osce_kg.network.spells import Spell, spells_of_edge, spells_of_nodes
from osce_kg.network.xml_text import attribute, element_text

_Described = TypeVar("_Described")

# The weight has an XML attribute of its own, which every reader knows.
_EDGE: Final = EDGE_ATTRIBUTES[1:]


def write_gexf(network: Network, description: str) -> Iterator[str]:
    """Give the document in parts; the same network gives the same text.

    Args:
        network: nodes have their IRIs as identifiers, edges their place in the list.
        description: of the whole, for people.
    """
    directed = "directed" if network.request.kind == "visit" else "undirected"
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        f"<meta>\n<creator>osce-kg</creator>\n<description>{element_text(description)}</description>\n</meta>\n"
        f'<graph mode="dynamic" defaultedgetype="{directed}" timeformat="date"'
        ' timerepresentation="interval" idtype="string">\n'
    )
    yield from _declared("node", NODE_ATTRIBUTES)
    yield from _declared("edge", _EDGE)
    spells = spells_of_nodes(network)
    yield f"<nodes{attribute('count', len(network.nodes))}>\n"
    for node in network.nodes:
        yield f"<node{attribute('id', node.thing.iri)}{attribute('label', node.thing.label)}>\n"
        yield _values(node, NODE_ATTRIBUTES) + _spells(spells[node.thing.iri]) + "</node>\n"
    yield f"</nodes>\n<edges{attribute('count', len(network.edges))}>\n"
    for number, edge in enumerate(network.edges):
        ends = attribute("source", edge.source.iri) + attribute("target", edge.target.iri)
        yield f"<edge{attribute('id', number)}{ends}{attribute('weight', len(edge.events))}>\n"
        yield _values(edge, _EDGE) + _spells(spells_of_edge(edge)) + "</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(what: str, attributes: Sequence[Attribute[_Described]]) -> Iterator[str]:
    yield f'<attributes class="{what}" mode="static">\n'
    for one in attributes:
        named = attribute("id", one.name) + attribute("title", one.name)
        yield f"<attribute{named}{attribute('type', one.type)}/>\n"
    yield "</attributes>\n"


def _values(described: _Described, attributes: Sequence[Attribute[_Described]]) -> str:
    values = [(one.name, one.value(described)) for one in attributes]
    lines = [
        f"<attvalue{attribute('for', name)}{attribute('value', value)}/>\n"
        for name, value in values
        if value is not None
    ]
    return f"<attvalues>\n{''.join(lines)}</attvalues>\n"


def _spells(spells: Sequence[Spell]) -> str:
    if not spells:
        return ""
    lines = [f"<spell{attribute('start', start)}{attribute('end', end)}/>\n" for start, end in spells]
    return f"<spells>\n{''.join(lines)}</spells>\n"
