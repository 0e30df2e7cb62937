"""What follows from what documents say: statements derived by published rules, and the ontology's closure."""
