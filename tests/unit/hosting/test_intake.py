"""Requests are taken in whole, within limits, and from whom they really come."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from osce_kg.hosting import intake
from osce_kg.hosting.intake import RefusedRequestError, read_request
from osce_kg.hosting.messages import WorkerRequest
from osce_kg.server.limits import MAXIMUM_BODY


def scope(method: str = "GET", **headers: str) -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "path": "/sparql",
        "query_string": b"query=ASK",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "client": ("192.0.2.1", 1234),
        "scheme": "http",
    }


def read(scope: Mapping[str, Any], parts: Iterable[bytes] = (), proxies: int = 0) -> WorkerRequest:
    waiting = list(parts)

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.sleep(60)
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    return asyncio.run(read_request(scope, receive, proxies))


def test_a_posted_body_is_put_together() -> None:
    assert read(scope("POST", content_type="application/sparql-query"), [b"ASK ", b"{}"]).body == b"ASK {}"


def test_a_get_without_a_body_waits_for_none() -> None:
    assert read(scope()).query == "query=ASK"


def test_a_body_that_is_announced_as_too_long_is_not_read() -> None:
    with pytest.raises(RefusedRequestError) as caught:
        read(scope("POST", content_length=str(MAXIMUM_BODY + 1)))
    assert caught.value.status == 413


def test_a_body_that_turns_out_too_long_is_not_read_to_its_end() -> None:
    endless = [bytes(1 << 20)] * 50
    with pytest.raises(RefusedRequestError) as caught:
        read(scope("POST", transfer_encoding="chunked"), endless)
    assert caught.value.status == 413


def test_a_body_that_takes_too_long_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BODY_LIMIT", 0.01)
    with pytest.raises(RefusedRequestError) as caught:
        read(scope("POST", content_length="5"))
    assert caught.value.status == 408


def test_a_client_that_goes_in_the_middle_is_noticed() -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    with pytest.raises(RefusedRequestError):
        asyncio.run(read_request(scope("POST"), receive, 0))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.5, 198.51.100.9", "203.0.113.5"),
        (2, "198.51.100.9", "198.51.100.9"),
    ],
)
def test_only_what_our_own_proxies_say_of_a_client_is_believed(
    proxies: int, forwarded: str, client: str
) -> None:
    headers = {"x_forwarded_for": forwarded} if forwarded else {}
    assert read(scope(**headers), proxies=proxies).client == client


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("[::1]:80", "[::1]:80"),
        ("192.0.2.7:80", "192.0.2.7:80"),
        ("unknown", "unknown"),
    ],
)
def test_who_has_one_address_of_an_ipv6_network_is_who_has_another(address: str, client: str) -> None:
    assert read(scope() | {"client": (address, 1234)}).client == client
    assert read(scope(x_forwarded_for=address), proxies=1).client == client


@pytest.mark.parametrize(
    ("proxies", "forwarded", "scheme"),
    [(0, "https", "http"), (1, "https", "https"), (1, "gopher", "http"), (1, "", "http")],
)
def test_a_proxy_says_whether_the_client_came_by_tls(proxies: int, forwarded: str, scheme: str) -> None:
    headers = {"x_forwarded_proto": forwarded} if forwarded else {}
    assert read(scope(**headers), proxies=proxies).scheme == scheme
