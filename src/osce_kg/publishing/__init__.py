"""PUBLISH: deterministic dumps, checksums, and a description of the release in VoID and DCAT."""

from osce_kg.publishing.release import publish_release
from osce_kg.publishing.summary import ReleaseSummary, read_manifest, read_summary

__all__ = ["ReleaseSummary", "publish_release", "read_manifest", "read_summary"]
