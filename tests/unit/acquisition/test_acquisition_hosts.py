from __future__ import annotations

from osce_kg.acquisition.hosts import Host, Hosts, Task


def task(address: str) -> Task:
    return Task(address, address, "page", 0, address)


def taken(hosts: Hosts, now: float) -> Host:
    host = hosts.take_ready(now)
    assert host is not None
    return host


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    hosts = Hosts(delay=1.0)
    for path in "ab":
        hosts.add(task(f"https://example.org/{path}"))
    host = taken(hosts, 10.0)
    host.tasks.popleft()
    assert hosts.take_ready(1000.0) is None
    host.rest(10.5)
    assert hosts.take_ready(11.4) is None
    assert hosts.seconds_to_wait(11.0) == 0.5
    assert taken(hosts, 11.5) is host


def test_other_hosts_do_not_wait_for_one_that_rests() -> None:
    hosts = Hosts(delay=1.0)
    hosts.add(task("https://example.org/a"))
    hosts.add(task("https://example.org/b"))
    hosts.add(task("https://example.net/a"))
    first = taken(hosts, 0.0)
    first.tasks.popleft()
    first.rest(0.0, 60.0)
    assert taken(hosts, 0.0).name == "https://example.net"
    assert hosts.seconds_to_wait(0.0) == 60.0


def test_a_longer_rest_is_not_cut_short_by_a_shorter_one() -> None:
    host = Host("https://example.org", delay=1.0)
    host.rest(0.0, 30.0)
    host.rest(5.0)
    assert host.ready_at == 30.0


def test_nobody_waits_when_nothing_is_left() -> None:
    hosts = Hosts(delay=1.0)
    hosts.add(task("https://example.org/a"))
    assert [left.address for left in hosts.drop_all()] == ["https://example.org/a"]
    assert hosts.seconds_to_wait(0.0) is None
