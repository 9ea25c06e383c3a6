"""The one way out to any URL that comes from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to a board."""

    url: str
    method: str = "GET"
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    max_bytes: int = 5_000_000  # inflated; a board whose answers are larger says so by name
    keys: tuple[str, ...] = ()  # environment variables whose values stand as {NAME} in the URL or in a header


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A 2xx answer: `url` is where it came from after redirects, `body` is inflated, header names are lower-case."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]


class Fetcher(Protocol):
    """The one way out to any URL that comes from data."""

    def fetch(self, request: Request) -> Response:
        """Return a 2xx response.

        Raises Refused (an address never to be fetched), Gone (404, 410), Blocked (401, 403, 429; carries Retry-After),
        Retryable (time-out, connection, 5xx), Unreadable (too large, too many redirects, broken encoding),
        Misconfigured (a key that the board asks for is not set).
        """
        ...

    def close(self) -> None:
        """Close idle connections."""
        ...
