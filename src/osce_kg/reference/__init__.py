"""Reads ``data/reference/*.csv``, which extraction, resolution and the reference graph share."""

from osce_kg.reference.loading import load_reference
from osce_kg.reference.offices import OFFICES, Office

__all__ = ["OFFICES", "Office", "load_reference"]
