"""The one-machine runtime: what Eventarc, Pub/Sub and Cloud Scheduler are in the cloud, in one process.

It stops within ten seconds of being asked to; a kill loses nothing: whatever was in memory is still due in the store.
"""

from __future__ import annotations

import dataclasses
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from jobfinder import log, owner, wiring
from jobfinder.domain.alarms import Alarm
from jobfinder.domain.due import message_for
from jobfinder.domain.queue import ItemStatus, Ticket
from jobfinder.domain.topology import (
    CLEAN_UP_TOPIC,
    DIGEST_TOPIC,
    FUNCTIONS,
    SCRAPE_SOURCE_TOPIC,
    SCRAPE_TOPIC,
    SWEEP_TOPIC,
)
from jobfinder.errors import LostClaim, Retryable
from jobfinder.events import created_event, published_event
from jobfinder.ports import Ports
from jobfinder.runtime.bell import Bell, start_bell
from jobfinder.runtime.deliveries import MOST_DELIVERIES, Deliveries
from jobfinder.runtime.functions import load_functions
from jobfinder.runtime.heartbeat import Heartbeat, heartbeat_path
from jobfinder.runtime.lives import begin_life, end_life
from jobfinder.runtime.watchdog import start_watchdog
from jobfinder.usecases.alerts import alert
from jobfinder.usecases.clean_up import last_clean_up
from jobfinder.usecases.notify import last_digest_at

if TYPE_CHECKING:
    from jobfinder.runtime.schedule import Schedule

STOP_WITHIN_SECONDS = 8.0
SEARCH_LOOKS_EVERY_SECONDS = 0.05
WATCH_BATCH = 500
MOST_DRIVES = 3  # sweeps of an item that does not move
MOST_WAITING = 2000  # events in memory before the watcher waits for the workers
SLOW = "scrape_slow_source"  # the same function, with workers of its own: what takes long keeps nobody else waiting
SLOW_WORKERS = 2
FIRST_TURN_WITHIN_SECONDS = 0.9  # then a worker is free for other boards, such as after a first look at robots.txt
LONGEST_SCRAPE_SECONDS = 1800.0  # no time-out ends a function here, but a board that trickles for ever has to end


