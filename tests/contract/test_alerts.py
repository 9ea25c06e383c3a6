"""Alerts on every store: what several workers raise together is told once, and none is lost among them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from jobfinder.domain.alarms import Alarm
from jobfinder.domain.environments import STAGING
from jobfinder.ports import Limits, Ports, Store
from jobfinder.usecases.alerts import alert, open_alarms, tell_alarms
from tests.contract.conftest import StoppedClock
from tests.unit.usecases.test_alerts import Services

WORKERS = 3


def worker(store: Store, services: Services, clock: StoppedClock) -> Ports:
    unused = cast("Any", None)
    return Ports(
        environment=STAGING,
        limits=Limits(min_match_score=70, alerts_per_hour=60),
        store=store,
        fetcher=unused,
        bus=unused,
        source_type=unused,
        recognise=unused,
        clean_text=unused,
        read=unused,
        profile=unused,
        clock=clock,
        new_token=unused,
        jitter=unused,
        alerter=services,
    )


def test_what_several_workers_raise_together_is_told_once_and_nothing_gets_lost(
    store: Store, reopen: Callable[[], Store], clock: StoppedClock
) -> None:
    services = Services()
    workers = [worker(each, services, clock) for each in (store, *(reopen() for _ in range(WORKERS - 1)))]
    together = threading.Barrier(WORKERS)

    def work(number: int) -> int:
        together.wait(30)
        for key in ("source all: alike", f"source {number}: its own"):
            alert(Alarm(key, key, "", ""), workers[number])
        return tell_alarms(workers[number])

    with ThreadPoolExecutor(WORKERS) as pool:
        told = sum(pool.map(work, range(WORKERS)))
    told += tell_alarms(workers[0])
    assert told == len(services.sent) == WORKERS + 1
    assert len(set(services.titles)) == WORKERS + 1
    assert len(open_alarms(workers[0])) == WORKERS + 1
