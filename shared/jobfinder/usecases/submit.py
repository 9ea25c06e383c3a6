"""Read one posting that a user pointed at: from its board where we know it, from the page itself elsewhere."""

from __future__ import annotations

from jobfinder.domain.identity import choose_canonical
from jobfinder.domain.ids import item_id
from jobfinder.domain.posting import Posting
from jobfinder.domain.queue import ItemKind, QueueItem
from jobfinder.domain.source import source_key
from jobfinder.domain.urls import canonical_url
from jobfinder.errors import Gone, Unreadable
from jobfinder.ports import Board, Ports, Request, SourceType
from jobfinder.usecases.arrive import arrival_of


def submit_url(url: str, ports: Ports) -> QueueItem:
    """Create the queue item that will read and score the posting at `url`; submitted twice a day it is one item."""
    return submit(ItemKind.URL, url, ports)


def submit(kind: ItemKind, url: str, ports: Ports) -> QueueItem:
    """Create the queue item of a kind for an address, once a day and address however it is written; return it."""
    now, canonical = ports.clock(), canonical_url(url)
    item = QueueItem(
        id=item_id(kind, canonical, now.date().isoformat()),
        kind=kind,
        url=url,
        created_at=now,
        trace_id=ports.new_token(),
    )
    ports.store.enqueue([item])
    return ports.store.item(item.id) or item


def listing_at(item: QueueItem, ports: Ports) -> str:
    """Return the id of the listing of the posting at the item's URL, stored like any other.

    Raises Gone where its board does not list it, Unreadable where the page holds none, Refused, Blocked, Retryable.
    """
    recognised = ports.recognise(item.url)
    if recognised is None:
        raise Unreadable("This is not the address of a page", where=item.url, todo="It must begin with https://.")
    kind, board = recognised
    posting = _posting_at(kind, board, ports)
    arrival = arrival_of(
        posting, source_key(kind.type, board.id), ports.clean_text, now=ports.clock(), trace_id=item.trace_id
    )
    ports.store.add([arrival], choose_canonical)
    return arrival.listing.id


def _posting_at(kind: SourceType, board: Board, ports: Ports) -> Posting:
    """Return the posting that the board's address names: the one with its id, or the only one of the page."""
    request: Request | None = kind.first(board)
    while request is not None:
        page = kind.parse(ports.fetcher.fetch(request).body, board, request)
        for posting in page.postings:
            if not board.native_id or posting.native_id == board.native_id:
                return _with_detail(posting, kind, board, ports)
        request = page.next
    if board.native_id:
        raise Gone("The board does not list this posting (any more)", where=f"{board.url}, {board.native_id}")
    raise Unreadable("There is no posting on this page", where=board.url)


def _with_detail(posting: Posting, kind: SourceType, board: Board, ports: Ports) -> Posting:
    request = kind.detail(posting, board) if kind.has_details else None
    return kind.parse_detail(ports.fetcher.fetch(request).body, posting) if request else posting
