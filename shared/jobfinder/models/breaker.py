"""A circuit breaker: after some failures in a row a model rests, then one call tries it; no queue hammers it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from jobfinder.errors import Blocked, JobFinderError, Misconfigured, Retryable

OPENS_AFTER = 5  # failures in a row
FIRST_REST_SECONDS = 60.0
LONGEST_REST_SECONDS = 1800.0
REST_UNTIL_MENDED_SECONDS = 600.0  # where only a person can mend it


class CircuitBreaker:
    """Counts one process's failures with one model; several threads may use it."""

    def __init__(self, name: str, clock: Callable[[], float]) -> None:
        self._name, self._clock = name, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rests = 0
        self._until: float | None = None
        self._last = ""

    def check(self) -> None:
        """Return where the model may be asked. Raises Blocked with the rest that is left.

        When the rest is over, one caller may try; the others wait for how that goes.
        """
        with self._lock:
            if self._until is None:
                return
            left = self._until - self._clock()
            if left > 0:
                raise Blocked(f"{self._name} rests after failing: {self._last}", after_seconds=left)
            self._until = self._clock() + FIRST_REST_SECONDS

    def failed(self, error: JobFinderError) -> None:
        """Take note of a failure; what only a person can mend begins the rest at once."""
        with self._lock:
            self._failures += 1
            self._last = error.what
            needs_person = isinstance(error, Misconfigured | Blocked)
            if not needs_person and self._failures < OPENS_AFTER and self._until is None:
                return
            self._until = self._clock() + self._rest_seconds(error, needs_person=needs_person)
            self._rests += 1

    def succeeded(self) -> None:
        """Take note of an answer: all is well."""
        with self._lock:
            self._failures, self._rests, self._until = 0, 0, None

    def _rest_seconds(self, error: JobFinderError, *, needs_person: bool) -> float:
        asked = error.after_seconds if isinstance(error, Retryable) else None
        least = REST_UNTIL_MENDED_SECONDS if needs_person else FIRST_REST_SECONDS
        return max(min(least * 2.0**self._rests, LONGEST_REST_SECONDS), asked or 0.0)
