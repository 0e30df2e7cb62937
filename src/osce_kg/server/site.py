"""What the server serves: one build, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, cast

import pyoxigraph as ox
from flask import current_app

from osce_kg.config import Settings
from osce_kg.errors import LimitError
from osce_kg.publishing import OpenedRelease, ReleaseSummary
from osce_kg.publishing.release import DUMP, TRIPLES
from osce_kg.querying.catalogue import ExampleQuery, read_catalogue
from osce_kg.reasoning.derivation import read_rules
from osce_kg.resources import resource_path
from osce_kg.searching import NameDirectory, read_directory
from osce_kg.server.description import Describer
from osce_kg.server.document_text import DocumentTexts
from osce_kg.server.graph_sizes import GraphSizes, count_graphs
from osce_kg.server.links import LocalLinks
from osce_kg.server.neighbours import NeighbourIndex, Neighbours, index_neighbours
from osce_kg.server.summarizing import summarize
from osce_kg.store import OxigraphReader, StatementReader, open_store
from osce_kg.store.endpoint import SparqlEndpoint
from osce_kg.store.endpoint_reader import EndpointReader

_PATIENCE: Final = 600.0
"""Seconds that a store of others may take for what is counted once."""

EXTENSION = "osce_kg"
"""Key of the site in ``app.extensions``."""


@dataclass(frozen=True)
class Site:
    """One build, opened for serving.

    Attributes:
        release: its files, as they were when the site was opened.
        store: the statements, for users' queries; it may be a store of others.
        reader: the same for pages: bounded look-ups, never a user's query.
        describer: what is known of each thing.
        texts: the texts of the documents.
        examples: the example queries.
        summary: what the release says of itself.
        links: from IRIs to addresses on this server.
        sizes: the named graphs and how large they are.
        known_names: ``names``, if they have been read already.
    """

    settings: Settings
    release: OpenedRelease
    store: ox.Store | SparqlEndpoint
    reader: StatementReader
    describer: Describer
    texts: DocumentTexts
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


@dataclass(frozen=True, slots=True)
class PreparedRelease:
    """What takes a while to make of a release, and what all processes that serve it can share.

    Attributes:
        release: its files, checked.
        index: of things with many neighbours; empty if the release had to be there at once.
        names: everything that has a name, if that has been read already.
    """

    release: OpenedRelease
    index: NeighbourIndex
    names: NameDirectory | None = None


def prepare_release(data: Path, *, at_once: bool = False) -> PreparedRelease:
    """Open and index the release of the build in ``data``.

    Args:
        data: directory of the build.
        at_once: do without the index, which takes two seconds for a million triples.

    Raises:
        MissingInputError: there is no release.
        InputError: it is damaged.
    """
    release = OpenedRelease.open(data / DUMP)
    index = NeighbourIndex() if at_once else index_neighbours(release.files[TRIPLES])
    return PreparedRelease(release, index)


def open_site(
    data: Path,
    settings: Settings,
    store: ox.Store | None = None,
    prepared: PreparedRelease | None = None,
) -> Site:
    """Open the build in ``data`` for serving.

    Args:
        data: directory of the build.
        settings: what can be set.
        store: the statements of the build, if they are at hand; None: its store on disk is opened.
        prepared: its release, if it is at hand; None: it is prepared.

    Raises:
        MissingInputError: there is no build, or a part of it is missing.
        InputError: a part of it cannot be read.
    """
    opened = open_store(data / "store") if store is None else store
    reader = OxigraphReader(opened)
    prepared = prepare_release(data) if prepared is None else prepared
    release, neighbours = prepared.release, Neighbours(reader, prepared.index)
    return Site(
        settings=settings,
        release=release,
        summary=release.summary,
        store=opened,
        reader=reader,
        describer=Describer(reader, neighbours, read_rules()),
        texts=DocumentTexts(data / "documents", reader, neighbours),
        examples=read_catalogue(resource_path("queries", "examples")),
        links=LocalLinks(settings.base_iri),
        sizes=count_graphs(reader),
        known_names=prepared.names,
    )


def open_backend_site(settings: Settings, data: Path | None = None) -> Site:
    """Open the graph behind ``settings.backend`` for serving.

    Args:
        settings: what can be set.
        data: directory of the build that was published there, for its files and texts; None: there are none.

    Raises:
        InputError: the store has nothing of ours, or its default graph is not the union; or the release in
            ``data`` is damaged.
        MissingInputError: there is no release in ``data``.
        LimitError, MachineError: the store does not answer as it should.
    """
    patient = EndpointReader(SparqlEndpoint(settings.backend, _PATIENCE))
    patient.require_union()
    summary = summarize(patient)
    endpoint = SparqlEndpoint(settings.backend, settings.deadline)
    reader = EndpointReader(endpoint)
    release = OpenedRelease({}, summary) if data is None else OpenedRelease.open(data / DUMP)
    neighbours = Neighbours(reader, NeighbourIndex())
    return Site(
        settings=settings,
        release=release,
        summary=summary,
        store=endpoint,
        reader=reader,
        describer=Describer(reader, neighbours, read_rules()),
        texts=DocumentTexts(None if data is None else data / "documents", reader, neighbours),
        examples=read_catalogue(resource_path("queries", "examples")),
        links=LocalLinks(settings.base_iri),
        sizes=count_graphs(patient),
        known_names=_names_if_given(patient),
    )


def _names_if_given(reader: StatementReader) -> NameDirectory | None:
    """Return the names, unless the store cuts so long an answer: then what needs them fails, and says so."""
    try:
        return read_directory(reader)
    except LimitError:
        return None


def current_site() -> Site:
    """Return the site of the application that handles this request."""
    return cast(Site, current_app.extensions[EXTENSION])
