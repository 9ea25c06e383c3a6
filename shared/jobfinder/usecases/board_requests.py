"""The requests of one run over a board: each is counted, and waits for its turn no longer than the run has time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from jobfinder.domain.known_board import KnownBoard
from jobfinder.errors import NotYet
from jobfinder.ports import Ports, Request, Response
from jobfinder.usecases.unchanged import Memory


class BoardRequests:
    """Sends what a run asks for; `counts` are the run's, `left_seconds` says how long it may still take."""

    def __init__(self, memory: Memory, ports: Ports, counts: Counter[str], left_seconds: Callable[[], float]) -> None:
        self._memory, self._fetcher, self._limits = memory, ports.fetcher, ports.limits
        self._counts, self._left_seconds = counts, left_seconds
        self._in_hand: Response | None = None  # the answer to the first request, where it came already

    @property
    def none_sent(self) -> bool:
        """Return whether the board has not been asked for anything yet."""
        return not self._counts["requests"]

    def unchanged(self) -> KnownBoard | None:
        """Return what the board still holds where it says that nothing has changed. Raises as a fetcher does."""
        found = self._memory.unchanged(self._answer)
        if isinstance(found, Response):
            self._in_hand = found
            return None
        return found

    def page(self, request: Request) -> bytes:
        """Return the body of one page of the board, and remember what is needed to ask whether it has changed."""
        response, self._in_hand = self._in_hand or self._answer(request), None
        self._memory.note(request, response)
        return response.body

    def detail(self, request: Request) -> bytes:
        """Return the body of one posting."""
        return self._answer(request).body

    def _answer(self, request: Request) -> Response:
        may_wait_seconds = max(0.0, self._left_seconds())
        if self.none_sent:
            may_wait_seconds = min(may_wait_seconds, self._limits.first_turn_within_seconds)
        self._counts["requests"] += 1
        try:
            response = self._fetcher.fetch(replace(request, may_wait_seconds=may_wait_seconds))
        except NotYet:
            self._counts["requests"] -= 1
            raise
        self._counts["bytes"] += len(response.body)
        self._counts["not_modified"] += response.status == 304
        return response
