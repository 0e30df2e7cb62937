"""Libraries that only some answers need; ``pip install 'osce-kg[notebook]'`` brings them all."""

from __future__ import annotations

import importlib
from typing import Any

from osce_kg.errors import MachineError


def require(name: str, purpose: str) -> Any:
    """Import an optional library.

    Args:
        name: of the module, e.g. ``pandas``.
        purpose: what needs it, as it begins a sentence, e.g. ``to_pandas()``.

    Raises:
        MachineError: it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        library = name.partition(".")[0]
        message = f"{purpose} needs {library}, which is not installed: pip install 'osce-kg[notebook]'"
        raise MachineError(message) from error
