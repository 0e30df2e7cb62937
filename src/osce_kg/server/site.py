"""What the server serves: one build, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

import pyoxigraph as ox
from flask import current_app

from osce_kg.config import Settings
from osce_kg.publishing import ReleaseSummary, read_summary
from osce_kg.querying.catalogue import ExampleQuery, read_catalogue
from osce_kg.resources import resource_path
from osce_kg.searching import NameDirectory, read_directory
from osce_kg.server.graph_sizes import GraphSizes, count_graphs
from osce_kg.server.links import LocalLinks
from osce_kg.store import OxigraphReader, StatementReader, open_store

EXTENSION = "osce_kg"
"""Key of the site in ``app.extensions``."""


@dataclass(frozen=True)
class Site:
    """One build, opened for serving.

    Attributes:
        dump: folder of the release.
        store: the statements, for users' queries.
        reader: the same for pages: bounded look-ups, never a user's query.
        examples: the example queries.
        summary: what the release says of itself.
        links: from IRIs to addresses on this server.
        sizes: the named graphs and how large they are.
        known_names: ``names``, if they have been read already.
    """

    settings: Settings
    dump: Path
    store: ox.Store
    reader: StatementReader
    examples: tuple[ExampleQuery, ...]
    summary: ReleaseSummary
    links: LocalLinks
    sizes: GraphSizes
    known_names: NameDirectory | None = None

    @cached_property
    def names(self) -> NameDirectory:
        """Everything that has a name, found by it.

        It is read when it is first used, unless it is known: that takes a second for a million triples.
        """
        return self.known_names or read_directory(self.reader)


def open_site(
    data: Path, settings: Settings, store: ox.Store | None = None, names: NameDirectory | None = None
) -> Site:
    """Open the build in ``data`` for serving.

    Args:
        data: directory of the build.
        settings: what can be set.
        store: the statements of the build, if they are at hand; None: its store on disk is opened.
        names: everything that has a name in the build, if that is at hand.

    Raises:
        MissingInputError: there is no build, or a part of it is missing.
        InputError: a part of it cannot be read.
    """
    opened = open_store(data / "store") if store is None else store
    reader = OxigraphReader(opened)
    return Site(
        settings=settings,
        dump=(data / "dump").resolve(),
        summary=read_summary(data / "dump"),
        store=opened,
        reader=reader,
        examples=read_catalogue(resource_path("queries", "examples")),
        links=LocalLinks(settings.base_iri),
        sizes=count_graphs(reader),
        known_names=names,
    )


def current_site() -> Site:
    """Return the site of the application that handles this request."""
    return cast(Site, current_app.extensions[EXTENSION])
