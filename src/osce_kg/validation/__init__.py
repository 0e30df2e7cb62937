"""VALIDATE: shapes over a graph → findings with file and line."""

from osce_kg.validation.validate import check_graph, validate_graph

__all__ = ["check_graph", "validate_graph"]
