"""Add a company by any page of its site: with a person who says yes, or from the queue, where only proof does."""

from __future__ import annotations

from dataclasses import replace

from jobfinder.domain.queue import Ending, ItemKind, Outcome, QueueItem
from jobfinder.domain.source import Source
from jobfinder.errors import Permanent, Retryable
from jobfinder.ports import Ports
from jobfinder.usecases.discover import discover
from jobfinder.usecases.found_boards import Discovery, Found, address_itself
from jobfinder.usecases.submit import submit


class NoBoard(Permanent):
    """No board was found that can be added; `discovery` is what there was."""

    def __init__(self, what: str, discovery: Discovery, *, where: str, todo: str) -> None:
        super().__init__(what, where=where, todo=todo)
        self.discovery = discovery


def submit_company(url: str, ports: Ports) -> QueueItem:
    """Create the queue item that will find and add the board of a company; submitted twice a day it is one item."""
    return submit(ItemKind.SOURCE, url, ports)


def add_from_queue(item: QueueItem, ports: Ports) -> Ending:
    """Find the board that an item's address leads to, add it if it is proven, and return what was done.

    Raises NoBoard, saying what was found and compared; Retryable where a site or a board does not answer for now.
    """
    discovery = find_boards(item.url, ports)
    proven = discovery.proven
    if not proven:
        for each in discovery.found:
            if isinstance(each.trial.error, Retryable):
                raise each.trial.error
        raise no_board(discovery)
    for each in proven:
        if not each.was_known:
            add_found(each, ports)
    new = [each for each in proven if not each.was_known]
    words = "; ".join(found_words(each) for each in proven)
    if not new:
        return Ending(Outcome.DUPLICATE, f"already there: {words}")
    return Ending(Outcome.ADDED, f"added {words}")


def find_boards(url: str, ports: Ports, *, company: str = "") -> Discovery:
    """Return the board that an address is, or those of the company whose page it is. Raises what `discover` raises."""
    return address_itself(url, ports) or discover(url, ports, company=company)


def add_found(found: Found, ports: Ports, *, company: str = "", every_hours: float | None = None) -> Source:
    """Add a board that was found and return its source; of one that is known the settings change, and it is enabled."""
    source = ports.store.source(found.source.key) or found.source
    changed = replace(
        source,
        company=company or source.company or found.source.company,
        every_hours=every_hours or source.every_hours,
        enabled=True,
    )
    ports.store.save_source(changed)
    return changed


def no_board(discovery: Discovery) -> NoBoard:
    """Return the error that says what was found instead, what was compared, and what to do."""
    seen = f"{len(discovery.visited)} pages" if len(discovery.visited) != 1 else "1 page"
    if not discovery.found:
        what = f"No board was found on {seen} of this site, nor under its name at the vendors that are known"
        todo = "Open the company's list of jobs in a browser and add the address that is shown there."
        return NoBoard(what, discovery, where=discovery.url, todo=todo)
    told = "; ".join(found_words(each) for each in discovery.found)
    todo = "If it is the right one all the same, add it by its own address."
    return NoBoard(f"No board was proven to be this company's: {told}", discovery, where=discovery.url, todo=todo)


def found_words(found: Found) -> str:
    """Return one board in words: how many postings, where it was found, what was compared."""
    total = found.trial.total if found.trial.total is not None else len(found.trial.postings)
    more = "+" if found.trial.has_more and found.trial.total is None else ""
    shows = f"does not answer: {found.trial.error}" if found.trial.error else f"{total}{more} postings"
    return f"{found.source.key} ({shows}; {', '.join(found.judgement.compared)})"
