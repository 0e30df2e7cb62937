"""Events between two sides as event data sets have them: one line for each side as the source.

Codes by CAMEO 1.1b3, root 04 and 036 (https://parusanalytics.com/eventdata/cameo.dir/04consult.html), and
by PLOVER draft 2.0, whose table CAMEO2PLOVER-2021 says which belong together
(https://github.com/openeventdata/PLOVER). ``docs/network.md`` says where each column comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from osce_kg.errors import UsageError
from osce_kg.model.network import Attendance, Encounter, NamedThing, Network, NetworkEvent
from osce_kg.network.actor_codes import ActorCode, actor_code, country_codes
from osce_kg.network.attributes import Value, capacities
from osce_kg.network.csv_text import write_csv
from osce_kg.store import QueryReader

COLUMNS: Final = (
    "id",
    "event",
    "date",
    "enddate",
    "date_edtf",
    "date_earliest",
    "date_latest",
    "source_code",
    "source_country",
    "source_sector",
    "source_name",
    "source_office",
    "source",
    "target_code",
    "target_country",
    "target_sector",
    "target_name",
    "target_office",
    "target",
    "cameo",
    "cameo_name",
    "plover_event",
    "plover_mode",
    "quad_code",
    "status",
    "place",
    "place_country",
    "topics",
    "confidence",
    "quote",
    "passage",
    "document",
    "document_title",
    "document_date",
    "document_url",
)
"""Columns of the table of dyadic events."""

CAMEO_NAMES: Final = MappingProxyType(
    {
        "036": "Express intent to meet or negotiate",
        "040": "Consult, not specified below",
        "042": "Make a visit",
        "043": "Host a visit",
        "044": "Meet at a 'third' location",
    }
)
"""Codes that are used, with their names in the codebook."""

CODED_STATUSES: Final = ("occurred", "planned")
"""What these codebooks have codes for: they know no meeting that was called off."""

_VERBAL_COOPERATION: Final = 1


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a dyad."""

    key: str
    thing: NamedThing
    code: ActorCode
    office: str | None


def write_dyads(reader: QueryReader, network: Network) -> Iterator[str]:
    """Give two lines for each encounter: each side once as the source.

    Args:
        network: of participants, so that groups and delegations are in it.

    Raises:
        UsageError: the network is of events that the codebooks have no code for.
    """
    if network.request.status not in CODED_STATUSES:
        raise UsageError(
            f"Dyads can be had of events with status {' or '.join(CODED_STATUSES)}: "
            "the codebooks have no code for others."
        )
    return write_csv(COLUMNS, _rows(network, _coder(reader, network)))


def _coder(reader: QueryReader, network: Network) -> Callable[[str], str]:
    bodies = {edge.target.iri for edge in network.edges}
    for edge in network.edges:
        for encounter in edge.encounters:
            bodies.update(state.iri for state in encounter.event.states)
            for side in filter(None, (encounter.source, encounter.target)):
                bodies.update(body.iri for body in side.represented)
    return country_codes(reader, bodies)


def _rows(network: Network, country: Callable[[str], str]) -> Iterator[tuple[Value, ...]]:
    for edge in network.edges:
        for encounter in edge.encounters:
            mine = _side(encounter.source, country)
            theirs = (
                _side(encounter.target, country)
                if encounter.target
                else _Side(_key(edge.target.iri), edge.target, ActorCode(country(edge.target.iri), ""), None)
            )
            there = {country(state.iri) for state in encounter.event.states} - {""}
            forth, back, mode = _codes(encounter, mine.code, theirs.code, there)
            yield _row(encounter, mine, theirs, (forth, mode), there)
            yield _row(encounter, theirs, mine, (back, mode), there)


def _side(attendance: Attendance, country: Callable[[str], str]) -> _Side:
    office = "; ".join(capacities(attendance)) or None
    return _Side(_key(attendance.iri), attendance.agent, actor_code(attendance, country), office)


def _codes(encounter: Encounter, mine: ActorCode, theirs: ActorCode, there: set[str]) -> tuple[str, str, str]:
    """Return the CAMEO codes of the source's line and of the target's, and the PLOVER mode."""
    event = encounter.event
    if event.status == "planned":
        return "036", "036", ""
    if encounter.target is not None and event.mode == "video":
        return "040", "040", "phone"
    visits, receives = _is_visitor(encounter.source, event), _is_visitor(encounter.target, event)
    if encounter.target is None or (visits and not receives):
        return "042", "043", "visit"
    if receives and not visits:
        return "043", "042", "visit"
    of_two_states = mine.is_of_a_state and theirs.is_of_a_state and mine.country != theirs.country
    if of_two_states and there and not there & {mine.country, theirs.country}:
        return "044", "044", "third-party"
    return "040", "040", "multilateral" if event.format == "multilateral" else ""


def _is_visitor(attendance: Attendance | None, event: NetworkEvent) -> bool:
    """Tell whether somebody came as a visitor: to the meeting, or on the visit during which it took place."""
    if attendance is None or attendance.role == "host":
        return False
    return attendance.role == "visitor" or attendance.agent.iri in event.visitors


def _row(
    encounter: Encounter, source: _Side, target: _Side, codes: tuple[str, str], there: set[str]
) -> tuple[Value, ...]:
    event = encounter.event
    cameo, mode = codes
    quotation = event.quotations[0] if event.quotations else None
    document = quotation.document if quotation else None
    return (
        f"{source.key}-{target.key}",
        event.iri,
        _exact(event.start_earliest, event.start_latest),
        _exact(event.end_earliest, event.end_latest),
        event.edtf,
        event.start_earliest,
        event.end_latest,
        *_actor_cells(source),
        *_actor_cells(target),
        cameo,
        CAMEO_NAMES[cameo],
        "AGREE" if cameo == "036" else "CONSULT",
        mode or None,
        _VERBAL_COOPERATION,
        event.status,
        "; ".join(place.label for place in event.places) or None,
        " ".join(sorted(there)) or None,
        " ".join(event.topics) or None,
        encounter.confidence,
        quotation.text if quotation else None,
        quotation.iri if quotation else None,
        document.iri if document else None,
        document.label if document else None,
        document.issued if document else None,
        document.address if document else None,
    )


def _actor_cells(side: _Side) -> tuple[Value, ...]:
    code = side.code
    return (
        code.whole or None,
        code.country or None,
        code.sector or None,
        side.thing.label,
        side.office,
        side.thing.iri,
    )


def _exact(earliest: str | None, latest: str | None) -> str | None:
    """Return the day if it is known to the day; a day within a range would be made up."""
    return earliest if earliest == latest else None


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]
