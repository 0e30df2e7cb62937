"""OWL 2 RL, and what of OWL 2 DL an ontology in it has to keep to: a structural check of axioms as RDF.

After "OWL 2 Web Ontology Language: Profiles", section 4.2, and "Mapping to RDF Graphs". No library for Python
does this well: docs/decisions/0015 says what was tried. Two restrictions of OWL 2 DL are left to other tools,
since they concern what this project does without: the regularity of property chains, and the shape of graphs
of anonymous individuals.
"""

from osce_kg.ontology.profile.axioms import profile_faults

__all__ = ["profile_faults"]
