"""The whole surface of a source: what a file in this folder defines, with the answers that most boards share.

A source sets `type`, writes `first` and `parse`, and ends with `SOURCE = ItsClass()`; `ports.SourceType` says what each
method promises. Where the list lacks the text it also sets `has_details` and writes `detail` and `parse_detail`.
"""

from __future__ import annotations

from jobfinder.domain.posting import Posting
from jobfinder.domain.urls import VendorUrl, typed_url, vendor_url
from jobfinder.ports import Board, Page, Request


class BoardSource:
    """One kind of board; every answer is pure."""

    type: str
    whole_board: bool = True
    has_details: bool = False
    version: int = 1

    def recognise(self, url: str) -> Board | None:
        """Return the board a URL names; the forms of the vendor's URLs stand in `domain/urls/forms.py`."""
        named = vendor_url(url, self.type)
        return self.board(named, typed_url(url)) if named and named.board else None

    def board(self, named: VendorUrl, url: str) -> Board:
        """Return the board that was named, `url` being how."""
        return Board(named.board, endpoint=named.origin, native_id=named.native_id, url=url)

    def first(self, board: Board) -> Request:
        """Return the request that begins a scrape."""
        raise NotImplementedError

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return what one response holds."""
        raise NotImplementedError

    def detail(self, posting: Posting, board: Board) -> Request | None:
        """Return None: the list had the text."""
        return None

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting as it is: the list had the text."""
        return posting
