#!/usr/bin/env python3
"""pandas: ``read_csv(url)`` of answers, by parameter and by header."""
# /// client
# pypi = ["pandas==3.1.1"]
# ///

from urllib.error import HTTPError
from urllib.parse import urlencode

import pandas
from served_release import BASE, COUNT, PEOPLE, WRONG, Release, check, equal, run_checks

BY_DAY = """SELECT ?event ?first ?last {
  ?event a okg:Meeting ; okg:startEarliest ?first ; okg:endLatest ?last } ORDER BY ?event"""


def address(release: Release, query: str, **parameters: str) -> str:
    return f"{release.url('sparql')}?{urlencode({'query': query} | parameters)}"


@check
def the_graph_has_as_many_triples_as_the_dump(release: Release) -> None:
    equal(pandas.read_csv(address(release, COUNT, format="csv"))["n"].tolist(), [release.triples])


@check
def rows_say_what_the_dump_says(release: Release) -> None:
    frame = pandas.read_csv(address(release, PEOPLE, format="csv"))
    equal(list(frame.columns), ["person", "name"])
    equal(set(frame.itertuples(index=False, name=None)), release.people)


@check
def a_header_asks_for_csv_as_the_parameter_does(release: Release) -> None:
    by_header = pandas.read_csv(address(release, PEOPLE), storage_options={"Accept": "text/csv"})
    equal(by_header.equals(pandas.read_csv(address(release, PEOPLE, format="csv"))), True)


@check
def tabs_hold_the_same_as_commas(release: Release) -> None:
    frame = pandas.read_csv(address(release, PEOPLE, format="tsv"), sep="\t")
    iris = frame["?person"].str.strip("<>")
    equal(set(iris), {person for person, _ in release.people})
    equal(len(frame), len(release.people))


@check
def days_of_meetings_become_dates(release: Release) -> None:
    frame = pandas.read_csv(address(release, BY_DAY, format="csv"), parse_dates=["first", "last"])
    equal(len(frame) > 0, True)
    equal(bool((frame["first"] <= frame["last"]).all()), True)


@check
def a_compressed_answer_is_read(release: Release) -> None:
    options = {"Accept": "text/csv", "Accept-Encoding": "gzip"}
    frame = pandas.read_csv(address(release, PEOPLE), storage_options=options)
    equal(len(frame), len(release.people))


@check
def edges_of_the_network_are_the_pairs_that_the_dump_says_met(release: Release) -> None:
    edges = pandas.read_csv(release.url("network.csv?nodes=participant"))
    pairs = {frozenset(pair) for pair in edges[["source", "target"]].itertuples(index=False, name=None)}
    equal(len(edges), len(pairs))
    equal(pairs, {frozenset(pair) for pair in release.pairs(f"{BASE}ontology#metWith")})
    nodes = pandas.read_csv(release.url("network.csv?nodes=participant&what=nodes"))
    equal(set(nodes["id"]), set().union(*pairs))


@check
def a_wrong_query_is_an_error_with_status_400(release: Release) -> None:
    try:
        pandas.read_csv(address(release, WRONG, format="csv"))
    except HTTPError as error:
        equal(error.code, 400)
    else:
        raise AssertionError("no error was raised")


run_checks()
