"""What a store of others holds, in short, where no release says it."""

from __future__ import annotations

import hashlib
from typing import Final

from osce_kg import __version__
from osce_kg.namespaces import GRAPH, ID, OKG
from osce_kg.publishing import ReleaseSummary
from osce_kg.publishing.description import SPDX
from osce_kg.publishing.remote import PUBLICATION_GRAPH
from osce_kg.store import QueryReader

_OURS: Final = f'FILTER(STRSTARTS(STR(?g), "{GRAPH}"))'
_INSTANCES: Final = f"""SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) {{
    GRAPH ?g {{ ?thing a ?class }} {_OURS} }} GROUP BY ?class"""
_TRIPLES: Final = f"SELECT (COUNT(*) AS ?number) {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}"
_BOUNDS: Final = ", ".join(
    f"<{OKG[name]}>" for name in ("startEarliest", "startLatest", "endEarliest", "endLatest")
)
_DAYS: Final = f"""SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) {{
    GRAPH ?g {{ ?event ?bound ?day }} {_OURS}
    FILTER(?bound IN ({_BOUNDS}) && STRSTARTS(STR(?event), "{ID}event/")) }}"""
_RECORDS: Final = f"""SELECT ?graph ?value {{ GRAPH <{PUBLICATION_GRAPH}> {{
    ?graph <{SPDX}checksum> ?checksum . ?checksum <{SPDX}checksumValue> ?value }} }}"""


def summarize(reader: QueryReader) -> ReleaseSummary:
    """Return what a store holds; its version is that of the graphs that were published into it."""
    instances = {str(row["class"]): int(row["number"]) for row in reader.select(_INSTANCES)}
    (counted,) = reader.select(_TRIPLES)
    days = next(reader.select(_DAYS), {})
    return ReleaseSummary(
        version=__version__,
        graph_version=published_version(reader),
        triples=int(counted["number"]),
        first_day=str(days["first"]) if "first" in days else None,
        last_day=str(days["last"]) if "last" in days else None,
        instances=instances,
    )


def published_version(reader: QueryReader) -> str:
    """Return a digest of what ``publish`` has recorded of its graphs: another publication has another."""
    records = sorted(f"{row['graph']} {str(row['value']).lower()}" for row in reader.select(_RECORDS))
    return hashlib.sha256("\n".join(records).encode()).hexdigest()
