"""Whether the server stays as it is under good and hostile traffic: ``python -m benchmarks.soak``."""
