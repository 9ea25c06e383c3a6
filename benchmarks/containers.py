"""What a container does under each environment's limits: items a second from board to score, and peak memory.

Usage: python -m benchmarks.containers [IMAGE]     (needs a Docker engine; without IMAGE, Dockerfile.local is built)

A local server plays Greenhouse boards of a thousand postings each; `jobfinder run` in a container with the limits of
docker-compose.yml reads them all and scores what it found, into an empty database. The volumes are the specification's:
100 to 500 items for staging, 1,000 to 10,000 for production. Written to build/bench-containers.json.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.bench_scale import PROFILE, posting
from jobfinder import wiring
from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.domain.queue import ItemStatus
from jobfinder.domain.source import Source
from jobfinder.ports import Store

ROOT = Path(__file__).parents[1]
SIZES = (100, 500, 1_000, 10_000)
BOARD_SIZE = 1_000  # postings
MOST_SECONDS = 900.0
USER = (10001, 10001)
# The peak of the resident memory of the process that works, whatever its number: VmHWM, proc(5).
PEAK = (
    "import glob; print(max(int(line.split()[1]) for path in glob.glob('/proc/[0-9]*/status') "
    "for line in open(path) if line.startswith('VmHWM')))"
)
Figure = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Measure, print the table, write the file; return 1 where a container did not finish or met its memory limit."""
    image = arguments[0] if arguments else _built()
    with _boards(max(SIZES)) as address:
        figures = [_measured(image, one, size, address) for one in ENVIRONMENTS.values() for size in SIZES]
    _print(figures)
    path = ROOT / "build" / "bench-containers.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"at": datetime.now(UTC).isoformat(), "figures": figures}, indent=2), encoding="utf-8")
    print(f"written to {path.relative_to(ROOT)}")
    return 0 if all(figure["ok"] for figure in figures) else 1


def _docker(*words: str, seconds: float = 60) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True, timeout=seconds, check=False)
    if done.returncode:
        raise SystemExit(f"docker {words[0]} failed: {done.stderr.strip()[-500:]}")
    return done.stdout.strip()


def _built() -> str:
    image = "localhost/job-finder-bench"
    _docker("build", "--network", "host", "-f", str(ROOT / "Dockerfile.local"), "-t", image, str(ROOT), seconds=900)
    return image


# -- the boards


