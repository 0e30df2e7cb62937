"""The front calls endpoints on the list, nobody else, and never for long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from osce_kg.errors import EndpointError
from osce_kg.hosting.endpoint_calls import MOST_BYTES, EndpointCaller, RunningCall
from osce_kg.hosting.federation import AT_ONCE, Federation
from osce_kg.hosting.messages import FrameReader, Kind
from sparql_neighbour import SILENT, NeighbourReply, SparqlNeighbour, neighbouring, redirect, solutions

LISTED = "https://there.example/sparql"
QUERY = "SELECT * { ?s ?p ?o }"
PLENTY = 20.0


@pytest.fixture
def neighbour() -> Iterator[SparqlNeighbour]:
    with neighbouring("<a:s> <a:p> 'there' .") as server:
        yield server


def call(neighbour: SparqlNeighbour, *others: str, seconds: float = PLENTY) -> bytes:
    return EndpointCaller({neighbour.url(), *others}).call(neighbour.url(), QUERY, seconds)


def test_an_endpoint_is_asked_for_json_and_its_answer_is_passed_on(neighbour: SparqlNeighbour) -> None:
    assert json.loads(call(neighbour))["results"]["bindings"][0]["o"]["value"] == "there"
    assert neighbour.queries == [QUERY]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_an_address_on_the_list_is_followed(neighbour: SparqlNeighbour, status: int) -> None:
    other = neighbour.url(path="/new")
    for target in (other, "/new"):
        neighbour.replies = [redirect(target, status)]
        assert b"there" in call(neighbour, other)
    assert neighbour.queries == [QUERY] * 4


def test_a_redirect_to_another_address_is_not_followed(neighbour: SparqlNeighbour) -> None:
    with neighbouring() as stranger:
        for target in (stranger.url(), neighbour.url(path="/else"), "//127.0.0.1:9/", "file:///etc/hostname"):
            neighbour.replies = [redirect(target)]
            with pytest.raises(EndpointError, match="not listed"):
                call(neighbour)
        assert stranger.queries == []


def test_redirects_in_a_circle_end(neighbour: SparqlNeighbour) -> None:
    neighbour.replies = [redirect(neighbour.url())] * 50
    with pytest.raises(EndpointError, match="redirects"):
        call(neighbour)
    assert len(neighbour.queries) == 4


def test_a_name_that_leads_to_a_private_address_is_not_called(neighbour: SparqlNeighbour) -> None:
    named = neighbour.url("localhost")
    with pytest.raises(EndpointError, match="private address"):
        EndpointCaller({named}).call(named, QUERY, PLENTY)
    neighbour.replies = [redirect(named)]
    with pytest.raises(EndpointError, match="private address"):
        call(neighbour, named)
    assert len(neighbour.queries) == 1


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (NeighbourReply(500), "answered 500"),
        (NeighbourReply(404), "answered 404"),
        (NeighbourReply(body=b"<html>", headers={"Content-Type": "text/html"}), "text/html is not read"),
        (NeighbourReply(body=b"x", headers={}), "without a type"),
        (NeighbourReply(body=bytes(MOST_BYTES + 1)), "larger than"),
        (SILENT, "within the limit|did not answer in time"),
    ],
)
def test_what_an_endpoint_does_wrong_is_told_with_its_name(
    neighbour: SparqlNeighbour, reply: NeighbourReply, reason: str
) -> None:
    neighbour.replies = [reply]
    with pytest.raises(EndpointError, match=reason) as caught:
        call(neighbour, seconds=1.0 if reply is SILENT else PLENTY)
    assert neighbour.url() in str(caught.value)


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with neighbouring() as gone:
        url = gone.url()
    with pytest.raises(EndpointError, match="cannot be reached"):
        EndpointCaller({url}).call(url, QUERY, PLENTY)


@pytest.mark.parametrize(
    "wish",
    [
        [["https://other.example/sparql", QUERY]],
        [[LISTED, QUERY], ["https://other.example/sparql", QUERY]],
        [[LISTED, 5]],
        [[[LISTED], QUERY]],
        [[LISTED]],
        [],
        [[LISTED, QUERY]] * 5,
        5,
        {"endpoint": LISTED},
    ],
)
def test_a_worker_that_wants_what_no_worker_wants_is_not_obeyed(wish: object) -> None:
    federation = Federation([LISTED], Exchanges())
    with pytest.raises((ValueError, TypeError)):
        federation.read_calls(json.dumps(wish).encode())
    with pytest.raises(ValueError):
        Federation([]).read_calls(json.dumps([[LISTED, QUERY]]).encode())
    assert federation.read_calls(json.dumps([[LISTED, QUERY]]).encode()) == [(LISTED, QUERY)]


class Exchanges:
    """Calls whose ends the test decides on."""

    def __init__(self) -> None:
        self.running: list[Future[bytes]] = []
        self.cut: list[Future[bytes]] = []

    def __call__(self, endpoint: str, query: str, seconds: float) -> RunningCall:
        running: Future[bytes] = Future()
        self.running.append(running)
        return RunningCall(running, lambda: self.cut.append(running))


def frames(data: bytes) -> list[tuple[Kind, bytes]]:
    return list(FrameReader().feed(data))


def test_all_calls_of_a_query_are_made_at_once_and_answered_in_order() -> None:
    async def scene() -> None:
        exchanges = Exchanges()
        federation = Federation([LISTED], exchanges)
        answers = asyncio.create_task(federation.carry_out([(LISTED, "1"), (LISTED, "2")], "c", PLENTY))
        while len(exchanges.running) < 2:
            await asyncio.sleep(0)
        exchanges.running[1].set_result(b"second")
        exchanges.running[0].set_exception(EndpointError("first: no"))
        assert frames(await answers) == [(Kind.NO_SOLUTIONS, b"first: no"), (Kind.SOLUTIONS, b"second")]

    asyncio.run(scene())


def test_one_client_leaves_a_call_of_an_endpoint_to_others() -> None:
    async def scene() -> None:
        exchanges = Exchanges()
        federation = Federation([LISTED], exchanges)
        greedy = asyncio.gather(*(federation.carry_out([(LISTED, QUERY)] * 4, "a", PLENTY) for _ in range(9)))
        while len(exchanges.running) < AT_ONCE - 1:
            await asyncio.sleep(0)
        other = asyncio.create_task(federation.carry_out([(LISTED, QUERY)], "b", PLENTY))
        while len(exchanges.running) < AT_ONCE:
            await asyncio.sleep(0)
        exchanges.running[-1].set_result(b"{}")
        assert frames(await other) == [(Kind.SOLUTIONS, b"{}")]
        assert len(exchanges.running) == AT_ONCE
        greedy.cancel()

    asyncio.run(scene())


@pytest.mark.parametrize(
    "endless",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\na: b\r\n",
        b"HTTP/1.1 200 OK\r\nX: ",
    ],
)
def test_an_answer_that_never_ends_is_cut_when_nobody_waits_for_it(endless: bytes) -> None:
    async def scene(neighbour: SparqlNeighbour) -> None:
        federation = Federation([neighbour.url()])
        for number in range(2 * AT_ONCE):  # the fifth gets its turn only when another one has ended
            neighbour.replies = [NeighbourReply(endless=endless)]
            await federation.carry_out([(neighbour.url(), QUERY)], str(number), 0.2)
        body = await federation.carry_out([(neighbour.url(), QUERY)], "c", PLENTY)
        assert frames(body)[0][0] is Kind.SOLUTIONS

    with neighbouring() as neighbour:
        asyncio.run(scene(neighbour))


def test_a_call_whose_client_has_gone_keeps_its_place_until_it_ends() -> None:
    async def scene() -> None:
        exchanges = Exchanges()
        federation = Federation([LISTED], exchanges)
        given_up = [
            asyncio.create_task(federation.carry_out([(LISTED, QUERY)], client, PLENTY))
            for client in "abcd"[:AT_ONCE]
        ]
        while len(exchanges.running) < AT_ONCE:
            await asyncio.sleep(0)
        for task in given_up:
            task.cancel()
        await asyncio.gather(*given_up, return_exceptions=True)
        assert exchanges.cut == exchanges.running, "so that they end soon"
        late = asyncio.create_task(federation.carry_out([(LISTED, QUERY)], "c", PLENTY))
        await asyncio.sleep(0.01)
        assert len(exchanges.running) == AT_ONCE
        exchanges.running[0].set_exception(EndpointError("too late"))
        while len(exchanges.running) == AT_ONCE:
            await asyncio.sleep(0)
        exchanges.running[-1].set_result(b"{}")
        assert frames(await late) == [(Kind.SOLUTIONS, b"{}")]

    asyncio.run(scene())


def test_an_endpoint_that_does_not_answer_keeps_nobody_from_asking_another() -> None:
    async def scene() -> None:
        exchanges, other = Exchanges(), "https://other.example/sparql"
        federation = Federation([LISTED, other], exchanges)
        stuck = asyncio.gather(
            *(federation.carry_out([(LISTED, QUERY)], client, PLENTY) for client in "aabbccdd")
        )
        while len(exchanges.running) < AT_ONCE:
            await asyncio.sleep(0)
        asked = asyncio.create_task(federation.carry_out([(other, QUERY)], "c", PLENTY))
        while len(exchanges.running) == AT_ONCE:
            await asyncio.sleep(0)
        exchanges.running[-1].set_result(b"{}")
        assert frames(await asked) == [(Kind.SOLUTIONS, b"{}")]
        assert federation.made == AT_ONCE + 1
        stuck.cancel()

    asyncio.run(scene())


def test_a_call_that_takes_too_long_is_not_waited_for() -> None:
    async def scene() -> None:
        federation = Federation([LISTED], Exchanges())
        ((kind, reason),) = frames(await federation.carry_out([(LISTED, QUERY)], "c", 0.01))
        assert kind is Kind.NO_SOLUTIONS
        assert LISTED in reason.decode()

    asyncio.run(scene())


def test_what_is_passed_on_is_what_came(neighbour: SparqlNeighbour) -> None:
    async def scene() -> None:
        neighbour.replies = [solutions('{"a":{"type":"literal","value":"x"}}')]
        body = neighbour.replies[0].body
        federation = Federation([neighbour.url()])
        assert frames(await federation.carry_out([(neighbour.url(), QUERY)], "c", PLENTY)) == [
            (Kind.SOLUTIONS, body)
        ]

    asyncio.run(scene())
