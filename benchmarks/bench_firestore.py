"""The queue on Firestore: whole items beside bare calls, what each thing costs, and claims that are raced for.

Everything runs on the real emulator on this machine. The bare calls are of the same kinds, by the same SDK, on
documents of the same size: a keyed read, a conditional update, a query, a commit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from emulator.parts import find_parts
from emulator.servers import firestore, free_port
from tests.contract.backends import Firestore
from tests.contract.things import arrival, decision, item, match, no_merge
from tests.firestore_calls import Calls

from jobfinder.domain.codec import decision_to_dict
from jobfinder.domain.ids import match_id
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, Outcome, Ticket
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.stores.firestore_values import to_document

WORKERS = 4
ITEMS = 200
ROUNDS = 3
RACERS, RACED = 16, 60
TRANSACTION_SECONDS = 12.0  # then the race of transactions is called off: 60 would take the emulator minutes


def run() -> list[dict[str, Any]]:
    """Return the figures of one emulator that is started for them."""
    with firestore(find_parts(), free_port()) as server:
        with database(server.host) as (store, _):
            whole_items(store, 40)  # the first calls load half of the SDK and of the emulator
        pairs = [_pair(server.host) for _ in range(ROUNDS)]
        ratio = median(whole / bare for whole, bare in pairs)
        return [
            figure("whole items, 4 workers", median(whole for whole, _ in pairs) / 4, "items/s"),
            figure("whole items beside the same number of bare calls", ratio, "x", ">= 0.7", ratio >= 0.7),
            *costs(server.host),
            *races(server.host),
        ]


def figure(name: str, value: float, unit: str, target: str = "", ok: bool | None = None) -> dict[str, Any]:
    """Return one figure as the table takes it."""
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": ok}


@contextmanager
def database(host: str) -> Iterator[tuple[FirestoreStore, Calls]]:
    """Give the store in a new database, and the count of its calls."""
    backend = Firestore(Path())
    store = backend.open(f"{host} demo-job-finder bench-{uuid4().hex[:12]}")
    try:
        yield store, backend.calls(store)
    finally:
        store.close_store()


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def in_parallel(work: Callable[[Any], Any], things: list[Any], workers: int = WORKERS) -> float:
    """Return how many seconds `work` takes for all things."""
    began = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, things))
    return time.perf_counter() - began


# -- whole items beside bare calls


def _pair(host: str) -> tuple[float, float]:
    """Return calls per second of whole items and of bare calls."""
    with database(host) as (store, _):
        whole = whole_items(store, ITEMS)
    with database(host) as (store, _):
        return whole, bare_calls(store, ITEMS)


def whole_items(store: FirestoreStore, count: int) -> float:
    """Return calls per second while new listings go from claim to match."""
    store.add([arrival(number) for number in range(count)], no_merge)
    tickets = store.due(now=now(), limit=count)
    seconds = in_parallel(lambda ticket: score(store, ticket), tickets)
    if len(store.matches()) != count:
        raise AssertionError("a match is missing")
    return count * 4 / seconds


def score(store: FirestoreStore, ticket: Ticket) -> None:
    """Do what the use case does, with an opinion that costs nothing."""
    claimed = store.claim(ticket, now=now(), lease_seconds=300, token=ticket.item_id)
    if claimed is None:
        raise AssertionError("a claim was lost")
    job = store.links(claimed.listing_id)[0]
    opinion = decision()
    found = match(int(job.posting.native_id), listing_id=job.id, decision=opinion)
    store.finish(claimed, Ending(Outcome.MATCHED, "", (decision_to_dict(opinion),)), [found], now=now())


def bare_calls(store: FirestoreStore, count: int) -> float:
    """Return calls per second of the SDK alone: as many reads, updates, queries and commits on the same documents."""
    from google.cloud.firestore import DELETE_FIELD
    from google.cloud.firestore_v1.base_query import FieldFilter

    store.add([arrival(number) for number in range(count)], no_merge)
    client = store._database.client
    document, opinion = to_document(match(), whole=True), decision_to_dict(decision())
    lease = {"attempt": 1, "claim_token": "token", "lease_expires_at": now(), "due_at": now()}

    def four(work: Ticket) -> None:
        reference = client.document("job-queue", work.item_id)
        snapshot = reference.get()
        seen = client.write_option(last_update_time=snapshot.update_time)
        reference.update({"status": "processing", **lease}, option=seen)
        listing_id = snapshot.get("listing_id")
        members = FieldFilter("members", "array_contains", listing_id)
        list(client.collection("job-listings").where(filter=members).stream())
        batch = client.batch()
        ended = {"status": "succeeded", "outcome": "matched", "decisions": [opinion], "finished_at": now()}
        batch.update(reference, {**ended, **dict.fromkeys(lease, DELETE_FIELD)})
        batch.set(client.document("job-matches", match_id("main", listing_id)), {**document, "listing_id": listing_id})
        batch.commit()

    return count * 4 / in_parallel(four, store.due(now=now(), limit=count))


# -- what each costs


def costs(host: str) -> list[dict[str, Any]]:
    """Return calls and writes for a new, a known and a failed item."""
    with database(host) as (store, calls):
        board = [arrival(number, merge_keys=(f"k{number}",)) for number in range(100)]
        figures = _cost(calls, "a board of 100 new listings", lambda: store.add(board, no_merge), most_writes=201)
        figures += _cost(calls, "the same board, known", lambda: store.add(board, no_merge), most_writes=0)
        ticket = store.due(now=now(), limit=1)[0]
        figures += _cost(calls, "a new item, claim to match", lambda: score(store, ticket), most_calls=4, most_writes=3)
        delivered_again = lambda: store.claim(ticket, now=now(), lease_seconds=300, token="again")  # noqa: E731
        figures += _cost(calls, "an event delivered again", delivered_again, most_calls=1, most_writes=0)
        store.enqueue([item(1)])
        failing = store.item(item(1).id)
        if failing is None:
            raise AssertionError("the item is missing")
        return figures + _cost(
            calls, "a failed item", lambda: _fail(store, failing.ticket), most_calls=3, most_writes=2
        )


def _fail(store: FirestoreStore, ticket: Ticket) -> None:
    claimed = store.claim(ticket, now=now(), lease_seconds=300, token="t")
    if claimed:
        store.fail(claimed, ItemError(ErrorKind.PERMANENT, "no"), now=now())


def _cost(
    calls: Calls, what: str, work: Callable[[], object], *, most_writes: int, most_calls: int | None = None
) -> list[dict[str, Any]]:
    calls.forget()
    work()
    target, ok = (f"<= {most_calls}", calls.number <= most_calls) if most_calls is not None else ("", None)
    return [
        figure(f"{what}: calls", calls.number, "RPCs", target, ok),
        figure(f"{what}: writes", calls.writes, "writes", f"<= {most_writes}", calls.writes <= most_writes),
    ]


# -- claims that are raced for


def races(host: str) -> list[dict[str, Any]]:
    """Return claims per second of 16 racers, and how that compares with transactions that read, change and write."""
    with database(host) as (store, _):
        store.enqueue([item(number) for number in range(RACED)])
        seconds, claims = claim_race(store)
    with database(host) as (store, _):
        transactions_per_second = transaction_race(store)
    doubled = len(claims) - len(set(claims))
    times = len(set(claims)) / seconds / transactions_per_second
    return [
        figure("16 racers, 60 items: claimed", len(set(claims)), "items", "= 60", len(set(claims)) == RACED),
        figure("16 racers, 60 items: claimed twice", doubled, "items", "= 0", doubled == 0),
        figure("16 racers, 60 items: rate", RACED / seconds, "claims/s"),
        figure("16 racers, transactions: rate", transactions_per_second, "claims/s"),
        figure("16 racers: claims beside transactions", times, "x", ">= 20", times >= 20),
    ]


def claim_race(store: FirestoreStore) -> tuple[float, list[str]]:
    """Let every racer try for every item, the oldest first; return how long it took and all claims that were given."""
    tickets, won = store.due(now=now(), limit=RACED), list[str]()
    together = threading.Barrier(RACERS)

    def race(racer: int) -> None:
        together.wait()
        for one in tickets:
            if store.claim(one, now=now(), lease_seconds=300, token=f"racer {racer}"):
                won.append(one.item_id)

    return in_parallel(race, list(range(RACERS)), RACERS), won


def transaction_race(store: FirestoreStore) -> float:
    """Return claims per second where each racer reads and writes each item in a transaction, oldest first."""
    from google.api_core.exceptions import Aborted
    from google.cloud.firestore import transactional

    client = store._database.client
    store.enqueue([item(number) for number in range(RACED)])
    references = [client.document("job-queue", item(number).id) for number in range(RACED)]
    claimed, until = list[str](), time.perf_counter() + TRANSACTION_SECONDS

    @transactional
    def claim(transaction: Any, reference: Any) -> bool:
        if reference.get(transaction=transaction).get("status") != "pending":
            return False
        transaction.update(reference, {"status": "processing"})
        return True

    def race(racer: int) -> None:
        for reference in references:
            if time.perf_counter() > until:
                return
            try:
                if claim(client.transaction(max_attempts=3), reference):
                    claimed.append(reference.id)
            except (Aborted, ValueError):  # given up after its attempts
                continue

    seconds = in_parallel(race, list(range(RACERS)), RACERS)
    return max(len(claimed), 1) / seconds
