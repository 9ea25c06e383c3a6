"""Five hundred boards behind fifty hosts, read twice at one request a second to each host: how long, how much.

What politeness alone allows is the time between a host's first and its last turn: one second less than the requests
that the busiest host gets. Everything is as in a real run (the due sources in their order, the workers of the settings,
robots.txt, turns kept in the store) but for two things: the boards are on this machine, and nothing is scored. A board
on a host of its own is read before, so that what a process loads once is loaded.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.bench_scale import ROOT, figure
from jobfinder import wiring
from jobfinder.config import Settings, load_settings
from jobfinder.domain.source import Completeness, Source
from jobfinder.ports import Ports
from jobfinder.runtime.deliveries import Deliveries
from jobfinder.runtime.one_machine import FIRST_TURN_WITHIN_SECONDS
from jobfinder.usecases.scrape import scrape_source, scrape_sources

BOARDS, HOSTS, POSTINGS = 500, 50, 10
LATENCY_SECONDS = 0.05
INTERVAL_SECONDS = 1.0
MOST_GROWTH_MEGABYTES = 25
OWN_HOST = "127.0.1.1"
LISTING_WRITES = ("add", "change", "close", "enqueue", "keep_known_board", "forget_known_board")


def run() -> list[dict[str, Any]]:
    """Return the figures, taken in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.bench_many_boards", folder]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    first, second = json.loads(done.stdout.splitlines()[-1])
    politely = [one["seconds"] / one["politeness_seconds"] for one in (first, second)]
    cpu = second["cpu_seconds"] / first["cpu_seconds"]
    grown = first["grown_megabytes"]
    return [
        figure("500 boards: first run, against what politeness allows", politely[0], "x", "<= 1.2", politely[0] <= 1.2),
        figure("500 boards: nothing changed, against politeness", politely[1], "x", "<= 1.2", politely[1] <= 1.2),
        figure("500 boards: shortest time between requests to a host", first["shortest_gap"], "s"),
        figure(
            "500 boards: nothing changed, answers 304", second["not_modified"], "", "500", second["not_modified"] == 500
        ),
        figure("500 boards: nothing changed, writes", second["writes"], "", "0", second["writes"] == 0),
        figure("500 boards: nothing changed, CPU of the first run", cpu, "x", "<= 0.2", cpu <= 0.2),
        figure("500 boards: CPU of the first run", first["cpu_seconds"], "s"),
        figure(
            "500 boards: memory from the 100th to the last",
            grown,
            "MB",
            f"<= {MOST_GROWTH_MEGABYTES}",
            grown <= MOST_GROWTH_MEGABYTES,
        ),
    ]


@dataclass(frozen=True, slots=True)
class Size:
    """How many boards, hosts and postings of each board, and how far apart two requests to a host are."""

    boards: int = BOARDS
    hosts: int = HOSTS
    postings: int = POSTINGS
    interval_seconds: float = INTERVAL_SECONDS


def measure(home: Path, size: Size = Size()) -> list[dict[str, float]]:
    """Read all boards twice and return what each time took. Raises AssertionError where a run is not complete."""
    with served(size) as port:
        settings = settings_for(port, size)
        ports = wiring.wire(settings, home)
        try:
            counts: Counter[str] = Counter()
            store: Any = CountingStore(ports.store, counts)
            fetcher = wiring.fetcher_for(settings, ports.store, {}, paces_all=True)
            limits = replace(ports.limits, first_turn_within_seconds=FIRST_TURN_WITHIN_SECONDS)
            ports = replace(ports, store=store, fetcher=fetcher, limits=limits)
            warm_up(ports, port, size)
            for source in sources(port, size):
                ports.store.save_source(source)
            first = _read_all(ports, settings.scrape.workers, port, size, counts)
            time.sleep(size.interval_seconds)  # the first run's last turns would be the second's first wait
            return [first, _read_all(ports, settings.scrape.workers, port, size, counts)]
        finally:
            ports.close()


def settings_for(port: int, size: Size) -> Settings:
    """Return the repository's own settings, with these hosts allowed although they are on this machine."""
    environ = {
        "JOB_FINDER_LOGGING__LEVEL": "ERROR",
        "JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS": str(size.interval_seconds),
        "JOB_FINDER_FETCH__ALLOW_HOSTS": json.dumps([f"{host}:{port}" for host in (*hosts(size), OWN_HOST)]),
    }
    return load_settings(ROOT, environ)


