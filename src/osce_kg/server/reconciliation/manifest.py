"""The manifest: what the service offers, and where."""

from __future__ import annotations

from typing import Any, Final

from osce_kg import __version__
from osce_kg.namespaces import ID, OKG
from osce_kg.searching import ENTITY_TYPES
from osce_kg.server.reconciliation.facts import described_type
from osce_kg.server.reconciliation.messages import BATCH_SIZE
from osce_kg.store import StatementReader

PREVIEW_SIZE: Final = (400, 240)
"""Width and height of a preview, in pixels."""

_SETTINGS: Final = [
    {
        "name": "limit",
        "label": "Most values",
        "type": "number",
        "default": 0,
        "help_text": "How many values a cell may have; 0 for all",
    },
    {
        "name": "content",
        "label": "Content",
        "type": "select",
        "default": "thing",
        "help_text": "Things of the graph, which are reconciled already, or only their names",
        "choices": [{"value": "thing", "name": "things"}, {"value": "name", "name": "names"}],
    },
]


def manifest(reader: StatementReader, root: str) -> dict[str, Any]:
    """Return the manifest of the service.

    Args:
        reader: the graph, for the labels of types.
        root: address of this server, with a slash at its end.
    """
    service = f"{root}reconcile"
    width, height = PREVIEW_SIZE
    return {
        "versions": ["0.2"],
        "name": "osce-kg: who met whom in the OSCE",
        "identifierSpace": str(ID),
        "schemaSpace": str(OKG),
        "documentation": f"{root}ontology",
        "serviceVersion": __version__,
        "defaultTypes": [described_type(reader, type_id) for type_id in ENTITY_TYPES],
        "view": {"url": f"{root}id/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": width, "height": height},
        "suggest": {
            kind: {
                "service_url": service,
                "service_path": f"/suggest/{kind}",
                "flyout_service_url": service,
                "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
            }
            for kind in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": _SETTINGS,
        },
        "batchSize": BATCH_SIZE,
    }
