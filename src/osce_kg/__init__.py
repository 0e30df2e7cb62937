"""osce-kg: a knowledge graph of who met whom in the OSCE, with the sentence that says so."""

__version__ = "0.1.0"