def hosts(size: Size) -> list[str]:
    """Return the hosts' addresses."""
    return [f"127.0.0.{number}" for number in range(2, size.hosts + 2)]


def sources(port: int, size: Size) -> Iterator[Source]:
    """Yield the boards, one host's after another's, which is the worst order to read them in."""
    there = hosts(size)
    for number in range(size.boards):
        yield _source(number, f"{there[number * size.hosts // size.boards]}:{port}")


def _source(number: int, site: str) -> Source:
    return Source(
        key=f"greenhouse:board-{number}",
        type="greenhouse",
        board=f"board-{number}",
        url=f"https://boards.greenhouse.io/board-{number}",
        endpoint=f"http://{site}",
        added_at=wiring.utc_now(),
    )


def warm_up(ports: Ports, port: int, size: Size) -> None:
    """Read one board more, and forget it and what the server saw of that."""
    source = _source(size.boards, f"{OWN_HOST}:{port}")
    ports.store.save_source(source)
    patient = replace(ports, limits=replace(ports.limits, first_turn_within_seconds=2 * size.interval_seconds))
    scrape_source(source.key, patient)
    ports.store.remove_source(source.key)
    _seen(port, size)


@contextmanager
def served(size: Size) -> Iterator[int]:
    """Serve the boards from a process of its own, and give its port."""
    shape = map(str, (size.boards + 1, size.postings, LATENCY_SECONDS))
    command = [sys.executable, "-m", "benchmarks.many_boards_server", *shape]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        if server.stdin is None or server.stdout is None:
            raise AssertionError("the server has no pipes")
        try:
            yield int(server.stdout.readline())
        finally:
            server.stdin.close()


class CountingStore:
    """A store that counts the writes of listings and items."""

    def __init__(self, store: object, counts: Counter[str]) -> None:
        self._store, self._counts = store, counts

    def __getattr__(self, name: str) -> Any:
        """Return what the store has under a name."""
        if name in LISTING_WRITES:
            self._counts["writes"] += 1
        return getattr(self._store, name)


class Tick:
    """What a tick of the scheduler sets off: deliveries of the sources that it publishes."""

    def __init__(self, deliver: Callable[[str], None]) -> None:
        self._deliver = deliver

    def publish(self, topic: str, messages: Iterable[Mapping[str, str]]) -> None:
        """Deliver each message's source."""
        for message in messages:
            self._deliver(message["source"])


def _read_all(ports: Ports, workers: int, port: int, size: Size, counts: Counter[str]) -> dict[str, float]:
    counts.clear()
    memory: list[float] = []

    def read(event: Any) -> None:
        run = scrape_source(event, ports)
        if (run.completeness, run.found) != (Completeness.COMPLETE, size.postings):
            raise AssertionError(f"the board was not read as it is: {run}")
        counts["not_modified"] += run.not_modified
        memory.append(_resident_megabytes())

    deliveries = Deliveries({"scrape_source": read}, {"scrape_source": "scrape"}, {"scrape": workers})
    began, cpu_began = time.perf_counter(), time.process_time()
    deliver: Any = deliveries.deliver
    scrape_sources(replace(ports, bus=Tick(lambda key: deliver("scrape_source", key))), everything=True)
    deliveries.start()
    while deliveries.waiting():
        time.sleep(0.01)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu_began
    deliveries.stop(5)
    if deliveries.given_up["scrape_source"] or len(memory) != size.boards:
        raise AssertionError(f"{len(memory)} of {size.boards} boards were read")
    return {
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "not_modified": counts["not_modified"],
        "writes": counts["writes"],
        "grown_megabytes": max(memory[-size.boards // 10 :]) - max(memory[: size.boards // 5]),
        **_seen(port, size),
    }


def _seen(port: int, size: Size) -> dict[str, float]:
    """Return what the server saw: the requests, and what politeness alone takes for those of the busiest host."""
    with urlopen(f"http://127.0.0.1:{port}/seen") as answer:
        seen: dict[str, list[tuple[float, int]]] = json.load(answer)
    moments = [sorted(at for at, _ in asked) for asked in seen.values()]
    gaps = [later - earlier for asked in moments for earlier, later in pairwise(asked)]
    return {
        "requests": sum(map(len, moments)),
        "politeness_seconds": (max(map(len, moments)) - 1) * size.interval_seconds + LATENCY_SECONDS,
        "shortest_gap": min(gaps, default=0.0),
    }


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1_048_576


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
