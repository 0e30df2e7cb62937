"""Headers of every answer: what a browser may do with it, and who may read it."""

from __future__ import annotations

from typing import Final

from flask import Response


def policy(style: str = "'self'", *, scripts: bool = False, frames: str = "'none'") -> str:
    """Return a Content-Security-Policy: no script or style in the page itself, nothing from other hosts.

    Args:
        style: where style sheets may come from; the digest of the one in the page, or our own address.
        scripts: whether scripts of our own may run, with workers, and ask this server for more.
        frames: whose pages may show the answer in a frame; ``*`` means anybody's.
    """
    ours = "script-src 'self'; worker-src 'self'; connect-src 'self'; " if scripts else ""
    return (
        f"default-src 'none'; {ours}style-src {style}; img-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {frames}"
    )


def with_own_scripts(response: Response) -> Response:
    """Return the answer, a page, with leave to run scripts of our own; all other pages run none."""
    response.headers["Content-Security-Policy"] = policy(scripts=True)
    return response


HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, Range",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Expose-Headers": "Content-Range, ETag, Link, Retry-After",
    "Content-Security-Policy": policy(),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Headers by name; an answer may have another value of its own."""
