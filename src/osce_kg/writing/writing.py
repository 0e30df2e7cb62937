"""One write, whole: a build with it takes the place of the build without it, or nothing happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from osce_kg.config import Settings
from osce_kg.errors import BusyError, InputError, MissingInputError
from osce_kg.identifiers import DERIVED_GRAPH
from osce_kg.pipeline.directory import is_build
from osce_kg.pipeline.staging import staged_directory
from osce_kg.writing.activities import activity_statements
from osce_kg.writing.confined import WorkLimits
from osce_kg.writing.effects import effect_of
from osce_kg.writing.lines import as_statements, graph_of, read_lines
from osce_kg.writing.rebuilding import rebuild
from osce_kg.writing.requests import Operation, WriteRequest
from osce_kg.writing.user_graphs import is_user_graph, is_writable


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a write.

    Attributes:
        graph_version: digest of the data, as the release says it.
        is_new: whether the graph that the request names held nothing before.
    """

    graph_version: str
    is_new: bool


def write(data: Path, request: WriteRequest, settings: Settings, moment: dt.datetime) -> Written:
    """Change the graphs of users in the build in ``data``.

    Args:
        data: directory of the build.
        request: what is to be written.
        settings: limits, and who writes.
        moment: the time in UTC that the graph says it was written at.

    Raises:
        InputError: there is no whole build.
        BusyError: another process makes or changes the build.
        UsageError: the request makes no sense, or a statement of it cannot be published.
        RefusedWriteError: a graph would change that is not writable.
        MissingInputError: the graph to remove is not there.
        LimitError: the request needs more time or memory than it may have.
        MachineError: the disk.
    """
    place = data.resolve()
    if not is_build(place):
        raise InputError("there is no whole build", source=str(place))
    try:
        with staged_directory(place, is_ours=is_build) as directory:
            return _write(place, directory, request, settings, moment)
    except BusyError:  # its message names a place on this machine
        raise BusyError("Another write or build is under way; try again when it is done.") from None


def _write(
    former: Path, directory: Path, request: WriteRequest, settings: Settings, moment: dt.datetime
) -> Written:
    lines = read_lines(former / "dump")
    asserted, written, activities = _parted(lines)
    exists = any(graph_of(line) == request.graph for line in written)
    if request.operation is Operation.REMOVE and not exists:
        raise MissingInputError(f"There is no graph {request.graph}.")
    after = effect_of(request, former / "dump", written, settings.base_iri, _limits(settings))
    graphs = sorted({graph_of(line) for line in set(written).symmetric_difference(after)})
    statements = [
        *as_statements([*activities, *after]),
        *activity_statements(request, settings.write_agent, moment, graphs),
    ]
    release = rebuild(former, directory, asserted, statements)
    return Written(release.graph_version, is_new=not exists)


def _parted(lines: Sequence[bytes]) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """Return what is asserted but by no user, what is in writable graphs, and what is said of writes."""
    asserted: list[bytes] = []
    written: list[bytes] = []
    activities: list[bytes] = []
    for line in lines:
        graph = graph_of(line)
        if is_writable(graph):
            written.append(line)
        elif is_user_graph(graph):
            activities.append(line)
        elif graph != str(DERIVED_GRAPH):
            asserted.append(line)
    return asserted, written, activities


def _limits(settings: Settings) -> WorkLimits:
    return WorkLimits(
        seconds=settings.write_deadline,
        memory=settings.memory_limit << 20,
        result=settings.result_limit << 20,
    )
