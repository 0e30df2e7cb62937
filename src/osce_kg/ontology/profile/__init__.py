"""OWL 2 RL, and what of OWL 2 DL an ontology in it has to keep to: a structural check of axioms as RDF.

After "OWL 2 Web Ontology Language: Profiles", section 4.2, and "Mapping to RDF Graphs". No library for Python
does this: the one that says so takes a union below a class for a violation and a key for none. Two
restrictions of OWL 2 DL are left to other tools, as they concern constructs that this project does without:
the regularity of property chains and the shape of graphs of anonymous individuals.
"""

from osce_kg.ontology.profile.axioms import profile_faults

__all__ = ["profile_faults"]
