"""KNOWLEDGE GRAPH: for scripts and notebooks; answers as tables, networks and pictures."""

from osce_kg.knowledge_graph.graph import KnowledgeGraph
from osce_kg.knowledge_graph.networks import MeetingNetwork
from osce_kg.knowledge_graph.people import Person
from osce_kg.knowledge_graph.tables import Table
from osce_kg.knowledge_graph.timeline import Timeline
from osce_kg.knowledge_graph.values import EdtfDate

__all__ = ["EdtfDate", "KnowledgeGraph", "MeetingNetwork", "Person", "Table", "Timeline"]
