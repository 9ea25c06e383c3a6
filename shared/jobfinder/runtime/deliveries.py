"""Hands events to functions: at least once, a bounded number at a time, again after a failure.

    deliver --> lane (a heap by due time) --> worker thread --> function
                  ^                                |
                  +-- again, later, up to 5 times -+ raised
                  +-- again, at its turn ----------+ raised NotYet

What is given up here is not lost: an unfinished item is due for the sweeper, an unscraped source for the scheduler.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobfinder import log
from jobfinder.errors import NotYet
from jobfinder.runtime.functions import Handler

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

MOST_DELIVERIES = 5
FIRST_WAIT_SECONDS = 1.0


@dataclass(order=True)
class Delivery:
    """One event on its way to one function."""

    due: float  # seconds of time.monotonic()
    number: int  # first come, first served
    function: str = field(compare=False)
    event: CloudEvent = field(compare=False)
    tries: int = field(default=0, compare=False)


class Deliveries:
    """Lanes of worker threads; each function has one lane, so that a slow board never delays the scoring."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        lane_of: Mapping[str, str],
        workers: Mapping[str, int],
        on_given_up: Callable[[str, Exception], object] = lambda function, error: None,
    ) -> None:
        self._handlers, self._lane_of, self._on_given_up = handlers, lane_of, on_given_up
        self._heaps: dict[str, list[Delivery]] = {lane: [] for lane in workers}
        self._changed = threading.Condition()
        self._numbers = itertools.count()
        self._stopping = False
        self._in_hand = 0
        self.given: Counter[str] = Counter()  # events accepted, by function
        self.done: Counter[str] = Counter()  # events finished or given up, by function
        self.given_up: Counter[str] = Counter()
        self._threads = [
            threading.Thread(target=self._work, args=(lane,), name=f"{lane}-{number}", daemon=True)
            for lane, count in workers.items()
            for number in range(count)
        ]

    def start(self) -> None:
        """Begin delivering."""
        for thread in self._threads:
            thread.start()

    def deliver(self, function: str, event: CloudEvent) -> None:
        """Accept an event for a function."""
        with self._changed:
            self.given[function] += 1
            self._push(Delivery(time.monotonic(), next(self._numbers), function, event))

    def waiting(self) -> int:
        """Return how many events are accepted and not finished."""
        with self._changed:
            return self._in_hand + sum(map(len, self._heaps.values()))

    def stop(self, within_seconds: float) -> bool:
        """Take nothing more from the lanes, wait for what is in hand, and return whether all of it ended in time."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        until = time.monotonic() + within_seconds
        for thread in self._threads:
            if thread.ident:
                thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _push(self, delivery: Delivery) -> None:
        heapq.heappush(self._heaps[self._lane_of[delivery.function]], delivery)
        self._changed.notify_all()

    def _work(self, lane: str) -> None:
        while (delivery := self._take(lane)) is not None:
            again = self._hand_over(delivery)
            with self._changed:
                self._in_hand -= 1
                if again:
                    self._push(again)
                else:
                    self.done[delivery.function] += 1
                    self._changed.notify_all()

    def _take(self, lane: str) -> Delivery | None:
        heap = self._heaps[lane]
        with self._changed:
            while not self._stopping:
                wait = heap[0].due - time.monotonic() if heap else None
                if wait is not None and wait <= 0:
                    self._in_hand += 1
                    return heapq.heappop(heap)
                self._changed.wait(wait)
        return None

    def _hand_over(self, delivery: Delivery) -> Delivery | None:
        """Call the function; return the delivery to make later where it raised and is worth another try."""
        try:
            self._handlers[delivery.function](delivery.event)
        except NotYet as wait:  # others are at the site it reads: nobody's failure, and no try of it
            due = time.monotonic() + (wait.after_seconds or FIRST_WAIT_SECONDS)
            return Delivery(due, next(self._numbers), delivery.function, delivery.event, delivery.tries)
        except Exception as error:  # noqa: BLE001 - the platform's part: whatever a function raises is delivered again
            tries = delivery.tries + 1
            gives_up = tries >= MOST_DELIVERIES
            self.given_up[delivery.function] += gives_up
            level = logging.ERROR if gives_up else logging.WARNING
            log.event(f"{delivery.function} failed: {error}", level, tries=tries, given_up=gives_up)
            if gives_up:
                self._on_given_up(delivery.function, error)
                return None
            due = time.monotonic() + FIRST_WAIT_SECONDS * 2.0 ** (tries - 1)
            return Delivery(due, next(self._numbers), delivery.function, delivery.event, tries)
        return None
