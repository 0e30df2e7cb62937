"""Choosing the language of a page: by ``?lang=``, else by ``Accept-Language``; nothing is remembered."""

from __future__ import annotations

from typing import Final

from flask import Flask, Request, Response, g, has_request_context, request, url_for

from osce_kg.server.interface.dates import in_words
from osce_kg.server.interface.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts, texts_in

LANGUAGE_PARAMETER: Final = "lang"

_WITHOUT_LANGUAGE: Final = ("static", "network.", "downloads.download", "openapi.", "reconciliation.")
"""Endpoints, or how they begin, that give the same in every language."""


def chosen_language(asked: Request) -> str:
    """Return the code of the language in which a page is asked for."""
    named = _named_language(asked)
    return named or asked.accept_languages.best_match(LANGUAGES, DEFAULT_LANGUAGE)


def current_texts() -> Texts:
    """Return the texts in the language of the page that is being made."""
    if "texts" not in g:
        g.texts = texts_in(chosen_language(request))
    texts: Texts = g.texts
    return texts


def use_languages(app: Flask) -> None:
    """Give the templates of an application their texts: ``t``, ``number``, ``in_words`` and so on."""
    for code in LANGUAGES:
        texts_in(code)  # read once, before processes are forked
    app.jinja_env.globals["t"] = lambda name, n=None, /, **values: current_texts()(name, n, **values)
    app.jinja_env.globals["texts_of"] = lambda group: current_texts().groups[group]
    app.jinja_env.globals["language"] = lambda: current_texts().code
    app.jinja_env.globals["other_languages"] = _other_languages
    app.jinja_env.filters["in_words"] = lambda edtf: in_words(edtf, current_texts())
    app.jinja_env.filters["number"] = lambda number: current_texts().number(number)
    app.url_defaults(_keep_language)
    app.after_request(_tell_language)


def with_language(address: str) -> str:
    """Return an address on this server that leads to a page in the language that this one names."""
    named = _named_language(request) if has_request_context() else None
    if named is None:
        return address
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{LANGUAGE_PARAMETER}={named}{mark}{fragment}"


def _named_language(asked: Request) -> str | None:
    named = asked.args.get(LANGUAGE_PARAMETER)
    return named if named in LANGUAGES else None


def _keep_language(endpoint: str, values: dict[str, object]) -> None:
    """Let a page that was asked for in a language lead to pages in that language."""
    if not has_request_context() or endpoint.startswith(_WITHOUT_LANGUAGE):
        return
    named = _named_language(request)
    if named is not None:
        values.setdefault(LANGUAGE_PARAMETER, named)


def _other_languages() -> list[tuple[str, str, str]]:
    """Return code and name of the other languages, and where this page is in them."""
    if request.endpoint is None or request.method not in ("GET", "HEAD"):
        return []
    arguments = request.args.to_dict(flat=False) | (request.view_args or {})
    return [
        (code, language.name, url_for(request.endpoint, **arguments | {LANGUAGE_PARAMETER: code}))
        for code, language in LANGUAGES.items()
        if code != current_texts().code
    ]


def _tell_language(response: Response) -> Response:
    # Only what was made with texts is in a language.
    if "texts" in g:
        response.headers["Content-Language"] = current_texts().code
        response.vary.add("Accept-Language")
    return response
