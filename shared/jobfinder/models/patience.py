"""Tries a call again while that can help and there is time: the SDKs' own retries know no deadline, so they are off."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from jobfinder.domain.usage import Unanswered
from jobfinder.errors import Blocked, Retryable

Result = TypeVar("Result")

MOST_TRIES = 3
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 10.0  # what asks for more is left to the queue, which holds nothing while it waits
LEAST_CALL_SECONDS = 2.0


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
            return call(max(until - clock(), 0.001))
        except (Blocked, Unanswered):  # a question that may have been charged is not asked twice for one reservation
            raise
        except Retryable as error:
            wait = error.after_seconds or FIRST_WAIT_SECONDS * 2.0**turn
            left = until - clock() - wait
            if turn == MOST_TRIES - 1 or wait > LONGEST_WAIT_SECONDS or left < LEAST_CALL_SECONDS:
                raise
            sleep(wait)
    raise AssertionError("the last try returns or raises")
