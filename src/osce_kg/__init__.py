"""osce-kg: a knowledge graph of who met whom in the OSCE, with the sentence that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osce_kg.knowledge_graph import KnowledgeGraph

__all__ = ["KnowledgeGraph", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the graph for Python when it is asked for: commands and query processes never pay for it."""
    if name == "KnowledgeGraph":
        from osce_kg.knowledge_graph import KnowledgeGraph

        return KnowledgeGraph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
