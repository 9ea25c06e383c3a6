"""Several processes with nothing in common but the database, and the watcher that must not miss what comes late."""

from __future__ import annotations

import json
import multiprocessing
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

from jobfinder.stores.firestore import FirestoreStore
from tests.contract.backends import Firestore, wall_clock
from tests.contract.things import NOW, arrival, first_rival, item, listing

BOARDS = ("greenhouse:acme", "lever:acme", "feed:jobs")
JOBS = 6


def bring(address: str, board: str, out: Path, together: Barrier) -> None:
    store = Firestore(Path()).open(address, wall_clock)
    together.wait(60)
    added = [store.add([arrival(n, board, merge_keys=(f"k{n}",))], first_rival)[0].as_what for n in range(JOBS)]
    out.write_text(json.dumps(added))
    store.close_store()


def test_processes_that_bring_the_same_jobs_from_several_boards_never_both_win(
    store: FirestoreStore, address: str, tmp_path: Path
) -> None:
    spawn = multiprocessing.get_context("spawn")
    together = spawn.Barrier(len(BOARDS))
    outs = [tmp_path / f"{number}.json" for number in range(len(BOARDS))]
    processes = [
        spawn.Process(target=bring, args=(address, board, out, together))
        for board, out in zip(BOARDS, outs, strict=True)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(100)
    assert [process.exitcode for process in processes] == [0] * len(BOARDS)
    added = [what for out in outs for what in json.loads(out.read_text())]
    assert sorted(added) == ["duplicate"] * JOBS * 2 + ["new"] * JOBS
    assert all(len(store.links(listing(number).id)) == len(BOARDS) for number in range(JOBS))


def test_an_item_whose_commit_came_late_is_shown_although_the_cursor_has_passed_its_number(
    store: FirestoreStore, backend: Firestore, address: str
) -> None:
    slow = backend.open(address, clock=lambda: NOW)
    slow._database._last_number = time.time_ns() // 1000 + 1_000_000  # this number is drawn now, and written last
    late_number = slow._database._last_number + 1
    store._database._last_number = late_number + 1_000
    store.enqueue([item(1)])
    seen, cursor = store.created_after(0, 9)
    assert cursor > late_number
    slow.enqueue([item(2)])
    again, moved = store.created_after(cursor, 9)
    assert [one.id for one in (*seen, *again)] == [item(1).id, item(2).id]
    assert moved == cursor
    assert store.created_after(cursor, 9) == ([], cursor)
    slow.close_store()


def test_items_with_one_number_are_all_shown_however_short_the_look(
    store: FirestoreStore, backend: Firestore, address: str
) -> None:
    other = backend.open(address, clock=lambda: NOW)
    other._database._last_number = store._database._last_number = time.time_ns() // 1000 + 5_000_000
    store.enqueue([item(1), item(2)])
    other.enqueue([item(3), item(4)])
    seen, cursor = list[str](), 0
    for _ in range(6):
        items, cursor = store.created_after(cursor, 1)
        seen += [one.id for one in items]
    assert sorted(seen) == sorted(item(n).id for n in (1, 2, 3, 4))
    other.close_store()
