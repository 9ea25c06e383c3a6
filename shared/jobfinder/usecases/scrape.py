"""Scrape sources: choose the due ones, read one of them, and report honestly what it yielded.

Costs: a known listing is one keyed read and no write; a new one is two writes in one commit.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jobfinder import log
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.domain.topology import SCRAPE_SOURCE_TOPIC
from jobfinder.errors import Permanent
from jobfinder.ports import Ports
from jobfinder.usecases.board_run import BoardRun

GONE_RETRY_HOURS = 24.0
FIRST_RETRY_HOURS = 0.25


def scrape_sources(ports: Ports, *, everything: bool = False) -> list[str]:
    """Publish one message for each source that is due (or for all enabled ones), and return their keys."""
    now = ports.clock()
    due = [
        source.key
        for source in ports.store.sources()
        if source.enabled and (everything or source.next_run_at is None or source.next_run_at <= now)
    ]
    if due:
        ports.bus.publish(ports.environment.topic(SCRAPE_SOURCE_TOPIC), [{"source": key} for key in due])
    return due


def scrape_source(key: str, ports: Ports) -> Run:
    """Scrape one source and return what was found; whatever goes wrong at the board is in the run, not raised.

    Raises Permanent for an unknown source, and Retryable when our own store does not answer.
    """
    source = ports.store.source(key)
    if source is None:
        raise Permanent("There is no such source", where=key, todo="`jobfinder sources list` shows them.")
    trace_id = ports.new_token()
    with log.tracing(trace_id):
        run = BoardRun(source, ports, trace_id).run()
        failures = 0 if run.completeness is Completeness.COMPLETE else source.failures_in_a_row + 1
        wait = timedelta(hours=hours_until_next(run, source, failures, ports.jitter()))
        ports.store.record_run(run, next_run_at=run.started_at + wait, failures_in_a_row=failures)
        log.event("scraped a source", **_summary(run))
    return run


def hours_until_next(run: Run, source: Source, failures: int, jitter: float) -> float:
    """Return the wait: the schedule after a good run, a growing part of it after a bad one, a day if the board is gone.

    `jitter` (0 to 1) spreads the sources, so that they do not all come due at once.
    """
    if run.completeness is Completeness.GONE:
        return max(GONE_RETRY_HOURS, source.every_hours)
    if run.completeness in (Completeness.COMPLETE, Completeness.SUSPICIOUS_ZERO):
        return source.every_hours * (0.95 + jitter / 10)
    backoff = min(FIRST_RETRY_HOURS * 2.0 ** (failures - 1), source.every_hours) * (0.75 + jitter / 2)
    return max(backoff, run.retry_after_seconds / 3600)


def _summary(run: Run) -> dict[str, Any]:
    counts = {
        name: getattr(run, name) for name in ("found", "new", "known", "changed", "duplicate", "closed", "broken")
    }
    words = {"source": run.source_key, "outcome": run.completeness.value, "error": run.error}
    return {**words, **counts, "seconds": round(run.seconds, 2)}
