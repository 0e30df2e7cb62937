"""Calls the stages in order: documents in, a build's directory out."""

from osce_kg.pipeline.build import JUDGEMENTS, BuildOptions, build_graph
from osce_kg.pipeline.directory import CANDIDATES, DOCUMENTS
from osce_kg.pipeline.extracting import extract_each_or_lose, extract_or_lose
from osce_kg.pipeline.report import REPORT

__all__ = [
    "CANDIDATES",
    "DOCUMENTS",
    "JUDGEMENTS",
    "REPORT",
    "BuildOptions",
    "build_graph",
    "extract_each_or_lose",
    "extract_or_lose",
]
