"""``--report FORMAT:FILE``: reports beside the one on standard output, each written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

REPORT_FORMATS = ("text", "turtle", "json", "sarif", "junit", "github", "markdown", "html")
"""The formats of ``osce_kg.validation.reporting``: known here, so that ``--help`` needs not import it."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report that the user wants in a file."""

    format: str
    path: Path


class ReportFileType(click.ParamType[ReportFile]):
    """Turns ``FORMAT:FILE`` into a ``ReportFile``."""

    name = "FORMAT:FILE"

    def convert(
        self, value: str | ReportFile, param: click.Parameter | None, ctx: click.Context | None
    ) -> ReportFile:
        """Split at the first colon; anything but a known format before it is wrong usage."""
        if isinstance(value, ReportFile):
            return value
        report_format, colon, path = value.partition(":")
        if not colon or not path or report_format not in REPORT_FORMATS:
            self.fail(
                f"{value!r} is not FORMAT:FILE with a format of {', '.join(REPORT_FORMATS)}.", param, ctx
            )
        return ReportFile(report_format, Path(path))


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` so that readers see the old file or the new one, never a part.

    Raises:
        MachineError: the file cannot be written.
    """
    from osce_kg.errors import MachineError

    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise MachineError(f"{path}: cannot be written ({error.strerror or error})") from error


def require_apart(written: Sequence[Path], read: Iterable[Path]) -> None:
    """See that no file is written that is read, or twice; of a directory, RDF is read.

    Raises:
        UsageError: there is one.
    """
    from osce_kg.errors import UsageError
    from osce_kg.validation.sources import is_surely_rdf

    targets = {path.resolve(): path for path in written}
    if len(targets) < len(written):
        raise UsageError("two reports cannot be written into one file")
    for source in map(Path.resolve, read):
        for target, name in targets.items():
            if target == source or (target.exists() and source in target.parents and is_surely_rdf(target)):
                raise UsageError(f"{name} is read by this run: a report would replace it")


def write_failure(report: ReportFile, reason: str, exit_code: int) -> None:
    """Replace what an earlier run has left in a report's file: it must not pass for the verdict of this one.

    Raises:
        MachineError: the file cannot be written.
    """
    from osce_kg.validation.reporting import FAILURE_WRITERS

    if report.format in FAILURE_WRITERS:
        write_whole(report.path, FAILURE_WRITERS[report.format](reason, exit_code))
    elif report.path.is_file():
        report.path.unlink()
