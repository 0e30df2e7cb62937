"""Queries that would reach out of the graph: ``URL`` stands for a host, ``FILE`` for a file."""

from __future__ import annotations

SERVICE_QUERIES = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?host { <URL> } SERVICE ?host { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { sErViCe <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERV\\U00000049CE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE#comment\n<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '#' SERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p """ " """ . SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { FILTER(1<2)SERVICE<URL>{ ?s ?p ?o } }",
    "PREFIX h: <URL> SELECT * { SERVICE h: { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "CONSTRUCT { ?s ?p ?o } { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
)
"""Row C7: ways to write SERVICE."""

FROM_CLAUSES = (
    "FROM <URL>",
    "FROM NAMED <URL>",
    "FROM <FILE>",
    "FROM NAMED <FILE>",
    "FROM <URL> FROM NAMED <FILE>",
    "from#comment\n<URL>",
)
"""Row C8: datasets that are not in the graph."""

UPDATES = (
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <a:g>",
    "LOAD <file:///etc/hostname>",
    "INSERT DATA { <a:a> <a:a> <a:a> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR ALL",
    "#\nPREFIX a: <a:> CREATE GRAPH a:g",
    "COPY DEFAULT TO <a:g>",
)
"""Row C9: updates, those that load among them."""
