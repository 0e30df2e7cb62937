"""QUERY: the query catalogue, guarded execution in worker processes, results.

Nothing is imported here: a worker process starts with this package and must be quick.
"""
