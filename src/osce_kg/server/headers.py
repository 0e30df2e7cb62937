"""Headers of every answer: what a browser may do with it, and who may read it."""

from __future__ import annotations

from typing import Final


def policy(style: str = "'self'", *, scripts: str = "'none'", frames: str = "'none'") -> str:
    """Return a Content-Security-Policy: no script or style in the page itself, nothing from other hosts.

    Args:
        style: where style sheets may come from; the digest of the one in the page, or our own address.
        scripts: where scripts, their workers and what they ask for may come from.
        frames: whose pages may show the answer in a frame; ``*`` means anybody's.
    """
    return (
        f"default-src 'none'; script-src {scripts}; worker-src {scripts}; connect-src {scripts}; "
        f"style-src {style}; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
    )


HEADERS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, Range",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Expose-Headers": "Content-Range, ETag, Link, Retry-After",
    "Content-Security-Policy": policy(scripts="'self'"),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Headers by name; an answer may have another value of its own."""
