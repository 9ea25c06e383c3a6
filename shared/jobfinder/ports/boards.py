"""What a kind of job board must offer: the requests to send and how their answers are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from jobfinder.domain.posting import Broken, Posting
from jobfinder.ports.fetching import Request


@dataclass(frozen=True, slots=True)
class Board:
    """Which board of a vendor: its id there, and where the vendor's API answers ("" for the vendor's own host)."""

    id: str
    endpoint: str = ""
    company: str = ""
    native_id: str = ""  # set where the URL named one posting
    url: str = ""  # the page a person would open


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one response held. `total` is how many postings the board says it has, None where it does not say."""

    postings: tuple[Posting, ...]
    broken: tuple[Broken, ...] = ()
    next: Request | None = None
    total: int | None = None


class SourceType(Protocol):
    """One kind of board; one file in `sources/` each. `parse` and `parse_detail` are pure."""

    type: str
    whole_board: bool  # a complete run lists every open posting, so what is missing from it is closed
    has_details: bool  # the list lacks the text; one more request per new posting brings it
    version: int  # of its parser: raised where the same answer is read differently from now on

    def recognise(self, url: str) -> Board | None:
        """Return the board that `url` belongs to, from any of its URL forms, or None where it is not of this kind."""
        ...

    def first(self, board: Board) -> Request:
        """Return the request that begins a scrape."""
        ...

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the postings of one response, broken rows apart. Raises Unreadable where nothing can be read."""
        ...

    def detail(self, posting: Posting, board: Board) -> Request | None:
        """Return the request for the posting's text, or None where the list had it."""
        ...

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting completed by its detail response. Raises Unreadable."""
        ...
