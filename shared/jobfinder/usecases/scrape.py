"""Scrape sources: choose the due ones, read one of them, and report honestly what it yielded.

Costs: a known listing is one keyed read and no write; a new one is two writes in one commit.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from jobfinder import log
from jobfinder.domain.condition import Condition
from jobfinder.domain.due import due_sources, message_for
from jobfinder.domain.health import FAILURES_TO_QUARANTINE, examined, hours_until_next
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.domain.source_alarms import alarm_of, lasted, settled_keys
from jobfinder.domain.topology import SCRAPE_SOURCE_TOPIC
from jobfinder.errors import Permanent
from jobfinder.ports import Ports, Store
from jobfinder.usecases.alerts import alert, recovered
from jobfinder.usecases.asked_sources import not_waiting, remember
from jobfinder.usecases.board_run import BoardRun


def scrape_sources(ports: Ports, *, everything: bool = False, begins: bool = False) -> list[str]:
    """Publish one message for each source that is due (or for all that are on), and return their keys.

    See `domain/due.py` for which and in what order. One that was asked for lately and still waits is not asked again,
    but where the machine `begins`: what waited in the process before it is lost.
    """
    due = due_sources(ports.store.sources(), ports.clock(), everything=everything)
    asked = due if everything or begins or not due else not_waiting(due, ports)
    if asked:
        ports.bus.publish(ports.environment.topic(SCRAPE_SOURCE_TOPIC), map(message_for, asked))
        remember(asked, ports)
    return [source.key for source in asked]


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
        run, condition = examined(source, run, only_this_one=_is_only_this_one(source, run, ports.store))
        failures = 0 if run.completeness is Completeness.COMPLETE else source.failures_in_a_row + 1
        wait = timedelta(hours=hours_until_next(run, source, failures, ports.jitter(), condition))
        _tell(source, run, condition, ports)
        ports.store.record_run(
            run,
            next_run_at=run.started_at + wait,
            failures_in_a_row=failures,
            condition=condition,
            filtered_before=filtered_in(source.runs[0], ports.store) if source.runs else None,
        )
        log.event("scraped a source", **_summary(run))
    return run


def _is_only_this_one(source: Source, run: Run, store: Store) -> bool:
    """Return whether a source fails while others answer: asked before it is given up, for it reads all sources."""
    is_close = source.failures_in_a_row + 1 >= FAILURES_TO_QUARANTINE
    episode = source.condition.episode
    if run.completeness is not Completeness.FAILED or not is_close or episode is None:
        return True
    others = [one for one in store.sources() if one.key != source.key and one.enabled and one.runs]
    since = [one.runs[0] for one in others if one.runs[0].started_at >= episode.since]
    return not others or any(one.completeness is not Completeness.FAILED for one in since)


def filtered_in(run: Run, store: Store) -> int:
    """Return how many of a run's new and changed postings the rules turned away, of those scored by now."""
    if run.filtered is not None:
        return run.filtered
    return store.count_filtered(run.trace_id) if run.new or run.changed else 0


def _tell(source: Source, run: Run, condition: Condition, ports: Ports) -> None:
    """Raise the alarm of a new trouble, and end those of one that is over: before it is recorded that it was told."""
    alarm = alarm_of(source, condition)
    if alarm and condition.episode:
        episode = condition.episode
        words = {"expected": episode.expected, "came": episode.came, "since": episode.since.isoformat()}
        log.event(alarm.title, logging.WARNING, alarm=alarm.key, source=source.key, todo=alarm.todo, **words)
        alert(alarm, ports)
    if source.condition.episode and condition.episode is None:
        hours = round(lasted(source, run).total_seconds() / 3600, 1)
        log.event(f"{source.key} is well again", source=source.key, found=run.found, lasted_hours=hours)
    for key in settled_keys(source, condition):
        recovered(key, ports)


def _summary(run: Run) -> dict[str, Any]:
    names = ("found", "new", "known", "changed", "duplicate", "closed", "broken", "requests", "bytes", "not_modified")
    counts = {name: getattr(run, name) for name in names}
    words = {"source": run.source_key, "outcome": run.completeness.value, "error": run.error}
    return {**words, **counts, "unusual": run.unusual, "lacking": run.lacking, "seconds": round(run.seconds, 2)}
