"""A stop during work: what is in hand is finished or handed back at once; nothing is lost and nothing done twice."""

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobfinder.demo.server import serve_sample_boards
from jobfinder.domain.facts import Facts
from jobfinder.domain.posting import Posting
from jobfinder.domain.queue import ItemStatus
from jobfinder.ports import Ports
from jobfinder.runtime import one_machine
from jobfinder.runtime.heartbeat import read_health
from jobfinder.runtime.one_machine import OneMachine
from tests.integration.test_one_machine import found, home_at, search


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    with serve_sample_boards() as boards:
        made = home_at(tmp_path, boards)
        yield made
        made.close()


class SlowReader:
    """Reads as ever until `slow_from` postings were read; then each waits until it is let go."""

    def __init__(self, ports: Ports, slow_from: int) -> None:
        self._read, self._left = ports.read, slow_from
        self.began, self.go_on = threading.Event(), threading.Event()

    def __call__(self, posting: Posting) -> Facts:
        self._left -= 1
        if self._left < 0:
            self.began.set()
            self.go_on.wait(30)
        return self._read(posting)


def stopped_midway(ports: Ports, reader: SlowReader) -> OneMachine:
    """Return a machine that was asked to stop while items were in its workers' hands."""
    machine = OneMachine(dataclasses.replace(ports, read=reader))
    machine.start()
    thread = threading.Thread(target=machine.search, args=([source.key for source in ports.store.sources()],))
    thread.start()
    assert reader.began.wait(30)
    machine.ask_to_stop()
    thread.join(10)
    return machine


def test_what_is_not_finished_in_time_is_handed_back_and_the_late_worker_is_refused(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_machine, "STOP_WITHIN_SECONDS", 0.2)
    reader = SlowReader(ports, slow_from=20)
    machine = stopped_midway(ports, reader)
    held = ports.store.items(status=ItemStatus.PROCESSING, limit=1000)
    assert held
    assert not machine.stop()
    assert not ports.store.items(status=ItemStatus.PROCESSING)
    back = [item for item in map(ports.store.item, [each.id for each in held]) if item]
    assert {(item.status, item.attempt) for item in back} == {(ItemStatus.PENDING, 0)}
    reader.go_on.set()
    assert machine.deliveries.stop(20)
    assert {item.status for item in map(ports.store.item, [each.id for each in held]) if item} == {ItemStatus.PENDING}
    assert_the_next_run_does_the_rest(ports)


def test_a_worker_that_is_let_go_in_time_finishes_what_it_reads_and_leaves_the_rest_of_its_lot(ports: Ports) -> None:
    reader = SlowReader(ports, slow_from=20)
    machine = stopped_midway(ports, reader)
    reader.go_on.set()
    assert machine.stop()
    assert not ports.store.items(status=ItemStatus.PROCESSING)
    assert ports.store.items(status=ItemStatus.PENDING)
    assert_the_next_run_does_the_rest(ports)


def assert_the_next_run_does_the_rest(ports: Ports) -> None:
    search(ports)
    assert set(ports.store.queue_stats().by_status) == {ItemStatus.SUCCEEDED.value}
    assert len(found(ports)) == len(ports.store.matches()) >= 8


def test_a_machine_at_work_is_healthy_and_one_that_stopped_is_not(ports: Ports, tmp_path: Path) -> None:
    path = tmp_path / "beat"
    machine = OneMachine(ports, heartbeat=path)
    machine.start()
    thread = threading.Thread(target=machine.run)
    thread.start()
    for _ in range(500):
        if path.exists():
            break
        thread.join(0.02)
    assert not read_health(path, ports.clock()).problems
    machine.stop()
    thread.join(10)
    assert "Nothing runs here" in read_health(path, ports.clock()).problems[0]
