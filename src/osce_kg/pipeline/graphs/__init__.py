"""The graphs of a build in their store: made anew, or changed where what they are made from has changed."""

from osce_kg.pipeline.graphs.changing import change_store, is_small_change
from osce_kg.pipeline.graphs.filling import fill_store
from osce_kg.pipeline.graphs.kept import GraphRecord, KeptGraphs, read_kept_graphs, write_kept_graphs
from osce_kg.pipeline.graphs.made import GraphChange, GraphSource, MadeGraphs

__all__ = [
    "GraphChange",
    "GraphRecord",
    "GraphSource",
    "KeptGraphs",
    "MadeGraphs",
    "change_store",
    "fill_store",
    "is_small_change",
    "read_kept_graphs",
    "write_kept_graphs",
]
