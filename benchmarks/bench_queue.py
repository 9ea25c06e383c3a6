"""The queue on SQLite: claim to finish beside huey's SQLite queue, and whether a full store is as quick as a new one.

Both drain no-op jobs in this process, in turns, each job the way its own worker would: huey takes it out of the queue
and runs it (`dequeue`, `execute`); here it is claimed under a lease, finished, and still there with its outcome.

Durability decides such figures. huey leaves SQLite at synchronous=FULL, which waits for the disk at each commit; Job
Finder sets NORMAL for work that can be done again. So each is measured both ways, and compared like with like.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from jobfinder.domain.ids import item_id, listing_id, match_id, stable_id
from jobfinder.domain.match import Decision, Match, Part, Ruling, Verdict
from jobfinder.domain.posting import Listing, Posting
from jobfinder.domain.queue import Ending, ItemKind, ItemStatus, Outcome, QueueItem
from jobfinder.ports import Arrival, Finished
from jobfinder.stores.sqlite import SqliteStore

ROUNDS = 5
JOBS = 1_000  # in each round
LOT = 50  # items claimed and finished together
LEASE_SECONDS = 120.0
FEW, MANY = 1_000, 100_000  # stored listings
MATCHES = 10_000
NOTHING_FOUND = Ending(Outcome.FILTERED, "no-op")

Figure = dict[str, Any]
Drain = Callable[[], float]  # runs one round, returns seconds for each job


def run() -> list[Figure]:
    """Return the figures of queue and store; each has name, value, unit, target and ok."""
    with tempfile.TemporaryDirectory(prefix="bench-queue-") as folder:
        return [*_against_huey(Path(folder)), *_as_it_fills(Path(folder)), *_many_matches(Path(folder))]


# -- against huey


def _against_huey(folder: Path) -> list[Figure]:
    drains: dict[str, Drain] = {}
    for mode in ("FULL", "NORMAL"):
        drains[f"huey {mode}"] = _huey(folder / f"huey-{mode}.db", mode)
        store = _store(folder / f"queue-{mode}.db", mode)
        drains[f"lots {mode}"] = partial(_in_lots, store)
        drains[f"single {mode}"] = partial(_one_by_one, store, with_match=False)
        drains[f"match {mode}"] = partial(_one_by_one, store, with_match=True)
    seconds = _in_turns(drains)
    return [
        *(_micros(_WORDS[name.split()[0]] + f", synchronous={name.split()[1]}", seconds[name]) for name in drains),
        _ratio("claim to finish, times huey, each with its defaults", seconds["huey FULL"] / seconds["lots NORMAL"], 3),
        _ratio("claim to finish, times huey, both FULL", seconds["huey FULL"] / seconds["lots FULL"], 3),
        _ratio("claim to finish, times huey, both NORMAL", seconds["huey NORMAL"] / seconds["lots NORMAL"]),
        _ratio("one by one, times huey, each with its defaults", seconds["huey FULL"] / seconds["single NORMAL"]),
        _ratio("one by one, times huey, both NORMAL", seconds["huey NORMAL"] / seconds["single NORMAL"]),
    ]


_WORDS = {
    "huey": "huey, one no-op job",
    "lots": f"claim to finish, in lots of {LOT}",
    "single": "claim to finish, one by one",
    "match": "claim to finish with one match, one by one",
}


def _in_turns(drains: dict[str, Drain]) -> dict[str, float]:
    """Return the median of each over ROUNDS, run in turns so that a busy moment of the machine hits all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in drains}
    for _ in range(ROUNDS):
        for name, drain in drains.items():
            seconds[name].append(drain())
    return {name: median(of_one) for name, of_one in seconds.items()}


