"""The picture of the core of the ontology, as SVG: places from ``diagram.toml``, lines from the ontology."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rdflib.namespace import RDF, RDFS

from osce_kg.errors import InputError
from osce_kg.namespaces import OKG
from osce_kg.ontology.page.lookup import Lookup

_COLUMN: Final = 244
_ROW: Final = 108
_BOX: Final = (124, 40)
_MARGIN: Final = 4
_LABEL: Final = 11


@dataclass(frozen=True, slots=True)
class Box:
    """A class, with the middle of its box in pixels."""

    name: str
    x: float
    y: float

    @property
    def left(self) -> float:
        """Left edge."""
        return self.x - _BOX[0] / 2

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.y - _BOX[1] / 2

    def edge_towards(self, other: Box) -> tuple[float, float]:
        """Return where a line to the middle of another box leaves this one."""
        across, down = other.x - self.x, other.y - self.y
        reach = min(side / 2 / abs(way) for side, way in zip(_BOX, (across, down), strict=True) if way)
        return self.x + across * reach, self.y + down * reach


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a property, with the middle of its text in pixels."""

    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes: properties, or that one class is a kind of the other."""

    start_name: str
    end_name: str
    start: tuple[float, float]
    end: tuple[float, float]
    labels: tuple[Label, ...]
    is_subclass: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    """All of the picture."""

    width: float
    height: float
    box_width: float
    box_height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def read_diagram(file: Path, look: Lookup) -> Diagram:
    """Lay out the picture.

    Raises:
        InputError: the file is not TOML or incomplete, or names what the ontology does not have.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        boxes = {
            name: Box(name, _MARGIN + _BOX[0] / 2 + column * _COLUMN, _MARGIN + _BOX[1] / 2 + row * _ROW)
            for name, (column, row) in data["classes"].items()
        }
        lines = [_line(boxes, link) for link in data["links"]]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise InputError(f"the diagram cannot be read: {error}", source=str(file)) from error
    for name in [*boxes, *(label.name for line in lines for label in line.labels)]:
        if (OKG[name], RDF.type, None) not in look.graph:
            raise InputError(f"the diagram names what the ontology does not have: {name}", source=str(file))
    joined = {frozenset({line.start_name, line.end_name}) for line in lines}
    lines += [
        _between(boxes[below], boxes[above], (), 0.5)
        for below in boxes
        for above in boxes
        if (OKG[below], RDFS.subClassOf, OKG[above]) in look.graph
        and frozenset({below, above}) not in joined
        and _are_near(boxes[below], boxes[above])
    ]
    return Diagram(
        width=max(box.left for box in boxes.values()) + _BOX[0] + _MARGIN,
        height=max(box.top for box in boxes.values()) + _BOX[1] + _MARGIN,
        box_width=_BOX[0],
        box_height=_BOX[1],
        boxes=tuple(boxes.values()),
        lines=tuple(lines),
    )


def _line(boxes: dict[str, Box], link: dict[str, Any]) -> Line:
    start, end = boxes[link["from"]], boxes[link["to"]]
    return _between(start, end, tuple(link["properties"]), float(link.get("at", 0.5)))


def _between(start: Box, end: Box, names: tuple[str, ...], at: float) -> Line:
    first, last = start.edge_towards(end), end.edge_towards(start)
    x, y = (one + (other - one) * at for one, other in zip(first, last, strict=True))
    # Above a line that lies, and below it if there is a second one; on a line that stands.
    offsets = (-_LABEL, _LABEL) if start.y == end.y else (0, 1.5 * _LABEL)
    labels = tuple(Label(name, x, y + offset) for name, offset in zip(names, offsets, strict=False))
    return Line(start.name, end.name, first, last, labels, is_subclass=not names)


def _are_near(one: Box, other: Box) -> bool:
    """Tell whether a line between two boxes would run through no third one."""
    return abs(one.x - other.x) <= _COLUMN and abs(one.y - other.y) <= _ROW
