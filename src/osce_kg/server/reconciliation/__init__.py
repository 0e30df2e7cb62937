"""``/reconcile``: Reconciliation Service API 0.2, by which OpenRefine matches tables with the graph."""

from osce_kg.server.reconciliation.routes import blueprint

__all__ = ["blueprint"]
