"""SHACL compiled: shapes graph → shapes with constraints → sets of nodes that break them.

``reading`` makes ``Shape`` objects of a shapes graph, ``run`` checks all focus nodes of a shape at once, the
modules of constraints say what each component demands, ``engine`` turns results into findings.
"""
