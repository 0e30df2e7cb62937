"""How long a request may be."""

from __future__ import annotations

from typing import Final

MAXIMUM_BODY: Final = 2 << 20
"""Bytes of the longest query that is accepted, its form fields included."""

TOO_LONG: Final = f"The request is longer than {MAXIMUM_BODY >> 20} MiB."
