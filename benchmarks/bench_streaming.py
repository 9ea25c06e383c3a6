"""A board of a hundred thousand postings, scraped page by page twice: what it takes in memory and in time.

The second time nothing is new, and the run holds what it knows of every open posting, to tell which of them are gone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.bench_scale import ROOT, figure, made_home
from jobfinder.domain.source import Completeness, Source
from jobfinder.ports import Ports, Request, Response
from jobfinder.usecases.scrape import scrape_source

POSTINGS = 100_000
PAGE_ROWS = 200
KEY = "teamtailor:bench"
TEXT = "<p>You cook <b>well</b> for many, in a kitchen of eight, on five evenings a week.</p>" * 20
MOST_MEGABYTES = 300


def run() -> list[dict[str, Any]]:
    """Return the figures, taken in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.bench_streaming", folder]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    peak = result["peak_megabytes"]
    return [
        figure("board of 100,000: peak memory", peak, "MB", f"<= {MOST_MEGABYTES}", peak <= MOST_MEGABYTES),
        figure("board of 100,000: first scrape", POSTINGS / result["first_seconds"], "postings/s"),
        figure("board of 100,000: nothing changed", POSTINGS / result["second_seconds"], "postings/s"),
    ]


class LargeBoard:
    """Answers as a Teamtailor feed of so many parts does."""

    def fetch(self, request: Request) -> Response:
        """Return the part that is asked for."""
        page = int(parse_qs(urlsplit(request.url).query).get("page", ["0"])[0])
        items = [_item(number) for number in range(page * PAGE_ROWS, (page + 1) * PAGE_ROWS)]
        following = f"/jobs.json?page={page + 1}" if (page + 1) * PAGE_ROWS < POSTINGS else None
        body = json.dumps({"title": "Bench Ltd", "items": items, "next_url": following}).encode()
        return Response(url=request.url, status=200, body=body, headers={})

    def close(self) -> None:
        """Hold nothing."""


def _item(number: int) -> dict[str, Any]:
    url = f"https://bench.teamtailor.com/jobs/{1_000_000 + number}-cook"
    words = f"<p>Kitchen {number}, in street {number * 7919 % 100_003}.</p>"
    return {"id": str(number), "title": f"Cook of kitchen {number}", "url": url, "content_html": words + TEXT}


def measure(home: Path) -> dict[str, float]:
    """Scrape the board twice. Raises AssertionError where a run is not what it should be."""
    import resource

    ports = replace(made_home(home), fetcher=LargeBoard())
    ports.store.save_source(Source(key=KEY, type="teamtailor", board="bench", url="", added_at=ports.clock()))
    seconds = [_scraped(ports, new) for new in (POSTINGS, 0)]
    ports.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"first_seconds": seconds[0], "second_seconds": seconds[1], "peak_megabytes": peak}


def _scraped(ports: Ports, new: int) -> float:
    began = time.perf_counter()
    run = scrape_source(KEY, ports)
    if (run.completeness, run.found, run.new + run.duplicate) != (Completeness.COMPLETE, POSTINGS, new):
        raise AssertionError(f"the board was not read as it is: {run}")
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
