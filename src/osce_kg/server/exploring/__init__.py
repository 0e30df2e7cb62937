"""EXPLORING: who met whom as pages: a network, a timeline and a map, over one filter."""

from osce_kg.server.exploring.routes import blueprint

__all__ = ["blueprint"]
