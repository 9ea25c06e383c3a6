"""Handing events to functions: at least once, again after a failure, in lanes."""

import threading
import time
from collections.abc import Callable

import pytest
from cloudevents.http import CloudEvent

from jobfinder.errors import NotYet
from jobfinder.runtime import deliveries
from jobfinder.runtime.deliveries import Deliveries

EVENT = CloudEvent({"type": "t", "source": "s"}, {})


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.005)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "FIRST_WAIT_SECONDS", 0.01)


def test_every_event_reaches_its_function() -> None:
    seen: list[str] = []
    hands = Deliveries({"a": lambda event: seen.append(event["id"])}, {"a": "work"}, {"work": 3})
    hands.start()
    for _ in range(50):
        hands.deliver("a", CloudEvent({"type": "t", "source": "s"}, {}))
    wait_until(lambda: hands.waiting() == 0)
    assert len(set(seen)) == 50
    assert hands.done["a"] == hands.given["a"] == 50
    assert hands.stop(1.0)


def test_a_function_that_fails_is_called_again_and_given_up_after_five_times() -> None:
    calls: list[int] = []

    def fails(event: CloudEvent) -> None:
        calls.append(1)
        raise RuntimeError("no")

    hands = Deliveries({"a": fails}, {"a": "work"}, {"work": 1})
    hands.start()
    hands.deliver("a", EVENT)
    wait_until(lambda: hands.waiting() == 0)
    assert len(calls) == 5
    assert hands.given_up["a"] == 1
    hands.stop(1.0)


def test_what_has_to_wait_for_its_turn_makes_room_and_comes_back_however_often_that_is() -> None:
    order: list[str] = []

    def reads(event: CloudEvent) -> None:
        order.append(event["id"])
        if event["id"] == "busy" and order.count("busy") <= deliveries.MOST_DELIVERIES:
            raise NotYet("others are there", after_seconds=0.01)

    hands = Deliveries({"a": reads}, {"a": "scrape"}, {"scrape": 1})
    for number in ("busy", "free"):
        hands.deliver("a", CloudEvent({"type": "t", "source": "s", "id": number}, {}))
    hands.start()
    wait_until(lambda: hands.waiting() == 0)
    assert order == ["busy", "free", *["busy"] * deliveries.MOST_DELIVERIES]
    assert (hands.done["a"], hands.given_up["a"]) == (2, 0)
    assert hands.stop(1.0)


def test_a_slow_lane_does_not_hold_up_another() -> None:
    release, done = threading.Event(), threading.Event()
    handlers = {"slow": lambda event: release.wait(30), "quick": lambda event: done.set()}
    hands = Deliveries(handlers, {"slow": "scrape", "quick": "work"}, {"scrape": 1, "work": 1})  # type: ignore[arg-type]
    hands.start()
    hands.deliver("slow", EVENT)
    hands.deliver("slow", EVENT)
    hands.deliver("quick", EVENT)
    assert done.wait(20)
    release.set()
    hands.stop(2.0)


def test_stopping_waits_for_what_is_in_hand_and_takes_nothing_more() -> None:
    started, release, calls = threading.Event(), threading.Event(), []

    def slow(event: CloudEvent) -> None:
        calls.append(1)
        started.set()
        release.wait(30)

    hands = Deliveries({"a": slow}, {"a": "work"}, {"work": 1})
    hands.start()
    hands.deliver("a", EVENT)
    hands.deliver("a", EVENT)
    assert started.wait(20)
    assert not hands.stop(0.05)
    release.set()
    assert hands.stop(2.0)
    assert calls == [1]
