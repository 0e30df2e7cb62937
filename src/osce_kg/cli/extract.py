"""``osce-kg extract``: what documents say, as JSON, without building a graph."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from osce_kg.cli.extractors import ExtractorChoice, extractor_options
from osce_kg.cli.losses import exit_code, print_losses
from osce_kg.model.document import Document, Loss

if TYPE_CHECKING:
    from osce_kg.model.extraction import Extraction
    from osce_kg.model.reference import Reference

_Form = Callable[[Document, "Extraction", "Reference"], dict[str, Any]]


@click.command("extract", short_help="Print what documents say as JSON, without building a graph.")
@click.argument("sources", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "gold"]),
    default="json",
    show_default=True,
    help="json: everything, with offsets; gold: the form of the gold annotations.",
)
@extractor_options
@click.pass_context
def command(context: click.Context, sources: tuple[str, ...], form: str, choice: ExtractorChoice) -> None:
    """Print one JSON object: for each document, keyed by the stem of its file, what it says.

    PATH is a file, a folder or an http(s) address. Exit code 3 if one could not be used, 4 if the extractor
    failed on one; the others are printed all the same.
    """
    from osce_kg.documents import read_documents
    from osce_kg.evaluation.gold_form import gold_form
    from osce_kg.pipeline import extract_or_lose
    from osce_kg.reference import load_reference

    reference = load_reference()
    extractor = choice(reference)
    shape: _Form = gold_form if form == "gold" else _everything
    found: dict[str, dict[str, Any]] = {}
    losses: list[Loss] = []
    for source in sources:
        # One source at a time: a document that is given twice under two names has two results.
        corpus = read_documents([source])
        losses += corpus.losses
        for document in corpus.documents:
            key = _stem(document)
            if key in found:
                losses.append(Loss("documents", document.source, f"another document is called {key} too"))
                continue
            extraction, told = extract_or_lose(document, extractor)
            losses += told
            if extraction is not None:
                found[key] = shape(document, extraction, reference)
    click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    print_losses(losses)
    context.exit(exit_code(losses))


def _stem(document: Document) -> str:
    """Return the file name without its last extension; the last part of an address, or else the key."""
    path = urlsplit(document.source).path if "://" in document.source[:12] else document.source
    return PurePosixPath(path).stem or document.key


def _everything(document: Document, extraction: Extraction, _: Reference) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(extraction), default=_plain))
    return {"source": document.source, "sha256": document.sha256, **record}


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"no JSON form: {value!r}")
