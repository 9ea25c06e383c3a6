"""How long a fresh process takes: the command line, and the import of the functions against their platform's own.

Whole processes, alternating between the two sides of each ratio, medians; the first round, which compiles bytecode, is
not counted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.bench_scale import in_own_process

ROOT = Path(__file__).parents[1]
ROUNDS = 9
PLATFORM = "import functions_framework, google.cloud.firestore"
FUNCTIONS = (
    "import importlib.util as u; s = u.spec_from_file_location('m', 'functions/main.py'); "
    "m = u.module_from_spec(s); s.loader.exec_module(m)"
)
NOTHING = "pass"
STORED_MATCHES = 10_000


def run() -> list[dict[str, Any]]:
    """Return the figures."""
    functions, platform = alternating([sys.executable, "-c", FUNCTIONS], [sys.executable, "-c", PLATFORM])
    nothing, _ = alternating([sys.executable, "-c", NOTHING], [sys.executable, "-c", NOTHING])
    helping, _ = alternating([*jobfinder(), "--help"], [sys.executable, "-c", NOTHING])
    ratio = functions / platform
    figures = [
        figure("functions: import, against their platform's", ratio, "x", "<= 1.2", ratio <= 1.2),
        figure("functions: import", functions * 1000, "ms"),
        figure("jobfinder --help", helping, "s", "<= 0.25", helping <= 0.25),
        figure("python -c pass, for comparison", nothing, "s"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        in_own_process(0, STORED_MATCHES, Path(folder))
        listing = listing_seconds(Path(folder))
    return [*figures, figure("jobfinder matches, 10,000 stored", listing, "s", "<= 0.5", listing <= 0.5)]


def figure(name: str, value: float, unit: str, target: str = "", ok: bool | None = None) -> dict[str, Any]:
    """Return one figure as the table takes it."""
    return {"name": name, "value": value, "unit": unit, "target": target, "ok": ok}


def jobfinder() -> list[str]:
    """Return the command that a user types."""
    return [str(Path(sys.executable).with_name("jobfinder"))]


def variables(**more: str) -> dict[str, str]:
    """Return the variables of a fresh process that keeps compiled bytecode, as whatever is installed has it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def alternating(first: Sequence[str], second: Sequence[str], env: dict[str, str] | None = None) -> tuple[float, float]:
    """Return the median seconds of both commands, run in turn after one round that is not counted."""
    seconds: dict[int, list[float]] = {0: [], 1: []}
    for number in range(ROUNDS + 1):
        for side, command in enumerate((first, second)):
            began = time.perf_counter()
            subprocess.run(command, cwd=ROOT, env=env or variables(), check=True, stdout=subprocess.DEVNULL)
            if number:
                seconds[side].append(time.perf_counter() - began)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def listing_seconds(home: Path) -> float:
    """Return how long `jobfinder matches` takes in a home."""
    env = variables(JOB_FINDER_HOME=str(home))
    return alternating([*jobfinder(), "matches"], [sys.executable, "-c", NOTHING], env)[0]


if __name__ == "__main__":
    from benchmarks.__main__ import main

    sys.exit(main(["startup"]))
