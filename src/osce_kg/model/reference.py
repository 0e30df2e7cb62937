"""Reference data as read from ``data/reference/*.csv``: the world knowledge that extraction, resolution and
the reference graph share. Every row keeps its source and its confidence (``high``, ``medium``, ``low``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where a row comes from and how sure it is."""

    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class State:
    """A State: participating, partner, historical, or merely a country that documents name.

    Attributes:
        iso3: ISO 3166-1 alpha-3 (historical States: the withdrawn code, e.g. ``CSK``, ``SCG``).
        name: the OSCE's English name today ("Türkiye", "Kyrgyzstan").
        aliases: other English names, incl. former and formal ones ("Turkey", "Kyrgyz Republic").
        demonyms: adjectives and nouns ("Kazakh", "Kazakhstani", "Turkish").
        labels: (BCP 47 tag, name) pairs.
        capital: English name of the capital today.
        status: ``participating``, ``partner-mediterranean``, ``partner-asian``, ``historical``, ``none``.
        since, until: EDTF dates of that status ("1992-01-30", "1975", "").
        succeeded_by: ISO alpha-3 of the States that followed a historical State.
        note: what a reader should know, e.g. that a name is used without prejudice to status.
    """

    iso3: str
    iso2: str
    name: str
    formal_name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    capital: str | None
    wikidata: str | None
    status: str
    since: str
    until: str
    sourced: Sourced
    succeeded_by: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatePeriod:
    """A State's status in the OSCE for a period; a State has as many as its status changed.

    Attributes:
        iso3: the State.
        status: ``participating``, ``suspended`` (counted among the participating States all the same),
            ``partner-mediterranean``, ``partner-asian``, ``historical`` (former name of a seat, not counted).
        since, until: EDTF, first and last day; ``until`` is empty while the status lasts.
    """

    iso3: str
    status: str
    since: str
    until: str
    note: str
    sourced: Sourced


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name in use from ``since`` until ``until`` (EDTF; empty: open or unknown)."""

    name: str
    since: str
    until: str
    sourced: Sourced
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """The OSCE, one of its institutions, bodies or field operations, or another organization worth knowing.

    Attributes:
        key: stable key, e.g. ``osce``, ``odihr``, ``kazakhstan`` (field operation), ``pc``, ``nato``.
        kind: ``organization`` (an intergovernmental organization), ``institution``, ``field-operation``,
            ``decision-making-body``, ``structure`` (another unit of an organization),
            ``parliamentary-assembly``, ``association`` (international, but its members are not States).
        names: dated names, oldest first; the last is the current one.
        abbreviations: "ODIHR", "OSCE/ODIHR", "HCNM" …
        host: ISO alpha-3 of the host State of a field operation, None where it has none or several.
        seat: city, or "Almaty -> Astana".
        parent: key of the structure it is a unit of (``osce`` for OSCE structures).
        hosts: all host States.
    """

    key: str
    kind: str
    names: tuple[DatedName, ...]
    abbreviations: tuple[str, ...]
    host: str | None
    seat: str | None
    parent: str | None
    established: str
    closed: str
    succeeded_by: tuple[str, ...]
    sourced: Sourced
    hosts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The current name."""
        return self.names[-1].name

    @property
    def short_name(self) -> str:
        """The name for labels: the first abbreviation of at most two words ("ODIHR"), else the name."""
        return next((short for short in self.abbreviations if len(short.split()) <= 2), self.name)


@dataclass(frozen=True, slots=True)
class AuthorityPerson:
    """A person the reference data knows.

    Attributes:
        key: opaque ledger key, e.g. ``p000017``; never made from the name.
        name: preferred spelling.
        variants: other spellings.
        nationality: ISO alpha-3 or None.
    """

    key: str
    name: str
    variants: tuple[str, ...]
    nationality: str | None
    sourced: Sourced


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a post for a period.

    Attributes:
        person: key of an :class:`AuthorityPerson`.
        post: ``chairperson-in-office``, ``secretary-general``, ``odihr-director``,
            ``high-commissioner-on-national-minorities``, ``representative-on-freedom-of-the-media``, or
            ``foreign-minister``, ``prime-minister``, ``president`` (of ``state``).
        state: ISO alpha-3 for posts of a State, and the chairing State for the Chairperson-in-Office.
        status: tenure-status concept: ``holder``, ``acting``, ``officer-in-charge``.
        since, until: EDTF.
        note: free text, e.g. a conflict between sources.
        date_precision: how well the dates are known: ``day``, ``day?`` (recalled, not seen), ``month``,
            ``year``, ``at-least`` (the post was held in this period, perhaps before and after it too).
    """

    person: str
    post: str
    state: str | None
    status: str
    since: str
    until: str
    note: str
    sourced: Sourced
    date_precision: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """A populated place.

    Attributes:
        key: GeoNames number, prefixed with ``g``.
        aliases: other spellings incl. former names ("Kiev", "Nur-Sultan").
        iso3: State whose territory it lies on.
        population: inhabitants, 0 if unknown.
        is_capital: capital of that State today.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    iso3: str
    latitude: float
    longitude: float
    population: int
    is_capital: bool
    sourced: Sourced


@dataclass(frozen=True, slots=True)
class FieldOfWork:
    """One of the 23 fields of work: key, label, dimension and the words that point to it."""

    key: str
    label: str
    dimension: str
    keywords: tuple[str, ...]
    sourced: Sourced


class Session(NamedTuple):
    """A numbered meeting of a series.

    Attributes:
        number: number within the series.
        city: name of the host city.
        iso3: State that hosted it.
        since, until: EDTF, first and last day.
        label: "12th OSCE Ministerial Council, Sofia 2004".
        status: event-status concept: ``occurred``, ``planned``.
        mode: event-mode concept: ``in-person``, ``video``.
    """

    number: str
    city: str
    iso3: str
    since: str
    until: str
    label: str
    status: str
    mode: str
    sourced: Sourced


@dataclass(frozen=True, slots=True)
class Series:
    """A series of meetings and, where known, its numbered sessions, oldest first."""

    key: str
    label: str
    aliases: tuple[str, ...]
    sessions: tuple[Session, ...]
    sourced: Sourced


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything in ``data/reference``.

    Attributes:
        state_counts: (EDTF date from which it holds, number of participating States, what changed).
        regions: supranational or disputed regions that documents name as places: name → ISO alpha-3 codes
            ("Central Asia" → KAZ, KGZ, …; "Transdniestria" → MDA).
        sources: (file name, sha256) of every CSV read, for provenance.
        state_periods: status of States over time, ordered by State and date.
        dated_names: (entity key such as ``state/TUR`` or ``place/g1526273``, name in use for a period).
    """

    states: tuple[State, ...]
    structures: tuple[Structure, ...]
    persons: tuple[AuthorityPerson, ...]
    tenures: tuple[Tenure, ...]
    cities: tuple[City, ...]
    fields_of_work: tuple[FieldOfWork, ...]
    series: tuple[Series, ...]
    state_counts: tuple[tuple[str, int, str], ...]
    regions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sources: tuple[tuple[str, str], ...] = field(default=())
    state_periods: tuple[StatePeriod, ...] = ()
    dated_names: tuple[tuple[str, DatedName], ...] = ()
