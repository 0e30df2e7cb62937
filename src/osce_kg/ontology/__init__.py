"""The ontology itself: is it what it should be, and a page that explains it to people."""
