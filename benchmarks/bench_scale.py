"""Scoring at size: memory for ten thousand listings, and what a hundred thousand stored ones cost each item."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jobfinder import wiring
from jobfinder.domain.identity import choose_canonical
from jobfinder.domain.person import Person, PersonSkill, Profile, Search
from jobfinder.domain.posting import Posting
from jobfinder.ports import Arrival, Ports
from jobfinder.usecases.arrive import arrival_of
from jobfinder.usecases.score import score_item

ROOT = Path(__file__).parents[1]
BATCH = 500
SKILLS = ("Python", "Go", "PostgreSQL", "Kubernetes", "React", "Terraform", "Kafka", "AWS", "Rust", "SQL")
TITLES = ("Backend Engineer", "Senior Data Engineer", "Platform Engineer", "Staff Software Engineer", "SRE")
PLACES = ("Berlin, Germany", "Remote, Europe", "Paris, France", "New York, NY", "London")
PROFILE = Profile(
    person=Person(skills=tuple(PersonSkill(name=name, years=3 + number % 5) for number, name in enumerate(SKILLS[:6]))),
    searches=(Search(name="engineering", titles=TITLES, threshold=1),),
    version="1",
)


def run() -> list[dict[str, Any]]:
    """Return the figures; each size runs in a process of its own, so that none inherits another's memory."""
    small, middle, large = (in_own_process(before, 1_000) for before in (1_000, 10_000, 100_000))
    ten_thousand = in_own_process(0, 10_000)
    ratio = large["seconds_per_item"] / small["seconds_per_item"]
    megabytes = ten_thousand["peak_megabytes"]
    return [
        figure("10,000 listings scored: peak memory", megabytes, "MB", "<= 300", megabytes <= 300),
        figure("10,000 listings scored: rate", 1 / ten_thousand["seconds_per_item"], "items/s"),
        figure("per item, 1,000 stored", small["seconds_per_item"] * 1000, "ms"),
        figure("per item, 10,000 stored", middle["seconds_per_item"] * 1000, "ms"),
        figure("per item, 100,000 stored", large["seconds_per_item"] * 1000, "ms"),
        figure("per item, 100,000 against 1,000", ratio, "x", "<= 1.2", ratio <= 1.2),
    ]


def figure(name: str, value: float, unit: str, target: str = "", ok: bool | None = None) -> dict[str, Any]:
    """Return one figure as the table takes it."""
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": ok}


def in_own_process(stored_before: int, scored: int, home: Path | None = None) -> dict[str, float]:
    """Return seconds per item and peak memory of scoring listings beside those already stored, kept in `home`."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.bench_scale", str(stored_before), str(scored), str(home or folder)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def measure(stored_before: int, scored: int, home: Path) -> dict[str, float]:
    """Store listings, then add and score others, timing only those."""
    import resource

    ports = made_home(home)
    for start in range(0, stored_before, BATCH):
        ports.store.add(arrivals(ports, start, min(BATCH, stored_before - start)), choose_canonical)
    began = time.perf_counter()
    score_listings(ports, scored, first=stored_before)
    seconds = time.perf_counter() - began
    ports.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds_per_item": seconds / scored, "peak_megabytes": peak}


def made_home(home: Path) -> Ports:
    """Return the ports of a fresh home with the repository's own settings and a profile."""
    shutil.copytree(ROOT / "config", home / "config")
    ports = wiring.bootstrap(home, {"JOB_FINDER_LOGGING__LEVEL": "ERROR"})
    ports.store.save_profile(PROFILE)
    return ports


def score_listings(ports: Ports, number: int, first: int = 0) -> None:
    """Add listings and score each of them, a batch at a time."""
    for start in range(first, first + number, BATCH):
        size = min(BATCH, first + number - start)
        cursor = ports.store.latest_cursor()
        ports.store.add(arrivals(ports, start, size), choose_canonical)
        items, _ = ports.store.created_after(cursor, size)
        for item in items:
            score_item(item.ticket, ports)


def arrivals(ports: Ports, start: int, size: int) -> list[Arrival]:
    """Return made-up postings as they arrive, no two of them the same job."""
    now = datetime.now(UTC)
    return [
        arrival_of(posting(number), "greenhouse:bench", ports.clean_text, now=now, trace_id="bench")
        for number in range(start, start + size)
    ]


def posting(number: int) -> Posting:
    """Return a posting of some two thousand characters."""
    wanted = [SKILLS[(number * step) % len(SKILLS)] for step in (1, 3, 7)]
    lines = "".join(f"<li>You have {2 + number % 7}+ years of experience with {skill}.</li>" for skill in wanted)
    story = f"<p>Team {number} builds what our customers rely on, day and night, and shares what it learns.</p>" * 16
    return Posting(
        native_id=str(number),
        title=f"{TITLES[number % len(TITLES)]}, Team {number}",
        company="Bench Works",
        url=f"https://bench.example/jobs/{number}",
        text=f"{story}<ul>{lines}</ul><p>The salary is €{60 + number % 50},000 a year.</p>",
        locations=(PLACES[number % len(PLACES)],),
        posted_at=datetime(2026, 11, 1, tzinfo=UTC) - timedelta(days=number % 60),
    )


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
