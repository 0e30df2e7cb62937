"""HOSTING: takes HTTP in and answers each request in a process that can be lost.

::

    client ── front (one process, one event loop) ── worker: the Flask app over the graph, one request
                  │                                     ▲
                  └── fork server ──────────────────────┘ forks, shares its memory

The front speaks HTTP, says who may go next, keeps answers for others who ask the same, and kills a worker at
its deadline. The fork server has the graph in memory and the application ready; a fork of it is a worker.
Beside it, where the settings ask for one, a second listener takes writes (``writing``) from whoever has a
token. Nothing is imported here: the front needs neither Flask nor rdflib.
"""
