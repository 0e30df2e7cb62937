"""PUBLISH: deterministic dumps, checksums, and a description of the release in VoID and DCAT."""

from osce_kg.publishing.dumps.contents import StatementChanges
from osce_kg.publishing.loading import LOADED_FILES, load_release
from osce_kg.publishing.opened_release import OpenedRelease, ReleaseFile
from osce_kg.publishing.release import MANIFEST, STEM, publish_release
from osce_kg.publishing.summary import ReleaseSummary, read_summary

__all__ = [
    "LOADED_FILES",
    "MANIFEST",
    "STEM",
    "OpenedRelease",
    "ReleaseFile",
    "ReleaseSummary",
    "StatementChanges",
    "load_release",
    "publish_release",
    "read_summary",
]
