"""Whom somebody acts for, as event data write it: a country or kind of organization, and a sector.

Sources of the codes: PLOVER codebook, draft 2.0, tables "International Non-state actor names" and "Sector
Codes" (https://github.com/openeventdata/PLOVER), which simplifies those of CAMEO 1.1b3, chapter 3. Countries
are ISO 3166-1 alpha-3 in both, but for Kosovo, which PLOVER writes KOS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rdflib.term import URIRef

from osce_kg.model.network import Attendance
from osce_kg.namespaces import ID, OKG, PREFIXES
from osce_kg.network.properties import Properties
from osce_kg.network.queries import actors_query
from osce_kg.store import QueryReader

_TYPE: Final = URIRef(PREFIXES["rdf"] + "type")
_NOTATION: Final = URIRef(PREFIXES["skos"] + "notation")

_OTHER_THAN_ISO: Final = MappingProxyType({"XKX": "KOS"})
_ORGANIZATIONS: Final = MappingProxyType({f"{ID}structure/un": "UNO", f"{ID}structure/eu": "EUR"})
_OF_A_STATE: Final = "GOV"
_FORMER: Final = "ELI"

_SECTORS: Final = tuple(
    (code, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for code, words in (
        # Before the courts: a Ministry of Justice, a Justice Minister.
        ("GOV", r"minist(?:ers?|ry|ries)|government"),
        ("JUD", r"judges?|justices?|magistrates?|courts?|tribunals?|judiciary"),
        (
            "LEG",
            r"members? of (?:the )?parliament|MPs?|parliament(?:arians?)?|senat(?:e|ors?)|speakers?"
            r"|legislat(?:ors?|ure)|lawmakers?|congress(?:wo)?m[ae]n|house of representatives"
            r"|(?:upper|lower) (?:chamber|house)",
        ),
        ("COP", r"police|gendarmerie"),
        ("MIL", r"armed forces|army|navy|air force|general staff|military"),
        ("OPP", r"opposition"),
        ("PTY", r"political part(?:y|ies)|parties|party leaders?"),
        ("JRN", r"journalists?|editors?|reporters?|media outlets?"),
        ("EDU", r"rectors?|universit(?:y|ies)|professors?|teachers?|students?|schools?"),
        ("REL", r"bishops?|patriarchs?|imams?|muftis?|rabbis?|metropolitans?|religious"),
        ("BUS", r"business(?:es|people)?|compan(?:y|ies)|entrepreneurs?"),
        ("SOC", r"civil society|non-governmental organi[sz]ations?|NGOs?|human rights defenders?"),
    )
)
"""Sector by words of titles, then of names of bodies; the first that fits."""


@dataclass(frozen=True, slots=True)
class ActorCode:
    """Codes of one side.

    Attributes:
        country: ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO; "" if it is not known for whom somebody was there.
        sector: GOV, LEG, … ; "" for organizations, and where nothing tells.
    """

    country: str
    sector: str

    @property
    def whole(self) -> str:
        """Country and sector as CAMEO writes them: ``KAZGOV``."""
        return self.country + self.sector

    @property
    def is_of_a_state(self) -> bool:
        """Whether the country is one."""
        return self.country not in ("", "IGO", "UNO", "EUR", "NGO")


def country_codes(reader: QueryReader, iris: Iterable[str]) -> Callable[[str], str]:
    """Return a function from States and organizations to their codes; "" for those that have none."""
    asked = sorted(set(iris))
    rows = reader.select(actors_query(asked)) if asked else ()
    actors = {str(row["body"]): str(row["actor"]) for row in rows}
    known = Properties(reader, actors.values(), (_TYPE, _NOTATION))

    def code(iri: str) -> str:
        actor = actors.get(iri, iri)
        kinds = set(known.iris(actor, _TYPE))
        if actor in _ORGANIZATIONS:
            return _ORGANIZATIONS[actor]
        if str(OKG.State) in kinds:
            notation = known.text(actor, _NOTATION) or ""
            return _OTHER_THAN_ISO.get(notation, notation)
        if str(OKG.IntergovernmentalOrganization) in kinds:
            return "IGO"
        return "NGO" if str(OKG.CivilSocietyOrganization) in kinds else ""

    return code


def actor_code(attendance: Attendance, country: Callable[[str], str]) -> ActorCode:
    """Return the codes of somebody who took part, by whom they represented and in which office."""
    codes = sorted(filter(None, {country(body.iri) for body in attendance.represented}))
    # One who was there for a State and an organization is coded for the State.
    states = [code for code in codes if ActorCode(code, "").is_of_a_state]
    chosen = next(iter(states or codes), "")
    return ActorCode(chosen, _sector(attendance, chosen))


def _sector(attendance: Attendance, country: str) -> str:
    of_a_state = ActorCode(country, "").is_of_a_state
    if country and not of_a_state:
        return ""
    if of_a_state and any((held.tenure or "").startswith("former") for held in attendance.capacities):
        return _FORMER
    found = (code for text in _words(attendance) for code, words in _SECTORS if words.search(text))
    return next(found, _OF_A_STATE if of_a_state else "")


def _words(attendance: Attendance) -> Iterator[str]:
    yield from (held.title for held in attendance.capacities)
    yield from (body.label for body in attendance.represented if body.kind != "State")
    if attendance.agent.kind in ("AgentGroup", "Delegation"):
        yield attendance.agent.label
