"""Where the files that come with the package are: ontology, shapes, queries, data."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parents[2]


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder, e.g. ``resource_path("shapes")``.

    An installed wheel carries them inside the package, a checkout at its top level.
    """
    root = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return root.joinpath(*parts)
