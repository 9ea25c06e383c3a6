"""The one way out to any URL that comes from data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from jobfinder.domain.known_board import KnownBoard
from jobfinder.domain.pace import HostPace


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What came with an answer, to ask later whether it has changed: RFC 9110, 8.8; `of` is the address it came from.

    They are sent to that very address only: after another redirect they would be about something else.
    """

    of: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to a board.

    `may_wait_seconds` is how long it may wait for its turn at the host, before it is sent.
    """

    url: str
    method: str = "GET"
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    max_bytes: int = 5_000_000  # inflated; a board whose answers are larger says so by name
    keys: tuple[str, ...] = ()  # environment variables whose values stand as {NAME} in the URL or in a header
    validators: Validators | None = None
    may_wait_seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A 2xx answer: `url` is where it came from after redirects, `body` is inflated, header names are lower-case.

    To a request with validators the status may be 304, with an empty body: nothing has changed.
    """

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]


class Fetcher(Protocol):
    """The one way out to any URL that comes from data."""

    def fetch(self, request: Request) -> Response:
        """Return a 2xx response, or one of status 304 where the request had validators.

        Raises Refused (an address never to be fetched), Gone (404, 410), Blocked (401, 403, 429, robots.txt; carries
        Retry-After), Retryable (time-out, connection, 5xx), Unreadable (too large, too many redirects, broken
        encoding), NotYet (its turn is further off than it may wait; nothing was sent), Misconfigured (a key that the
        board asks for is not set).
        """
        ...

    def close(self) -> None:
        """Close idle connections."""
        ...


class FetchStore(Protocol):
    """What all workers and processes know of the hosts they ask, and of what did not change there."""

    def change_pace(self, host: str, change: Callable[[HostPace], HostPace]) -> HostPace:
        """Replace a host's pace by what `change` makes of it, as if nobody else were at it, and return that.

        Where `change` raises, or changes nothing, nothing is written; it may be asked more than once.
        """
        ...

    def known_board(self, source_key: str) -> KnownBoard | None:
        """Return what a source's last complete run met, None where that is not known."""
        ...

    def keep_known_board(self, board: KnownBoard) -> None:
        """Keep what a complete run met; what was kept of the source before is replaced."""
        ...

    def forget_known_board(self, source_key: str) -> None:
        """Forget what a source's last complete run met, so that the next one reads it in full."""
        ...
