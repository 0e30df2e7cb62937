"""Dumps: all statements in five formats, in chunks that can be made, kept and replaced one by one."""

from osce_kg.publishing.dumps.arrangements import FORMATS

__all__ = ["FORMATS"]
