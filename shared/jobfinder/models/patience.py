"""Tries a call again while that can help and there is time: the SDKs' own retries know no deadline, so they are off."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Generic, TypeVar

from jobfinder.domain.usage import Unanswered
from jobfinder.errors import Blocked, Retryable

Result = TypeVar("Result")

MOST_TRIES = 3
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 10.0  # what asks for more is left to the queue, which holds nothing while it waits
LEAST_CALL_SECONDS = 2.0
GRACE_SECONDS = 1.0  # for the library to give up by itself, which it does where nothing comes at all


def patiently(
    call: Callable[[float], Result],
    within_seconds: float,
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Result:
    """Return what the call returns; it is given the seconds that are left. Raises its last error."""
    until = clock() + within_seconds
    for turn in range(MOST_TRIES):
        try:
            return _Bounded(call, max(until - clock(), 0.001)).result()
        except (Blocked, Unanswered):  # a question that may have been charged is not asked twice for one reservation
            raise
        except Retryable as error:
            wait = error.after_seconds or FIRST_WAIT_SECONDS * 2.0**turn
            left = until - clock() - wait
            if turn == MOST_TRIES - 1 or wait > LONGEST_WAIT_SECONDS or left < LEAST_CALL_SECONDS:
                raise
            sleep(wait)
    raise AssertionError("the last try returns or raises")


class _Bounded(Generic[Result]):
    """A call that is left to itself when its time is over.

    The libraries' time-outs are for each packet: a provider that sends one byte a second would hold a worker for ever.
    """

    def __init__(self, call: Callable[[float], Result], seconds: float) -> None:
        self._call, self._seconds = call, seconds
        self._returned: list[Result] = []
        self._raised: list[BaseException] = []
        self._thread = threading.Thread(target=copy_context().run, args=(self._run,), daemon=True)

    def result(self) -> Result:
        """Return what the call returns. Raises what it raises, Unanswered where it does not come to an end."""
        self._thread.start()
        self._thread.join(self._seconds + GRACE_SECONDS)
        if self._raised:
            raise self._raised[0]
        if not self._returned:
            raise Unanswered("The provider's answer did not come to an end in time")
        return self._returned[0]

    def _run(self) -> None:
        try:
            self._returned.append(self._call(self._seconds))
        except BaseException as error:  # noqa: BLE001 - it is raised by whoever waits
            self._raised.append(error)
