"""Tells by message when the machine itself is unwell: a part stands still, the store is away, the disk is full.

It looks from a thread of its own, because the loop that beats may be what hangs, and keeps its own book, because the
store may be what is away. What it tells is what `jobfinder health` says; a restart forgets it, and is told for itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from jobfinder import log
from jobfinder.domain.alarms import Alarm
from jobfinder.ports import Ports
from jobfinder.runtime.directories import full_disk
from jobfinder.runtime.heartbeat import PARTS, Heartbeat
from jobfinder.usecases.alerts import InMemory, change_book, tell_alarms

LOOK_EVERY_SECONDS = 15.0
DISK = "disk"
TODO = {
    "watcher": "Look at the log; where it does not come back by itself: restart the container.",
    "scheduler": "Look at the log; where it does not come back by itself: restart the container.",
    "store": "Is Firestore to be reached, or the data folder there? jobfinder config check says what is set.",
    DISK: "Make room: old logs, other containers' images. Nothing is lost, and work goes on when there is room.",
}


class Bell:
    """Looks at a heartbeat and the disk, and rings for each trouble once."""

    def __init__(self, ports: Ports, heartbeat: Heartbeat, data: Path) -> None:
        self._ports, self._heartbeat, self._data = ports, heartbeat, data
        self._book = InMemory()

    def look(self) -> int:
        """Begin and end what has changed, tell it, and return how many messages went out."""
        troubles = self._troubles()
        for part in (*PARTS, DISK):
            self._note(part, troubles.get(part, ""))
        return tell_alarms(self._ports, self._book)

    def _troubles(self) -> Mapping[str, str]:
        """Return in words what is wrong, by part."""
        found = dict(self._heartbeat.stalled(self._ports.clock()))
        if full := full_disk(self._data):
            found[DISK] = full
        return found

    def _note(self, part: str, trouble: str) -> None:
        key, now = f"health: {part}", self._ports.clock()
        if not trouble:
            change_book(self._book, lambda book: book.end(key, now))
            return
        alarm = Alarm(key, f"Health is red: {trouble}", "", TODO[part])
        change_book(self._book, lambda book: book.begin(alarm, now))


def start_bell(
    look: Callable[[], object], stopping: threading.Event, *, look_every_seconds: float = LOOK_EVERY_SECONDS
) -> threading.Thread:
    """Look from a thread until `stopping`; what goes wrong in a look is logged, and the next one comes."""

    def watch() -> None:
        while not stopping.wait(look_every_seconds):
            try:
                look()
            except Exception as error:  # noqa: BLE001 - the one who tells of trouble must outlive any
                log.event(f"the health could not be told: {type(error).__name__}: {error}", logging.ERROR)

    thread = threading.Thread(target=watch, name="bell", daemon=True)
    thread.start()
    return thread
