"""Adds, claims and finishes until it is killed, and says aloud what was committed: `python -m ... DATABASE SEED`."""

from __future__ import annotations

import random
import sys

from jobfinder.domain.queue import Ending, ErrorKind, ItemError, Outcome, QueueItem
from jobfinder.ports import Finished
from jobfinder.stores.sqlite import SqliteStore
from tests.contract.backends import wall_clock
from tests.contract.things import arrival, first_rival, match

BOARDS = ("greenhouse:acme", "lever:acme")


def work(path: str, seed: int) -> None:
    random_ = random.Random(seed)
    store = SqliteStore.open(path, clock=wall_clock)
    print("ready", flush=True)
    number = seed * 100_000
    while True:
        numbers = range(number, number := number + random_.randint(1, 5))
        new = [arrival(n, board, merge_keys=(f"k{n}",)) for n in numbers for board in BOARDS]
        store.add(new, first_rival)
        print("added", *numbers, flush=True)
        _score(store, random_)


def _score(store: SqliteStore, random_: random.Random) -> None:
    now = wall_clock()
    tickets = store.due(now=now, limit=4)
    if random_.random() < 0.5:
        claimed = store.claim_many(tickets, now=now, lease_seconds=0.05, token=str(random_.random()))
        store.finish_many(
            [Finished(one, Ending(Outcome.MATCHED), (match(_number(store, one)),)) for one in claimed], now=now
        )
        print("matched", *(_number(store, one) for one in claimed), flush=True)
        return
    for ticket in tickets:
        one = store.claim(ticket, now=now, lease_seconds=0.05, token=str(random_.random()))
        if one and random_.random() < 0.2:
            store.wait(one, ItemError(ErrorKind.TRANSIENT, "later"), not_before=now, now=now)
        elif one:
            store.finish(one, Ending(Outcome.MATCHED), [match(_number(store, one))], now=now)
            print("matched", _number(store, one), flush=True)


def _number(store: SqliteStore, item: QueueItem) -> int:
    return int(store.listings([item.listing_id])[item.listing_id].posting.native_id)


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]))
