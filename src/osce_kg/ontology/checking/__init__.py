"""Is the ontology what it should be? Findings with file and line."""

from osce_kg.ontology.checking.check import check_ontology

__all__ = ["check_ontology"]
