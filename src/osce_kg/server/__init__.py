"""SERVE: SPARQL protocol, linked data pages, downloads and a start page, by Flask."""

from osce_kg.server.application import close_app, create_app

__all__ = ["close_app", "create_app"]
