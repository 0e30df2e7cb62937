"""Reading a release again: what its description says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from osce_kg.errors import InputError, MissingInputError
from osce_kg.namespaces import PREFIXES
from osce_kg.publishing.description import DATASET, DCAT, VOID
from osce_kg.publishing.release import DESCRIPTION

_UNREADABLE: Final = "the description of the release cannot be read"


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """What a release says of itself.

    Attributes:
        version: version of the software that made it.
        graph_version: hex digest of the data.
        triples: number of distinct triples.
        first_day, last_day: ISO dates between which the events lie; None without a date.
        instances: class IRI to number of instances.
        issued: ISO date and time of the release; None if it does not say.
        properties: property IRI to number of triples.
    """

    version: str
    graph_version: str
    triples: int
    first_day: str | None
    last_day: str | None
    instances: Mapping[str, int]
    issued: str | None = None
    properties: Mapping[str, int] = field(default_factory=dict)


def read_summary(directory: Path) -> ReleaseSummary:
    """Read the description of the release in ``directory``.

    Raises:
        MissingInputError: there is no release.
        InputError: its description cannot be read.
    """
    path = directory / DESCRIPTION
    try:
        return parse_summary(path.read_bytes(), str(path))
    except FileNotFoundError as error:
        raise MissingInputError("there is no release", source=str(path)) from error
    except OSError as error:
        raise InputError(_UNREADABLE, source=str(path)) from error


def parse_summary(description: bytes, source: str) -> ReleaseSummary:
    """Return what a description, as Turtle, says of its release.

    Raises:
        InputError: it is no description; ``source`` is named as the place of it.
    """
    values: dict[tuple[str, str], str] = {}
    partitions: dict[str, list[str]] = {"class": [], "property": []}
    try:
        for quad in ox.parse(description, format=ox.RdfFormat.TURTLE):
            subject, predicate, value = (term.value for term in (quad.subject, quad.predicate, quad.object))
            values[subject, predicate] = value
            for kind, nodes in partitions.items():
                if predicate == f"{VOID}{kind}Partition":
                    nodes.append(value)
        dataset = str(DATASET)
        period = values.get((dataset, PREFIXES["dcterms"] + "temporal"), "")
        return ReleaseSummary(
            version=values[dataset, DCAT + "version"],
            graph_version=values[dataset, PREFIXES["dcterms"] + "identifier"].removeprefix("sha256:"),
            triples=int(values[dataset, VOID + "triples"]),
            first_day=values.get((period, DCAT + "startDate")),
            last_day=values.get((period, DCAT + "endDate")),
            instances={
                values[node, VOID + "class"]: int(values[node, VOID + "entities"])
                for node in partitions["class"]
            },
            issued=values.get((dataset, PREFIXES["dcterms"] + "issued")),
            properties={
                values[node, VOID + "property"]: int(values[node, VOID + "triples"])
                for node in partitions["property"]
            },
        )
    except (SyntaxError, KeyError, ValueError) as error:
        raise InputError(_UNREADABLE, source=source) from error
