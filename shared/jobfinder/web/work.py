"""What pages and API both do with the use cases, where it takes more than one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobfinder.usecases.look_up import NothingThere, SeveralThere, listing_named, looks_like_url
from jobfinder.web.problems import Problem

if TYPE_CHECKING:
    from jobfinder.domain.posting import Listing
    from jobfinder.domain.queue import QueueItem
    from jobfinder.ports import Ports, Store


def submitted(url: str, kind: str, ports: Ports) -> QueueItem:
    """Return the queue item that will read the posting at `url`, or (kind "source") find and add the company's board.

    Raises Problem where it is no web address, or the kind is neither "url" nor "source". Nothing is fetched here:
    whether the address may be is for the guarded fetcher to say, when the item's turn comes.
    """
    from jobfinder.usecases.submit import submit_url

    if kind not in ("", "url", "source"):
        raise Problem(422, "There is no such kind.", "`kind` is url (a posting) or source (a company or a board).")
    if kind == "source":
        return _submitted_company(url, ports)
    if not looks_like_url(url) or ports.recognise(url) is None:
        raise Problem(422, "This is not the address of a posting.", "It must begin with https:// or http://.")
    return submit_url(url, ports)


def _submitted_company(url: str, ports: Ports) -> QueueItem:
    from jobfinder.usecases.add_company import submit_company

    if not looks_like_url(url) or ports.recognise(url) is None:
        raise Problem(
            422, "This is not the address of a company or a board.", "It must begin with https:// or http://."
        )
    return submit_company(url, ports)


def posting_asked_about(words: str, ports: Ports) -> Listing:
    """Return the listing that a URL or the beginning of an id names; an unknown one is told with what to do about it.

    Raises NothingThere, SeveralThere.
    """
    try:
        return listing_named(words, ports)
    except NothingThere:
        kind = "address" if looks_like_url(words) else "id"
        raise NothingThere(f"No posting is known under this {kind}", where=words) from None


def item_named(prefix: str, store: Store) -> QueueItem:
    """Return the queue item whose id begins so. Raises NothingThere, SeveralThere."""
    wanted = prefix.strip().lower()
    found = store.items(id_prefix=wanted, limit=2) if wanted else []
    if not found:
        raise NothingThere("There is no queue item with this id", where=prefix)
    if len(found) > 1:
        raise SeveralThere("This fits several queue items", where=prefix)
    return found[0]
