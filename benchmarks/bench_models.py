"""What language models cost: calls for each listing, also with workers killed, tokens, time beside latency, memory.

The provider is the tests' fake server in a process of its own, spoken to by the vendor's real SDK, which is loaded
before the clock starts. Tokens are counted as characters / 4: no vendor's tokenizer works without a network.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.fakes.full_answer import USUAL, full_answer

from benchmarks.bench_scale import ROOT, arrivals, figure, posting
from jobfinder import wiring
from jobfinder.config import ModelSettings
from jobfinder.domain.identity import choose_canonical
from jobfinder.domain.person import Person, PersonSkill, Profile, Search
from jobfinder.models.choosing import models_of
from jobfinder.models.trimming import tokens_about
from jobfinder.ports import Ports
from jobfinder.usecases import asking
from jobfinder.usecases.score import score_item

LISTINGS, WORKERS, LATENCY_SECONDS = 200, 8, 1.0
KILLED_LISTINGS, KILLS, THREADS = 60, 5, 4
POSTING_TOKENS = 1_200
PRICE = {"input": 0.1, "output": 0.5, "cache_read": 0.01, "cache_write": 0.125, "as_of": "2026-10-24"}
PROFILE = Profile(
    person=Person(
        headline="Backend engineer",
        skills=tuple(PersonSkill(name=name, years=5) for name in ("Python", "PostgreSQL", "Kubernetes", "Go")),
    ),
    searches=(Search(name="any", threshold=1),),
    version="1",
)
IMPORTS = (
    "import sys, importlib.util as u; s = u.spec_from_file_location('m', 'functions/main.py'); "
    "m = u.module_from_spec(s); s.loader.exec_module(m); import jobfinder.usecases.score; "
    "print(sum(name in sys.modules for name in ('anthropic', 'openai')))"
)


def run() -> list[dict[str, Any]]:
    """Return the figures."""
    return [*_without_faults(), *_with_kills(), *_prompt(), _imports()]


def _without_faults() -> list[dict[str, Any]]:
    with _home() as home, _provider(LATENCY_SECONDS) as url:
        ports = _ports(home, url)
        first, *tickets = [item.ticket for item in _listed(ports, LISTINGS + 1)]
        score_item(first, ports)
        began, early = time.perf_counter(), 0.0
        with ThreadPoolExecutor(WORKERS) as pool:
            for number, _ in enumerate(pool.map(lambda ticket: score_item(ticket, ports), tickets)):
                early = _resident_megabytes() if number == LISTINGS // 4 else early
        seconds, late = time.perf_counter() - began, _resident_megabytes()
        for ticket in (first, *tickets):
            score_item(ticket, ports)  # delivered again
        calls = _count(url) / (LISTINGS + 1)
        ports.close()
    ratio = seconds / (LISTINGS * LATENCY_SECONDS / WORKERS)
    name = f"{LISTINGS} listings, {LATENCY_SECONDS:g} s latency, {WORKERS} workers: times the ideal"
    return [
        figure("paid calls for each listing", calls, "", "1.00", calls == 1),
        figure(name, ratio, "x", "<= 1.15", ratio <= 1.15),
        figure("memory at the end, times that after a quarter", late / early, "x", "<= 1.1", late <= 1.1 * early),
    ]


def _with_kills() -> list[dict[str, Any]]:
    chance = random.Random(7)
    with _home() as home, _provider(0.2) as url:
        ports = _ports(home, url)
        _listed(ports, KILLED_LISTINGS)
        for kill in range(KILLS + 1):
            command = [sys.executable, "-m", "benchmarks.bench_models", "worker", str(home), url]
            worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
            assert worker.stdout is not None
            worker.stdout.readline()  # it is at work
            if kill < KILLS:
                time.sleep(0.5 * chance.random())
                worker.kill()
            worker.communicate()
        calls, unread = _count(url), len(ports.store.items(limit=1000)) - len(ports.store.matches())
        ports.close()
    per_listing, most = calls / KILLED_LISTINGS, 1 + KILLS * THREADS / KILLED_LISTINGS
    name = f"paid calls for each listing, {KILLS} kills of {THREADS} at work"
    return [
        figure(name, per_listing, "", f"<= {most:.2f}", per_listing <= most),
        figure("listings without a match after that", unread, "", "0", unread == 0),
    ]


def work(home: Path, url: str) -> None:
    """Score what is due until nothing is left, as one process with several threads does; it may be killed."""
    asking.HOLD_SECONDS = 0.5
    ports = _ports(home, url)
    for ticket in ports.store.due(now=datetime.now(UTC), limit=1):
        score_item(ticket, ports)
    print("at work", flush=True)
    with ThreadPoolExecutor(THREADS) as pool:
        while ports.store.next_due_at() is not None:
            tickets = ports.store.due(now=datetime.now(UTC), limit=THREADS)
            list(pool.map(lambda ticket: score_item(ticket, ports), tickets))
            time.sleep(0.0 if tickets else 0.1)
    ports.close()


def _prompt() -> list[dict[str, Any]]:
    models = models_of(_settings("http://localhost"), {"ANTHROPIC_API_KEY": "k"}, function_seconds=240)
    assert models is not None
    text = (posting(1).text.replace("<p>", "").replace("</p>", "\n\n") * 5)[: POSTING_TOKENS * 4]
    question = models.ask(replace(posting(1), text=text), PROFILE)
    beyond, prefix = tokens_about(question.text), sum(map(tokens_about, question.prefix))
    schema = tokens_about(json.dumps(question.schema))
    cap = question.max_output_tokens
    full = tokens_about(json.dumps(full_answer(USUAL), separators=(",", ":")))
    name = "output tokens of an answer that fills every list, with a third for newer tokenizers"
    return [
        figure(f"input tokens beyond the prefix, posting of {POSTING_TOKENS:,}", beyond, "", "<= 1800", beyond <= 1800),
        figure("input tokens of the cached prefix, without the profile's own", prefix, ""),
        figure("input tokens of the schema", schema, ""),
        figure("output tokens, by cap", cap, "", "<= 500", cap <= 500),
        figure(name, full * 4 / 3, "", f"<= {cap}", full * 4 / 3 <= cap),
    ]


def _imports() -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-c", IMPORTS], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = int(done.stdout)
    return figure("vendors' SDKs loaded by functions that ask no model", loaded, "", "0", loaded == 0)


# -- the surroundings


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bench-models-") as folder:
        shutil.copytree(ROOT / "config", Path(folder) / "config")
        yield Path(folder)


@contextmanager
def _provider(latency_seconds: float) -> Iterator[str]:
    """Give the address of a fake provider in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.bench_models", "provider", str(latency_seconds)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def provide(latency_seconds: float) -> None:
    """Serve as a provider until killed."""
    from tests.fakes.model_server import ModelServer

    server = ModelServer()
    server.delay_seconds, server.needs_key = latency_seconds, False
    print(server.url, flush=True)
    server.serve()


