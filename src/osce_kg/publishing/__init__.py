"""PUBLISH: deterministic dumps, checksums, and a description of the release in VoID and DCAT."""

from osce_kg.publishing.release import publish_release

__all__ = ["publish_release"]
