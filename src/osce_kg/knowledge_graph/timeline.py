"""What one person did, in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_kg.knowledge_graph.libraries import require
from osce_kg.knowledge_graph.tables import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Timeline(Table):
    """A row for each event, as ``queries/examples/person-timeline.rq`` describes them."""

    def plot(self, *, title: str | None = None) -> Figure:
        """Draw the events, each from the first to the last day that it can have had.

        Args:
            title: above the picture.

        Raises:
            MachineError: matplotlib is not installed.
        """
        require("matplotlib", "plot()")
        from osce_kg.knowledge_graph.drawing import Stretch, draw_timeline

        events = dict.fromkeys(Stretch(row.event, row.when, row.status) for row in self)
        return draw_timeline(tuple(events), title)