def _count(url: str) -> int:
    with urllib.request.urlopen(f"{url}/count") as answer:
        return int(json.load(answer)["answered"])


def _settings(url: str) -> ModelSettings:
    prices = [{"model": "claude-haiku-5-5", **PRICE}]
    values = {"provider": "anthropic", "base_url": url, "prices": prices, "daily_budget_usd": 100, "timeout_seconds": 3}
    return ModelSettings.model_validate(values)


def _ports(home: Path, url: str) -> Ports:
    environ = {"JOB_FINDER_LOGGING__LEVEL": "ERROR", "JOB_FINDER_QUEUE__LEASE_SECONDS": "4"}
    ports = wiring.bootstrap(home, environ)
    ports.store.save_profile(PROFILE)
    models = models_of(_settings(url), {"ANTHROPIC_API_KEY": "bench"}, function_seconds=240)
    return replace(ports, models=models, limits=replace(ports.limits, max_attempts=20), jitter=lambda: 0.0)


def _listed(ports: Ports, number: int) -> list[Any]:
    cursor = ports.store.latest_cursor()
    ports.store.add(arrivals(ports, 0, number), choose_canonical)
    return ports.store.created_after(cursor, number)[0]


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["provider", latency]:
            provide(float(latency))
        case ["worker", home, url]:
            work(Path(home), url)
        case _:
            from benchmarks.__main__ import main

            sys.exit(main(["models"]))
