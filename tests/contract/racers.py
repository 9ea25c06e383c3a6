"""Work that several processes do at once on one database; a process gets no more than the database's address."""

from __future__ import annotations

import json
from multiprocessing.synchronize import Barrier
from pathlib import Path

from jobfinder.domain.queue import Ending, Outcome
from jobfinder.ports import Store
from tests.contract.backends import BACKENDS, Backend, wall_clock
from tests.contract.things import arrival, item, match, no_merge


def claim_all(backend: str, address: str, out: Path, together: Barrier) -> None:
    """Claim and finish items until none is due; write down which were ours.

    Nobody takes a second one before everybody has a first: the quickest may be done before the others get a turn.
    """
    store = _backend(backend).open(address)
    together.wait(30)
    first = drain(store, out.name, most=1)
    together.wait(30)
    out.write_text(json.dumps(first + drain(store, out.name)))
    store.close_store()


def drain(store: Store, name: str, most: int | None = None) -> list[str]:
    """Claim and finish items until none is due, or until `most` were ours; return these."""
    mine: list[str] = []
    while tickets := store.due(now=wall_clock(), limit=20):
        for ticket in tickets:
            claimed = store.claim(ticket, now=wall_clock(), lease_seconds=600, token=name)
            if claimed:
                found = match(int(claimed.url.rpartition("/")[2]))
                store.finish(claimed, Ending(Outcome.MATCHED, name), [found], now=wall_clock())
                mine.append(claimed.id)
            if len(mine) == most:
                return mine
    return mine


def add_all(backend: str, address: str, out: Path, together: Barrier) -> None:
    """Add the same hundred listings as everybody else; write down which were new."""
    store = _backend(backend).open(address)
    together.wait(30)
    added = [one for n in range(100) for one in store.add([arrival(n)], no_merge)]
    out.write_text(json.dumps([one.listing_id for one in added if one.as_what == "new"]))
    store.close_store()


def open_all(backend: str, address: str, out: Path, together: Barrier) -> None:
    """Open a database that does not exist yet, all at once."""
    together.wait(30)
    store = _backend(backend).open(address, environment="staging")
    out.write_text(json.dumps([store.environment(), store.enqueue([item(1)])]))
    store.close_store()


def _backend(name: str) -> Backend:
    return BACKENDS[name](Path())