def _huey(path: Path, mode: str) -> Drain:
    from huey import SqliteHuey

    queue = SqliteHuey("bench", filename=str(path))
    queue.storage.conn.execute(f"PRAGMA synchronous = {mode}")  # FULL is what huey's default comes to

    @queue.task()  # type: ignore[untyped-decorator]
    def no_op(number: int) -> None:
        return None

    def drain() -> float:
        for number in range(JOBS):
            no_op(number)
        done, began = 0, time.perf_counter()
        while (task := queue.dequeue()) is not None:
            queue.execute(task)
            done += 1
        assert done == JOBS
        return (time.perf_counter() - began) / done

    return drain


def _store(path: Path, mode: str) -> SqliteStore:
    store = SqliteStore.open(path, clock=_now)
    store._database.connection().execute(f"PRAGMA synchronous = {mode}")
    return store


def _in_lots(store: SqliteStore) -> float:
    _enqueue(store)
    done, began = 0, time.perf_counter()
    while tickets := store.due(now=_now(), limit=LOT):
        claimed = store.claim_many(tickets, now=_now(), lease_seconds=LEASE_SECONDS, token="bench")
        assert not store.finish_many([Finished(item, NOTHING_FOUND) for item in claimed], now=_now())
        done += len(claimed)
    assert done == JOBS
    return (time.perf_counter() - began) / done


def _one_by_one(store: SqliteStore, *, with_match: bool) -> float:
    _enqueue(store)
    tickets = store.due(now=_now(), limit=JOBS)
    matches = [[_match(ticket.item_id)] if with_match else [] for ticket in tickets]
    began = time.perf_counter()
    for ticket, found in zip(tickets, matches, strict=True):
        item = store.claim(ticket, now=_now(), lease_seconds=LEASE_SECONDS, token="bench")
        assert item is not None
        store.finish(item, NOTHING_FOUND, found, now=_now())
    return (time.perf_counter() - began) / len(tickets)


def _enqueue(store: SqliteStore) -> None:
    now, first = _now(), store.latest_cursor()
    numbers = range(first, first + JOBS)
    store.enqueue(
        [QueueItem(id=item_id("url", str(n), ""), kind=ItemKind.URL, url="", created_at=now) for n in numbers]
    )


# -- as the store fills


def _as_it_fills(folder: Path) -> list[Figure]:
    stores = {count: _filled(folder / f"listings-{count}.db", count) for count in (FEW, MANY)}
    numbers = iter(range(10**7, 10**8))
    adding: dict[int, list[float]] = {FEW: [], MANY: []}
    scoring: dict[int, list[float]] = {FEW: [], MANY: []}
    for _ in range(ROUNDS + 2):
        for count, store in stores.items():
            arrivals = [_arrival(next(numbers), ItemStatus.PENDING) for _ in range(200)]
            adding[count].append(_seconds_each(partial(_add, store), arrivals))
            scoring[count].append(_seconds_each(partial(_score, store), arrivals))
    return [
        *(_micros(f"the store's part in scoring one item, {n:,} stored", median(scoring[n])) for n in stores),
        _ratio(f"the same, {MANY:,} to {FEW:,}", median(scoring[MANY]) / median(scoring[FEW]), at_most=1.2),
        *(_micros(f"adding one new listing, {n:,} stored", median(adding[n])) for n in stores),
    ]


def _seconds_each(work: Callable[[list[Arrival]], None], arrivals: list[Arrival]) -> float:
    began = time.perf_counter()
    work(arrivals)
    return (time.perf_counter() - began) / len(arrivals)


def _filled(path: Path, count: int) -> SqliteStore:
    store = SqliteStore.open(path, clock=_now)
    for start in range(0, count, 1000):
        store.add([_arrival(n, ItemStatus.SUCCEEDED) for n in range(start, start + 1000)], lambda new, rivals: None)
    return store


def _add(store: SqliteStore, arrivals: list[Arrival]) -> None:
    assert not store.stamps([arrival.listing.id for arrival in arrivals])
    store.add(arrivals, lambda new, rivals: None)


