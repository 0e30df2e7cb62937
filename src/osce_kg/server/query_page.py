"""The query page: a form, the answer below it, and a check of the query while it is being written.

The page works without scripts. The script of ``web/src/query`` puts an editor in place of the text area and
takes the answer out of the page that this module makes, so that both show the same.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from osce_kg.errors import EndpointError, OversizeError, QueryError
from osce_kg.namespaces import PREFIXES
from osce_kg.querying.execution import Answer, QueryRequest, execute_query
from osce_kg.querying.inspection import gives_same_answer_again
from osce_kg.querying.syntax_check import check_syntax
from osce_kg.server.federation import joined_with_endpoints, text_without_calls
from osce_kg.server.graphs import finished
from osce_kg.server.headers import with_own_scripts
from osce_kg.server.interface import Texts, current_texts
from osce_kg.server.labels import label_of
from osce_kg.server.negotiation import GRAPH_OFFERS, SOLUTION_OFFERS
from osce_kg.server.protocol import ProtocolParameters, read_parameters
from osce_kg.server.site import Site, current_site

blueprint = Blueprint("query_page", __name__)

_SHOWN_ROWS: Final = 1000
_SHOWN_BYTES: Final = 4 << 20
_LABELLED: Final = 2000
"""Things of an answer that are looked up for their labels; each takes a fifth of a millisecond."""
_LONGEST_CHECKED: Final = 64 << 10
"""Characters of the longest query that is checked before it runs."""

_Binding = Mapping[str, Mapping[str, str]]


@blueprint.post("/sparql/check")
def check() -> Response:
    """Tell what is wrong with a query, without running it."""
    text = read_parameters(request).query or ""
    if len(text) > _LONGEST_CHECKED:
        raise OversizeError(f"A query of more than {_LONGEST_CHECKED:,} characters is checked when it runs.")
    problem = None
    try:
        base_iri = current_site().settings.base_iri
        check_syntax(text_without_calls(QueryRequest(text, base_iri=base_iri)), PREFIXES, base_iri)
    except QueryError as error:
        problem = {
            "message": str(error),
            "hint": error.hint or str(error),
            "line": error.line,
            "column": error.column,
        }
    response = jsonify(problem=problem)
    response.headers["Cache-Control"] = "no-store"
    return response


def query_page(parameters: ProtocolParameters) -> Response:
    """Return the query form with the answer below it, or with what is wrong with the query."""
    if parameters.query is None:
        return finished(_page("", {}))
    site = current_site()
    asked = parameters.as_request(SOLUTION_OFFERS[0], GRAPH_OFFERS[0], site.settings.base_iri)
    try:
        query = joined_with_endpoints(asked)
        answer = execute_query(site.store, query, PREFIXES)
        is_lasting = query is asked and gives_same_answer_again(query.text)
        return answer_page(parameters.query, answer, is_lasting=is_lasting)
    except (QueryError, EndpointError) as error:
        response = _page(parameters.query, {"error": error}, error.http_status)
    if response.status_code == EndpointError.http_status:
        response.headers["Retry-After"] = str(EndpointError.retry_after)
    return _for_one_only(response)


def answer_page(text: str, answer: Answer, *, is_lasting: bool) -> Response:
    """Return the query form with an answer below it.

    Args:
        text: the query, as it was asked.
        answer: in the first form that is offered for its kind.
        is_lasting: whether the same data give the same answer again.
    """
    page = _page(text, _shown(current_site(), answer))
    return finished(page) if is_lasting else _for_one_only(page)


def _page(query: str, shown: Mapping[str, object], status: int = 200) -> Response:
    page = render_template(
        "query.html",
        query=query,
        examples=current_site().examples,
        rows_limit=_SHOWN_ROWS,
        script_texts=script_texts(current_texts()),
        **shown,
    )
    return with_own_scripts(make_response(page, status))


def _for_one_only(response: Response) -> Response:
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    return response


def script_texts(texts: Texts) -> dict[str, object]:
    """Return the texts that the scripts of the page need, by key."""
    borders = texts.groups["explore"]["map-borders"]
    return {**texts.groups["explore-script"], **texts.groups["editor"], "map-borders": borders}


def _shown(site: Site, answer: Answer) -> dict[str, object]:
    """Return what the template shows of an answer; a long one is offered for download instead."""
    body = _ShortBody()
    try:
        answer.write_to(body)
    except _TooLongError:
        return {"kind": answer.kind, "too_long": True}
    content = body.getvalue()
    if answer.kind == "graph":
        return {"kind": "graph", "turtle": content.decode()}
    document = json.loads(content)
    if answer.kind == "boolean":
        return {"kind": "boolean", "boolean": document["boolean"]}
    rows = document["results"]["bindings"]
    return {
        "kind": "solutions",
        "names": document["head"]["vars"],
        "rows": rows[:_SHOWN_ROWS],
        "total": len(rows),
        "labels": _labels(site, rows[:_SHOWN_ROWS]),
    }


def _labels(site: Site, rows: Sequence[_Binding]) -> dict[str, str]:
    """Return what to call the things and concepts of ours in some rows, by IRI."""
    base = site.settings.base_iri
    named = (f"{base}id/", f"{base}vocab/")
    found = dict.fromkeys(
        term["value"]
        for row in rows
        for term in row.values()
        if term["type"] == "uri" and term["value"].startswith(named)
    )
    labels: dict[str, str] = {}
    for iri in list(found)[:_LABELLED]:
        checked = site.links.iri(iri.removeprefix(base))
        if checked is not None:
            labels[iri] = label_of(site.reader, checked)
    return labels


class _ShortBody(io.BytesIO):
    """Takes an answer that a page can show."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > _SHOWN_BYTES:
            raise _TooLongError
        return super().write(data)


class _TooLongError(Exception):
    """The answer is longer than a page should be."""
