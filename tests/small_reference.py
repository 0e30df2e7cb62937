"""Reference data of a few States, structures and office holders, for tests that need no more."""

from __future__ import annotations

from dataclasses import replace

from osce_kg.model.reference import AuthorityPerson, DatedName, Reference, Sourced, State, Structure, Tenure

SOURCED = Sourced("written for the tests", "high")


def _state(iso3: str, name: str, demonym: str) -> State:
    formal = f"Republic of {name}"
    labels = (("en", name),)
    status = ("participating", "1992", "")
    return State(iso3, iso3[:2], name, formal, (), (demonym,), labels, None, None, *status, SOURCED)


def small_reference() -> Reference:
    """A reference with a few States, structures and office holders."""
    states = tuple(
        _state(iso3, name, demonym)
        for iso3, name, demonym in (
            ("AZE", "Azerbaijan", "Azerbaijani"),
            ("BEL", "Belgium", "Belgian"),
            ("BGR", "Bulgaria", "Bulgarian"),
            ("CAN", "Canada", "Canadian"),
            ("KAZ", "Kazakhstan", "Kazakh"),
            ("NOR", "Norway", "Norwegian"),
        )
    )
    union = replace(_state("SCG", "Serbia and Montenegro", "Serbian"), succeeded_by=("SRB", "MNE"))
    states = (*states, _state("SRB", "Serbia", "Serbian"), union)
    name = DatedName("Organization for Security and Co-operation in Europe", "1995", "", SOURCED)
    osce = Structure(
        "osce", "organization", (name,), ("OSCE",), None, "Vienna", None, "1973", "", (), SOURCED
    )
    centre = DatedName("OSCE Centre in Almaty", "1999", "2007-06", SOURCED)
    office = DatedName("OSCE Programme Office in Astana", "2015", "", SOURCED)
    kazakhstan = replace(
        osce, key="kazakhstan", kind="field-operation", names=(centre, office), abbreviations=(), host="KAZ"
    )
    odihr = replace(osce, key="odihr", kind="institution", abbreviations=("ODIHR",), parent="osce")
    persons = (
        AuthorityPerson("p000001", "Solomon Passy", ("Solomon Isaac Passy",), "BGR", SOURCED),
        AuthorityPerson("p000002", "Knut Vollebæk", ("Knut Vollebaek",), "NOR", SOURCED),
        AuthorityPerson("p000003", "Heydar Aliyev", (), "AZE", SOURCED),
        AuthorityPerson("p000004", "Ilham Aliyev", (), "AZE", SOURCED),
    )
    tenures = tuple(
        Tenure(person, post, state, "holder", since, until, "", SOURCED)
        for person, post, state, since, until in (
            ("p000001", "chairperson-in-office", "BGR", "2004-01-01", "2004-12-31"),
            ("p000001", "foreign-minister", "BGR", "2001-07", "2005-08"),
            ("p000002", "chairperson-in-office", "NOR", "1999-01-01", "1999-12-31"),
            ("p000002", "high-commissioner-on-national-minorities", None, "2007-07-05", "2013-08-19"),
            ("p000003", "president", "AZE", "1993-10", "2003-10-31"),
            ("p000004", "president", "AZE", "2003-10-31", ""),
        )
    )
    return Reference(states, (osce, odihr, kazakhstan), persons, tenures, (), (), (), ())
