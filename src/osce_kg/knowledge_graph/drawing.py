"""Pictures by matplotlib, without its global state: nothing is shown, nothing of the user's is changed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final, NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from osce_kg.knowledge_graph.libraries import require
from osce_kg.model.edtf import UNBOUNDED, DateBounds, bounds

_COLOURS: Final = ("#0b6e99", "#b8500f", "#4f7a28", "#7b4ea3", "#8a6d00", "#5c5c5c")
"""Distinct in print and for most who see colours otherwise; at least 4.5 to 1 against white."""
_LABEL_LENGTH: Final = 60
_CHARACTER: Final = 0.015
_LINE: Final = 0.04
"""About what a character and a line of a label take of a picture that is two units wide and high."""
_LEGEND: Final[dict[str, Any]] = {"loc": "upper right", "fontsize": 7, "frameon": False}


class Picture(Figure):
    """A figure that a notebook shows by itself, though pyplot was never imported."""

    def _repr_png_(self) -> bytes:
        output = BytesIO()
        # Without the version of the library in it, which would make equal pictures differ.
        FigureCanvasAgg(self).print_png(output, metadata={"Software": None})
        return output.getvalue()


class Stretch(NamedTuple):
    """An event in a timeline.

    Attributes:
        label: what it is called.
        edtf: its date; None if it has none.
        status: told apart by colour.
    """

    label: str
    edtf: str | None
    status: str


def draw_network(graph: Any, title: str | None, most_labels: int) -> Figure:
    """Draw a NetworkX graph whose nodes have ``label`` and ``kind`` and whose edges have ``weight``."""
    networkx = require("networkx", "plot()")
    figure = Picture(figsize=(9, 7), layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    _entitle(axes, title)
    if not len(graph):
        _say(axes, "No edges: nobody met whom so.")
        return figure
    # "force" needs no SciPy, whatever the size; a seed makes it the same each time.
    places = networkx.spring_layout(graph, seed=0, weight=None, method="force", k=1.5 / len(graph) ** 0.5)
    for source, target, edge in graph.edges(data=True):
        (x, y), (other_x, other_y) = places[source], places[target]
        width = 0.6 + 0.5 * min(edge.get("weight", 1), 8)
        axes.plot([x, other_x], [y, other_y], color="#9aa5ad", linewidth=width, zorder=1)
    for place, kind in enumerate(sorted({_kind(graph, node) for node in graph})):
        nodes = [node for node in graph if _kind(graph, node) == kind]
        sizes = [30 + 14 * graph.degree(node) for node in nodes]
        points = [places[node] for node in nodes]
        across, up = ([point[axis] for point in points] for axis in (0, 1))
        axes.scatter(across, up, s=sizes, color=_COLOURS[place % len(_COLOURS)], label=kind, zorder=2)
    _label_nodes(axes, graph, places, most_labels)
    axes.legend(**_LEGEND)
    return figure


def _label_nodes(axes: Any, graph: Any, places: Any, most_labels: int) -> None:
    """Label nodes, those with most neighbours first, and none over the label of another."""
    taken: list[tuple[float, float, float]] = []
    for node in sorted(graph, key=lambda node: (-graph.degree(node), node)):
        label, (x, y) = _shortened(str(graph.nodes[node].get("label", node))), places[node]
        half = len(label) * _CHARACTER / 2
        if len(taken) == most_labels:
            return
        if any(abs(x - at) < half + width and abs(y - up) < _LINE for at, up, width in taken):
            continue
        taken.append((x, y, half))
        # A label is text: no dollar sign in it begins a formula.
        axes.annotate(
            label,
            (x, y),
            (0, 5),
            textcoords="offset points",
            ha="center",
            fontsize=7,
            parse_math=False,
            zorder=3,
        )


def draw_timeline(stretches: Sequence[Stretch], title: str | None) -> Figure:
    """Draw events one below the other, each from the first to the last day that it can have had.

    An open side is an arrow. Events without a date are not drawn, but counted below.
    """
    dated = [(stretch, _bounds(stretch.edtf)) for stretch in stretches]
    dated = [(stretch, found) for stretch, found in dated if any(found)]
    figure = Picture(figsize=(9, 1.2 + 0.28 * max(len(dated), 3)), layout="constrained")
    axes = figure.add_subplot()
    # Otherwise bars at an end would lie on the frame.
    axes.use_sticky_edges = False
    _entitle(axes, title)
    if not dated:
        axes.set_axis_off()
        _say(axes, "No event has a date.")
        return figure
    statuses = sorted({stretch.status for stretch, _ in dated})
    colours = {status: _COLOURS[place % len(_COLOURS)] for place, status in enumerate(statuses)}
    for row, (stretch, found) in enumerate(dated):
        days = [date2num(day) for day in found if day is not None]
        first, last, colour = min(days), max(days), colours[stretch.status]
        axes.barh(row, last - first + 1, left=first, height=0.4, color=colour)
        # A day would be too thin to be seen among years.
        ends = {"<": found.start_earliest is None, ">": found.end_latest is None}
        markers = [marker for marker, is_open in ends.items() if is_open] or ["o"]
        for marker in markers:
            place = {"<": first, ">": last + 1, "o": (first + last + 1) / 2}[marker]
            axes.plot([place], [row], marker=marker, color=colour, markersize=6)
    axes.set_yticks(range(len(dated)), [_shortened(stretch.label) for stretch, _ in dated], fontsize=7)
    for text in axes.get_yticklabels():
        text.set_parse_math(False)
    axes.invert_yaxis()
    axes.grid(axis="x", color="#dddddd")
    axes.set_axisbelow(True)
    _date_axis(axes)
    axes.legend(handles=[Patch(color=colours[status], label=status) for status in statuses], **_LEGEND)
    if left := len(stretches) - len(dated):
        axes.set_xlabel(f"not shown: {left} without a date", fontsize=8)
    return figure


def _bounds(edtf: str | None) -> DateBounds:
    try:
        return bounds(edtf) if edtf else UNBOUNDED
    except ValueError:  # a form that other programs write
        return UNBOUNDED


def _date_axis(axes: Any) -> None:
    axes.xaxis_date()
    locator = AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def _kind(graph: Any, node: str) -> str:
    return str(graph.nodes[node].get("kind", "Thing"))


def _shortened(label: str) -> str:
    line = " ".join(label.split())
    return line if len(line) <= _LABEL_LENGTH else f"{line[: _LABEL_LENGTH - 1]}…"


def _entitle(axes: Any, title: str | None) -> None:
    if title:
        axes.set_title(title, parse_math=False, loc="left")


def _say(axes: Any, sentence: str) -> None:
    axes.text(0.5, 0.5, sentence, ha="center", va="center", transform=axes.transAxes)
