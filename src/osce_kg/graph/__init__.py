"""BUILD: statements from what was read, extracted, resolved and looked up."""

from osce_kg.graph.document_statements import build_document_statements
from osce_kg.graph.entity_statements import build_entity_statements
from osce_kg.graph.reference_statements import build_reference_statements

__all__ = ["build_document_statements", "build_entity_statements", "build_reference_statements"]
