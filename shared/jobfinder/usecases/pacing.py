"""Keeps the work of an operator's command to so many documents a second, so that what runs beside it is not starved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")


class Pace:
    """So many a second from the first on; `per_second` of 0 is no limit. Clock and sleep are a test's to replace."""

    def __init__(
        self,
        per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._per_second, self._clock, self._sleep = per_second, clock, sleep
        self._done, self._began_at = 0, None if per_second else 0.0

    def take(self, number: int = 1) -> None:
        """Wait until `number` more may be done."""
        if not self._per_second:
            return
        if self._began_at is None:
            self._began_at = self._clock()
        wait = self._began_at + self._done / self._per_second - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._done += number

    def each(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Yield things, none sooner than it may be."""
        for thing in things:
            self.take()
            yield thing


UNLIMITED = Pace(0)
