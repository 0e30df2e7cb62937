"""How fast the endpoint is beside others that serve the same graph: ``python -m benchmarks.serving``."""
