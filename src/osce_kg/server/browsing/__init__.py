"""BROWSING: finding things by name, and events by what they are about, page by page and without scripts."""

from osce_kg.server.browsing.routes import blueprint

__all__ = ["blueprint"]
