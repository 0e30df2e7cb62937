"""SHACL compiled: shapes graph → shapes with constraints → sets of nodes that break them.

``reading`` makes shapes of a shapes graph, helped by the other ``…_reading`` modules; ``model`` is a shape.
``run`` checks all focus nodes of a shape at once; the ``…_constraints`` modules say what components demand.
The ``query_…`` modules know the text of queries, ``reads`` what a shape looks at; ``engine`` is all together.
"""