class OneMachine:
    """A watcher, a scheduler and workers around one store."""

    def __init__(
        self, ports: Ports, *, scrape_workers: int = 8, score_workers: int = 2, heartbeat: Path | None = None
    ) -> None:
        self._stop = threading.Event()
        limits = dataclasses.replace(
            ports.limits,
            scrape_seconds=LONGEST_SCRAPE_SECONDS,
            first_turn_within_seconds=FIRST_TURN_WITHIN_SECONDS,
        )
        self.ports = dataclasses.replace(ports, bus=self, stopping=self._stop.is_set, limits=limits)
        self._topics = {ports.environment.topic(item.topic): item.name for item in FUNCTIONS if item.topic}
        lanes = {item.name: "scrape" if item.topic == SCRAPE_SOURCE_TOPIC else "work" for item in FUNCTIONS}
        workers = {"scrape": scrape_workers, "slow": SLOW_WORKERS, "work": score_workers}
        functions = load_functions()
        slowly = {SLOW: functions["scrape_source"]}
        self.deliveries = Deliveries({**functions, **slowly}, {**lanes, SLOW: "slow"}, workers, self._given_up)
        path = heartbeat or heartbeat_path(wiring.home(), ports.environment.name)
        self.heartbeat = Heartbeat(path, began_at=ports.clock())
        self._bell = Bell(self.ports, self.heartbeat, wiring.home() / ports.environment.data_directory)
        self._ticked_at = time.monotonic()
        self._cursor = 0
        self._oldest_due: list[Ticket] = []
        self._driven = 0

    # -- the bus

    def publish(self, topic: str, messages: Iterable[Mapping[str, str]]) -> None:
        """Deliver messages to the function that the topic triggers."""
        for message in messages:
            function = SLOW if message.get("pace") == "slow" else self._topics[topic]
            self.deliveries.deliver(function, published_event(topic, message, self.ports.clock()))

    def _publish(self, topic: str, **fields: str) -> None:
        self.publish(self.ports.environment.topic(topic), [fields])

    def _given_up(self, function: str, error: Exception) -> None:
        alert(given_up(function, error), self.ports)

    # -- life

    def start(self) -> None:
        """Begin: take back what a killed predecessor held, then drive all that is due."""
        wiring.install(self.ports)
        self._cursor = self.ports.store.latest_cursor()
        hand_back(self.ports, owner.owner_is_dead, "took back items from a process that is gone")
        self.deliveries.start()

    def ask_to_stop(self) -> None:
        """Ask for the end; safe in a signal handler."""
        self._stop.set()

    def stop(self) -> bool:
        """End: finish what is in hand, hand back what is not; return whether all of it ended in time."""
        self.ask_to_stop()
        ended = self.deliveries.stop(STOP_WITHIN_SECONDS)
        try:
            hand_back(self.ports, owner.owner_is_this_process, "handed back what was not finished")
            end_life(self.ports)
        except Retryable as error:
            log.event(f"what was not finished waits for its lease to expire: {error}", logging.WARNING)
        self.heartbeat.remove()
        wiring.install(None)
        return ended

    def run(self) -> None:
        """Serve until asked to stop."""
        from jobfinder.runtime.schedule import Schedule

        schedule = Schedule(self.ports.clock(), self._last_done())
        begin_life(self.ports)
        start_watchdog(lambda: self._ticked_at, self._stop)
        start_bell(self._bell.look, self._stop)
        self._publish(SWEEP_TOPIC)
        self._publish(SCRAPE_TOPIC, begins="true")
        while not self._stop.is_set():
            self._ticked_at = time.monotonic()
            self._look()
            self._keep_time(schedule)
            self.heartbeat.write(self.ports.clock())
            self._stop.wait(self.ports.limits.watch_every_seconds)

    def _last_done(self) -> dict[str, datetime]:
        """Return when what happens once a day was last done; where that is not known, so long ago that it is due.

        A laptop that sleeps at night and is opened at nine would otherwise never clean up, and never send a digest.
        """
        store, now = self.ports.store, self.ports.clock()
        cleaned = last_clean_up(store)
        done = {CLEAN_UP_TOPIC: cleaned[0] if cleaned else None, DIGEST_TOPIC: last_digest_at(store)}
        return {topic: min(at or now - timedelta(days=1), now) for topic, at in done.items()}

    def _look(self) -> None:
        """Watch the queue, and see that the store answers also while the watcher waits for the workers."""
        store = self.ports.store
        try:
            self._watch()
            self.heartbeat.beat("watcher", self.ports.clock())
            if self.heartbeat.is_due("store", self.ports.clock()):
                store.environment()
                self.heartbeat.beat("store", self.ports.clock())
        except Retryable as error:  # the store will answer again, and the cursor stands where it stood
            log.event(f"the watcher could not read the queue: {error}", logging.WARNING)
            self.heartbeat.complain("watcher", str(error))
            self.heartbeat.complain("store", str(error))

    def _keep_time(self, schedule: Schedule) -> None:
        """Publish what has fallen due."""
        for topic in schedule.due(self.ports.clock()):
            self._publish(topic)
        self.heartbeat.beat("scheduler", self.ports.clock())

    def search(self, keys: Iterable[str], tick: Callable[[], None] = lambda: None) -> None:
        """Scrape the sources, score all that is due, and return when nothing is left to do now (or when stopped)."""
        known = {source.key: source for source in self.ports.store.sources()}
        asked = [message_for(known[key]) if key in known else {"source": key} for key in keys]
        self.publish(self.ports.environment.topic(SCRAPE_SOURCE_TOPIC), asked)
        self._publish(SWEEP_TOPIC)
        while not self._stop.is_set():
            seen = self._watch()
            tick()
            if not seen and not self.deliveries.waiting() and not self._sweep_again():
                break
            time.sleep(SEARCH_LOOKS_EVERY_SECONDS)
        tick()

    def _sweep_again(self) -> bool:
        """Publish a sweep where items are due although nothing is on its way: one sweep takes only so many.

        An item that stays as it is however often it is driven (its function fails before claiming it) ends the waiting.
        """
        due = self.ports.store.due(now=self.ports.clock(), limit=1)
        self._driven = self._driven + 1 if due == self._oldest_due else 0
        self._oldest_due = due
        if not due or self._driven >= MOST_DRIVES:
            return False
        self._publish(SWEEP_TOPIC)
        return True

    def _watch(self) -> int:
        """Deliver an event for each queue item created since the last look, and return how many there were."""
        if self.deliveries.waiting() > MOST_WAITING:
            return 0
        items, self._cursor = self.ports.store.created_after(self._cursor, WATCH_BATCH)
        pending = [item for item in items if item.status is ItemStatus.PENDING]
        for item in pending:
            event = created_event(item, self.ports.environment.database, self.ports.clock())
            self.deliveries.deliver("score_queue_item", event)
        return len(items)


def given_up(function: str, error: Exception) -> Alarm:
    """Return the alarm that an event was delivered as often as it is worth, and its function failed each time."""
    return Alarm(
        f"dead-letters: {function}",
        f"{function} failed {MOST_DELIVERIES} times and was given up",
        f"The last time: {error}",
        "The work is not lost: it is due at the next sweep, scrape or schedule. The log says what failed before.",
    )


def hand_back(ports: Ports, is_given_up: Callable[[str], bool], words: str) -> int:
    """Release the items whose claim token is given up, so that no lease is waited for; return how many.

    A worker that holds one all the same can no longer finish it: its claim is lost.
    """
    released = 0
    for item in ports.store.items(status=ItemStatus.PROCESSING, limit=1000):
        if is_given_up(item.claim_token):
            try:
                ports.store.release(item, now=ports.clock())
                released += 1
            except LostClaim:
                continue  # it was finished meanwhile, or its lease ran out and another worker took it
    if released:
        log.event(words, items=released)
    return released
