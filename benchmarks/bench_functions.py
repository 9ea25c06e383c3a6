"""What a function costs beside its platform: an event handed over by functions-framework, and a cold start.

Bare dispatch is the same event through the same framework to a function that does nothing. A cold start is a whole
fresh process with compiled bytecode, from its first import to the answer to its first event; the bare one imports what
every function on Firestore must, and asks it nothing. Ours reads its settings, opens the database on the emulator and
asks it twice.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from cloudevents.conversion import to_binary
from emulator.parts import find_parts
from emulator.servers import firestore, free_port

from benchmarks.bench_startup import variables
from jobfinder import wiring
from jobfinder.domain.environments import STAGING
from jobfinder.domain.person import Person, Profile, Search
from jobfinder.domain.queue import ItemKind, QueueItem
from jobfinder.events import created_event, published_event
from jobfinder.ports import Failing, Ports

ROOT = Path(__file__).parents[1]
MAIN = ROOT / "functions" / "main.py"
EVENTS = 300  # in a row, before the other side has its turn
ROUNDS = 9
COLD_ROUNDS = 7
COLD = ("sweep_queue", "clean_up")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
BARE = """
import functions_framework
import google.cloud.firestore

@functions_framework.cloud_event
def bare(event):
    pass
"""
FIRST_ANSWER = """
import sys
from functions_framework import create_app
answer = create_app(*sys.argv[1:3], "cloudevent").test_client().post(
    "/",
    data='{"message": {"data": "e30="}}',
    headers={
        "ce-id": "1",
        "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
        "ce-source": "//pubsub.googleapis.com",
        "ce-specversion": "1.0",
        "content-type": "application/json",
    },
)
sys.exit(answer.status_code != 200)
"""


def run() -> list[dict[str, Any]]:
    """Return the figures."""
    return [*overheads(), *cold_starts()]


def figure(name: str, value: float, unit: str, target: str = "", ok: bool | None = None) -> dict[str, Any]:
    """Return one figure as the table takes it."""
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": ok}


# -- an event ---------------------------------------------------------------------------------------------------------


class FakeStore:
    """A store that has nothing to do: what is left is the handler's own work."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def claim(self, *_: object, **__: object) -> None:
        """Give nothing: somebody else has it."""

    def due(self, **_: object) -> list[object]:
        """Return that nothing is due."""
        return []

    def failing(self) -> Failing:
        """Return that nothing fails."""
        return Failing(failed=0, retrying=0)

    def next_due_at(self) -> None:
        """Return that nothing is unfinished."""

    def sources(self) -> list[object]:
        """Return none."""
        return []

    def mark(self, name: str) -> str | None:
        """Return what is kept under a name."""
        return self._marks.get(name)

    def swap_mark(self, name: str, was: str | None, now: str) -> bool:
        """Keep it."""
        self._marks[name] = now
        return True


@contextmanager
def bare_function() -> Any:
    """Give the file of a function that does nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bare.py"
        path.write_text(BARE, encoding="utf-8")
        yield path


def overheads() -> list[dict[str, Any]]:
    """Return what an event costs a function with ports that do nothing, beside bare dispatch."""
    item = QueueItem(id="0" * 64, kind=ItemKind.LISTING, created_at=AT, update_time=1_772_366_400_123_456)
    events = {
        "score_queue_item": created_event(item, STAGING.database, AT),
        "sweep_queue": published_event("t", {}, AT),
    }
    figures = []
    with bare_function() as path:
        for name, event in events.items():
            ours, bare = microseconds(name, event, path)
            times = ours / bare
            figures += [
                figure(f"{name}: an event, fake ports", ours, "us"),
                figure(f"{name}: beside bare dispatch", times, "x", "<= 2", times <= 2),
            ]
    return figures


def microseconds(name: str, event: Any, bare: Path) -> tuple[float, float]:
    """Return the medians of one event with our function and with the bare one, in turn."""
    headers, body = to_binary(event)
    wiring.install(fake_ports())
    try:
        sides = [poster(source, target, headers, body) for target, source in ((name, MAIN), ("bare", bare))]
        rounds = [[each() for each in sides] for _ in range(ROUNDS + 1)][1:]
    finally:
        wiring.install(None)
    return median(one[0] for one in rounds), median(one[1] for one in rounds)


def fake_ports() -> Ports:
    """Return ports on a store that does nothing, with a profile to score with."""
    profile = Profile(person=Person(), searches=(Search(name="any"),), version="1")
    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(ROOT / "config", Path(home) / "config")
        real = wiring.bootstrap(Path(home), {"ENVIRONMENT": "staging"})
        real.store.close_store()
    return replace(real, store=FakeStore(), profile=lambda: profile)  # type: ignore[arg-type]


def poster(source: Path, target: str, headers: Mapping[str, str], body: bytes) -> Callable[[], float]:
    """Return a way to post the event many times, which says how many microseconds each took."""
    from functions_framework import create_app

    client = create_app(target, str(source), "cloudevent").test_client()  # type: ignore[no-untyped-call]

    def post() -> float:
        began = time.perf_counter()
        for _ in range(EVENTS):
            if client.post("/", headers=headers, data=body).status_code != 200:
                raise AssertionError(f"{target} refused its event")
        return (time.perf_counter() - began) / EVENTS * 1e6

    return post


# -- a cold start -----------------------------------------------------------------------------------------------------


def cold_starts() -> list[dict[str, Any]]:
    """Return how long a fresh process takes to its first answer, beside a bare function's."""
    with firestore(find_parts(), free_port()) as server, bare_function() as path:
        environ = variables(
            ENVIRONMENT="staging",
            STORE="firestore",
            GOOGLE_CLOUD_PROJECT="demo-job-finder",
            FIRESTORE_EMULATOR_HOST=server.host,
            JOB_FINDER_HOME=str(ROOT),
        )
        sides = {"bare": path, **dict.fromkeys(COLD, MAIN)}
        seconds: dict[str, list[float]] = {name: [] for name in sides}
        for number in range(COLD_ROUNDS + 1):  # the first compiles bytecode, and the database is new
            for name, source in sides.items():
                taken = first_answer(name, source, environ)
                seconds[name] += [taken] if number else []
    bare = median(seconds["bare"])
    figures = [figure("cold start to first answer: a bare function", bare, "s")]
    for name in COLD:
        times = median(ours / beside for ours, beside in zip(seconds[name], seconds["bare"], strict=True))
        figures.append(figure(f"cold start to first answer: {name}", median(seconds[name]), "s"))
        figures.append(figure(f"cold start to first answer: {name}, beside it", times, "x", "<= 1.3", times <= 1.3))
    return figures


def first_answer(target: str, source: Path, environ: Mapping[str, str]) -> float:
    """Return how many seconds a process takes that starts, answers one event and ends."""
    command = [sys.executable, "-c", FIRST_ANSWER, target, str(source)]
    began = time.perf_counter()
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    from benchmarks.__main__ import main

    sys.exit(main(["functions"]))
