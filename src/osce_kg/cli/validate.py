"""``osce-kg validate``: check RDF files, a build, or an endpoint against the shapes."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from osce_kg.cli.report_files import (
    REPORT_FORMATS,
    ReportFile,
    ReportFileType,
    require_apart,
    write_failure,
    write_whole,
)
from osce_kg.cli.seconds import SECONDS

if TYPE_CHECKING:
    from osce_kg.model.validation import ValidationReport
    from osce_kg.validation.checks import Check
    from osce_kg.validation.shapes import Shapes
    from osce_kg.validation.sources import RdfSource
    from osce_kg.validation.terms import Triple

_INPUT_FORMATS = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")
_SEVERITIES = ("violation", "warning", "info")
_ENGINES = ("auto", "fast", "pyshacl")
_SHOWN_STALE = 10
_PATH = click.Path(path_type=Path, readable=False)
"""Whether it can be read is found out when it is: that is bad input, and no wrong usage."""
_FILE = click.Path(path_type=Path, dir_okay=False, readable=False)
_INTERNAL = 4
_RELEASE = "release"


@dataclass(frozen=True, slots=True)
class _Options:
    """What the user asked for; the attributes are the options of the command."""

    sources: tuple[str, ...]
    input_format: str | None
    endpoint: str | None
    timeout: float
    shapes: Path | None
    profile: str | None
    checks: Path | None
    no_checks: bool
    report_format: str
    reports: tuple[ReportFile, ...]
    fail_on: str
    strict: bool
    baseline: Path | None
    write_baseline: Path | None
    changed_since: str | None
    engine: str


@click.command("validate")
@click.argument("sources", nargs=-1, metavar="[FILE|DIR|PATTERN|-]…")
@click.option(
    "--input-format",
    type=click.Choice(_INPUT_FORMATS),
    help="Format of standard input, and of files whose extension tells none.",
)
@click.option("--endpoint", metavar="URL", help="Validate the graph of this SPARQL endpoint.")
@click.option(
    "--timeout",
    type=SECONDS,
    default=60.0,
    show_default=True,
    help="Seconds to wait for an endpoint that says nothing.",
)
@click.option("--shapes", type=_PATH, help="File or directory of shapes [default: ours].")
@click.option(
    "--profile",
    metavar="NAME",
    help="How strict: release, incoming, strict, or another profile of the shapes [default: release].",
)
@click.option(
    "--checks",
    type=_PATH,
    help="Directory of queries that must have no answer [default: ours, for builds, if the profile asks].",
)
@click.option("--no-checks", is_flag=True, help="Ask no such queries.")
@click.option(
    "--format", "report_format", type=click.Choice(REPORT_FORMATS), default="text", show_default=True
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=ReportFileType(),
    metavar="FORMAT:FILE",
    help="Write a report into a file as well; may be repeated.",
)
@click.option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="violation",
    show_default=True,
    help="Mildest severity that makes the exit code 1.",
)
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default="auto",
    show_default=True,
    help="SHACL engine: pyshacl is the reference; auto is fast and leaves to it what it does not cover.",
)
@click.option("--strict", is_flag=True, help="Exit 1 also if no shape targets anything in the data.")
@click.option(
    "--baseline", type=_FILE, metavar="FILE", help="Findings that are accepted: only new ones fail."
)
@click.option(
    "--write-baseline", type=_FILE, metavar="FILE", help="Accept all findings, and write them there."
)
@click.option(
    "--changed-since",
    metavar="REF",
    help="Only what a change since HEAD left the git branch, tag or commit REF can affect.",
)
@click.pass_context
def command(context: click.Context, /, **options: Any) -> None:
    """Check FILEs of RDF, all RDF in a DIRectory, the dump of a build, or standard input (-).

    Reads Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD, by extension, also packed as .gz.
    Exit code 0: the data conforms; 1: there are findings; 2: wrong usage; 3: a file cannot be read;
    4: the machine is at fault.
    """
    asked = _Options(**options)
    _check_usage(asked)
    _keep_apart(asked)
    try:
        _invalidate_reports(asked)
        report = _validate(asked)
    except Exception as error:
        _tell_failure(asked, error)
        raise
    context.exit(0 if _publish(report, asked) else 1)


def _check_usage(asked: _Options) -> None:
    if bool(asked.sources) == bool(asked.endpoint):
        raise click.UsageError("Name files to validate, or an --endpoint.")
    if "-" in asked.sources and asked.input_format is None:
        raise click.UsageError("The format of standard input must be named by --input-format.")
    if asked.checks and asked.no_checks:
        raise click.UsageError("Either --checks or --no-checks.")
    if asked.endpoint and asked.changed_since:
        raise click.UsageError("--changed-since is about files, not about an endpoint.")


def _keep_apart(asked: _Options) -> None:
    """See that no report replaces what is read."""
    from osce_kg.validation.directories import is_pattern, matching_paths

    read = [path for path in (asked.shapes, asked.baseline, asked.checks) if path]
    for source in asked.sources:
        read += matching_paths(source) if is_pattern(source) else [Path(source)]
    written = [file.path for file in asked.reports]
    require_apart(written, read)
    if asked.write_baseline:
        require_apart([*written, asked.write_baseline], (path for path in read if path != asked.baseline))


def _invalidate_reports(asked: _Options) -> None:
    """Let no report of an earlier run stand while this one runs: it may be killed."""
    for file in asked.reports:
        if file.path.is_file():
            write_failure(file, "The run did not finish.", _INTERNAL)


def _validate(asked: _Options) -> ValidationReport:
    """Validate, narrow down to what changed, and compare with the baseline."""
    from osce_kg.validation import validate_graph
    from osce_kg.validation.baseline import against_baseline, baseline_of, read_baseline, write_baseline

    known = read_baseline(asked.baseline) if asked.baseline else ()
    sources = _sources(asked)
    changed = _changed(sources, asked) if asked.changed_since else None
    shapes, checks = _shapes_and_checks(sources, asked)
    report = validate_graph(sources, shapes=shapes, checks=checks, engine=asked.engine, changed=changed)
    if asked.write_baseline:
        known = baseline_of(report.findings)
        write_whole(asked.write_baseline, write_baseline(known))
    return against_baseline(report, known, tell_stale=not asked.changed_since)


def _sources(asked: _Options) -> Sequence[RdfSource]:
    from osce_kg.validation.discovery import expand_patterns, rdf_files, received_from
    from osce_kg.validation.endpoint import read_endpoint
    from osce_kg.validation.sources import FORMATS, MAX_BYTES
    from osce_kg.web import WebLimits

    if asked.endpoint:
        limits = WebLimits(MAX_BYTES, read_seconds=asked.timeout, total_seconds=10 * asked.timeout)
        return [read_endpoint(asked.endpoint, limits)]
    default_format = FORMATS[asked.input_format] if asked.input_format else None
    named = [source for source in asked.sources if source != "-"]
    sources: list[RdfSource] = list(rdf_files(expand_patterns(named), default_format))
    if default_format is not None and "-" in asked.sources:
        sources.append(received_from(sys.stdin.buffer, default_format))
    return sources


def _shapes_and_checks(sources: Sequence[RdfSource], asked: _Options) -> tuple[Shapes, Sequence[Check]]:
    """Return the shapes under the profile, and the checks that it asks of builds unless the user decides."""
    from osce_kg.errors import MissingInputError
    from osce_kg.resources import resource_path
    from osce_kg.validation.checks import read_checks
    from osce_kg.validation.passages import text_directories
    from osce_kg.validation.profiles import checks_under_profile, read_profile, under_profile
    from osce_kg.validation.shapes import load_shapes
    from osce_kg.validation.sources import told_as_bad_input

    directory = asked.shapes or resource_path("shapes")
    with told_as_bad_input(str(directory)):
        if not directory.exists():
            raise MissingInputError("there are no shapes: no such file or directory", source=str(directory))
    shapes = load_shapes(directory)
    name = asked.profile or (None if asked.shapes else _RELEASE)
    profile = read_profile(directory, name) if name else None
    folder = asked.checks
    if folder is None and profile and profile.checks and text_directories(sources):
        folder = resource_path("queries", "checks")
    checks = read_checks(folder) if folder and not asked.no_checks else ()
    return (
        (under_profile(shapes, profile), checks_under_profile(checks, profile))
        if profile
        else (shapes, checks)
    )


def _changed(sources: Sequence[RdfSource], asked: _Options) -> Collection[Triple]:
    from osce_kg.validation.changes import changed_statements

    directories = [Path(source) for source in asked.sources if Path(source).is_dir()]
    return changed_statements(sources, directories, asked.changed_since or "")


def _publish(report: ValidationReport, asked: _Options) -> bool:
    """Write all reports and tell what must not be overlooked; return whether the report passes."""
    from osce_kg.validation.reporting import WRITERS
    from osce_kg.validation.verdict import Policy

    policy = Policy(asked.fail_on, asked.strict)
    for file in asked.reports:
        write_whole(file.path, WRITERS[file.format](report, policy))
    click.echo(WRITERS[asked.report_format](report, policy), nl=False)
    if not report.focus_nodes:
        click.echo(
            "WARNING: 0 focus nodes: no shape targets anything in this data, so nothing was checked.",
            err=True,
        )
    if report.stale:
        click.echo(
            f"{asked.baseline}: {len(report.stale)} of its entries match no finding any more:", err=True
        )
        for entry in report.stale[:_SHOWN_STALE]:
            click.echo(f"    {entry.message or entry.focus_node} [{entry.shape}]", err=True)
    return policy.passes(report)


def _tell_failure(asked: _Options, error: Exception) -> None:
    """Say in every report, as far as it can be written, that nothing is known about the data."""
    from osce_kg.errors import MachineError
    from osce_kg.validation.reporting import FAILURE_WRITERS

    exit_code = getattr(error, "exit_code", _INTERNAL)
    for file in asked.reports:
        try:
            write_failure(file, str(error), exit_code)
        except MachineError as worse:
            click.echo(f"error: {worse}", err=True)
    if asked.report_format in FAILURE_WRITERS.keys() - {"text"}:
        click.echo(FAILURE_WRITERS[asked.report_format](str(error), exit_code), nl=False)