def _score(store: SqliteStore, arrivals: list[Arrival]) -> None:
    """Do what scoring asks of the store: claim, read the listing, finish with a match."""
    matches = {arrival.item.id: _match(arrival.listing.id) for arrival in arrivals}
    for ticket in store.due(now=_now(), limit=len(arrivals)):
        item = store.claim(ticket, now=_now(), lease_seconds=LEASE_SECONDS, token="bench")
        assert item is not None
        assert store.listings([item.listing_id])
        store.finish(item, Ending(Outcome.MATCHED), [matches[item.id]], now=_now())


# -- many matches


def _many_matches(folder: Path) -> list[Figure]:
    store = SqliteStore.open(folder / "matches.db", clock=_now)
    store.enqueue([QueueItem(id="all", kind=ItemKind.URL, created_at=_now())])
    item = store.claim(store.due(now=_now(), limit=1)[0], now=_now(), lease_seconds=LEASE_SECONDS, token="bench")
    assert item is not None
    store.finish(item, Ending(Outcome.MATCHED), [_match(str(n)) for n in range(MATCHES)], now=_now())
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert len(store.match_heads()) == MATCHES
        rounds.append(time.perf_counter() - began)
    milliseconds = median(rounds) * 1000
    return [_figure(f"heads of {MATCHES:,} matches", milliseconds, "ms", "<= 150", milliseconds <= 150)]


# -- samples


def _arrival(number: int, status: ItemStatus) -> Arrival:
    source, now = f"greenhouse:company-{number % 500}", _now()
    identity = listing_id(source, str(number))
    posting = Posting(
        native_id=str(number),
        title=f"Carpenter {number}",
        company=f"Company {number % 500}",
        url=f"https://jobs.example/{number}",
        text="We build roofs and stairs of wood. " * 60,
        posted_at=now,
    )
    listing = Listing(
        id=identity,
        source_key=source,
        posting=posting,
        content_hash=stable_id("content", str(number)),
        merge_keys=tuple(stable_id(kind, str(number)) for kind in ("link", "title", "text")),
        first_seen_at=now,
        last_seen_at=now,
    )
    item = QueueItem(
        id=item_id("listing", identity, "v"), kind=ItemKind.LISTING, listing_id=identity, created_at=now, status=status
    )
    return Arrival(listing, item)


def _match(listing: str) -> Match:
    now = _now()
    decision = Decision(
        search="main",
        outcome=Outcome.MATCHED,
        score=80,
        threshold=70,
        parts=tuple(Part(name, 13, 16, "a sentence on why it is so") for name in ("skills", "level", "place", "pay")),
        verdicts=tuple(Verdict(f"rule {n}", Ruling.PASS, "a sentence on why it passes") for n in range(16)),
    )
    return Match(
        id=match_id("main", listing),
        search="main",
        listing_id=listing,
        decision=decision,
        title="Carpenter",
        company="Company",
        url="https://jobs.example/1",
        place="Bergen, NO",
        pay="",
        posted_at=now,
        scored_at=now,
        created_at=now,
        policy_version="1",
        content_hash="v",
    )


# -- figures


def _now() -> datetime:
    return datetime.now(UTC)


def _micros(name: str, seconds: float) -> Figure:
    return _figure(name, seconds * 1_000_000, "µs", "", None)


def _ratio(name: str, value: float, at_least: float | None = None, *, at_most: float | None = None) -> Figure:
    if at_least is not None:
        return _figure(name, value, "x", f">= {at_least:g}", value >= at_least)
    if at_most is not None:
        return _figure(name, value, "x", f"<= {at_most:g}", value <= at_most)
    return _figure(name, value, "x", "", None)


def _figure(name: str, value: float, unit: str, target: str, ok: bool | None) -> Figure:
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": ok}


if __name__ == "__main__":
    from benchmarks.__main__ import main

    sys.exit(main(["queue"]))