@contextmanager
def _boards(postings: int) -> Iterator[str]:
    """Serve boards b0, b1, ... of a thousand postings each on loopback, and give the address, `host:port`."""
    boards = {f"b{first // BOARD_SIZE}": _board(first) for first in range(0, postings, BOARD_SIZE)}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name, _, size = self.path.partition("/jobs")[0].rpartition("/")[2].partition("-")
            rows = boards.get(name, [])[: int(size or 0)]
            body = json.dumps({"jobs": rows, "meta": {"total": len(rows)}}).encode()
            self.send_response(200 if rows else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _board(first: int) -> list[dict[str, Any]]:
    return [_row(number) for number in range(first, first + BOARD_SIZE)]


def _row(number: int) -> dict[str, Any]:
    """Return a posting in Greenhouse's words (https://developers.greenhouse.io/job-board.html#jobs)."""
    made = posting(number)
    when = made.posted_at.isoformat() if made.posted_at else None
    return {
        "id": number + 1,
        "title": made.title,
        "absolute_url": made.url,
        "location": {"name": made.locations[0]},
        "first_published": when,
        "updated_at": when,
        "content": html.escape(made.text),
    }


# -- one container


def _measured(image: str, environment: Environment, size: int, address: str) -> Figure:
    with tempfile.TemporaryDirectory(prefix="job-finder-bench-") as folder:
        home = Path(folder)
        _prepare(home, environment, size, address)
        name = f"job-finder-bench-{uuid4().hex[:8]}"
        began = time.monotonic()
        _docker("run", "-d", "--name", name, *_options(home, environment, address), image)
        try:
            seconds = _seconds_until_done(home, environment, size, began)
            return _figure(environment, size, seconds, name)
        finally:
            _docker("rm", "-f", name)


def _prepare(home: Path, environment: Environment, size: int, address: str) -> None:
    """Lay out a home whose database knows the person and the boards, and give it to the container's user."""
    shutil.copytree(ROOT / "config", home / "config")
    store = _store(home, environment)
    store.save_profile(PROFILE)
    for number in range(-(-size // BOARD_SIZE)):
        board = f"b{number}-{min(BOARD_SIZE, size - number * BOARD_SIZE)}"
        store.save_source(
            Source(
                key=f"greenhouse:{board}",
                type="greenhouse",
                board=board,
                url=f"https://boards.greenhouse.io/{board}",
                company=f"Bench Works {number}",
                endpoint=f"http://{address}",
                added_at=wiring.utc_now(),
            )
        )
    store.close_store()
    for path in (home, *home.rglob("*")):
        shutil.chown(path, *USER)


def _store(home: Path, environment: Environment) -> Store:
    return wiring.bootstrap(home, {"ENVIRONMENT": environment.name, "JOB_FINDER_LOGGING__LEVEL": "ERROR"}).store


def _options(home: Path, environment: Environment, address: str) -> tuple[str, ...]:
    """Return the options of docker-compose.yml, but for the network, which is the host's, where the boards are."""
    variables = {
        "ENVIRONMENT": environment.name,
        "JOB_FINDER_FETCH__ALLOW_HOSTS": json.dumps([address]),
        "JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS": "0",
        "JOB_FINDER_LOGGING__LEVEL": "WARNING",
    }
    limits = (
        "--cpus",
        str(environment.cpu_limit),
        "--memory",
        f"{environment.memory_limit_mib}m",
        "--pids-limit",
        "256",
    )
    locks = ("--init", "--read-only", "--tmpfs", "/tmp:size=64m", "--cap-drop", "ALL", "--network", "host")
    data = (
        "-v",
        f"{home}/config:/app/config:ro",
        "-v",
        f"{home / environment.data_directory}:/app/{environment.data_directory}",
    )
    return (*limits, *locks, *data, *(word for pair in variables.items() for word in ("-e", "=".join(pair))))


def _seconds_until_done(home: Path, environment: Environment, size: int, began: float) -> float | None:
    """Return the seconds from the start of the container until every item was scored, None where it took too long."""
    store = _store(home, environment)
    try:
        while time.monotonic() - began < MOST_SECONDS:
            if store.queue_stats().by_status.get(ItemStatus.SUCCEEDED, 0) >= size:
                return time.monotonic() - began
            time.sleep(0.2)
        return None
    finally:
        store.close_store()


def _figure(environment: Environment, size: int, seconds: float | None, name: str) -> Figure:
    killed = json.loads(_docker("inspect", name))[0]["State"]["OOMKilled"]
    peak_mib = 0.0 if seconds is None else int(_docker("exec", name, "python", "-c", PEAK)) / 1024
    return {
        "environment": environment.name,
        "cpus": environment.cpu_limit,
        "limit_mib": environment.memory_limit_mib,
        "items": size,
        "seconds": seconds,
        "items_per_second": size / seconds if seconds else 0.0,
        "peak_mib": peak_mib,
        "ok": seconds is not None and not killed and peak_mib < environment.memory_limit_mib,
    }


def _print(figures: list[Figure]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("environment", "CPUs", "limit MiB", "items", "seconds", "items/s", "peak MiB", "")
    for one in figures:
        amounts = (
            f"{one['items']:,}",
            f"{one['seconds'] or 0:.1f}",
            f"{one['items_per_second']:.0f}",
            f"{one['peak_mib']:.0f}",
        )
        limits = (str(one["cpus"]), str(one["limit_mib"]))
        table.add_row(one["environment"], *limits, *amounts, "[green]ok[/]" if one["ok"] else "[red]missed[/]")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
