"""The graphs that users may write to. All others hold what documents and the reference data say."""

from __future__ import annotations

import re
from typing import Final

from osce_kg.namespaces import GRAPH

USER_GRAPHS: Final = str(GRAPH["user/"])
"""Start of the names of users' graphs."""

ACTIVITIES: Final = GRAPH["user/activities"]
"""Who wrote what and when; written with each write, and by nothing else."""

NOT_WRITABLE: Final = (
    f"Only graphs below {USER_GRAPHS} can be written to, and of them not {ACTIVITIES}: "
    "the others hold what documents and the reference data say."
)

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~%/-]{0,180}")


def is_user_graph(graph: str) -> bool:
    """Tell whether a graph belongs to users: what is written there came in by a request."""
    return graph.startswith(USER_GRAPHS)


def is_writable(graph: str) -> bool:
    """Tell whether a request may change a graph."""
    key = graph.removeprefix(USER_GRAPHS)
    has_key = _KEY.fullmatch(key) is not None and ".." not in key and "//" not in key
    return is_user_graph(graph) and graph != str(ACTIVITIES) and has_key
