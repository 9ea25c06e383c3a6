"""Says in a small file that the machine is alive: when each part last did its work, and what it last complained of.

    watcher, scheduler, store --beat--> memory --every 30 s--> file (replaced whole) <--read-- jobfinder health

A part that has not beaten for two intervals is stalled. The file lies among the temporary ones, so that a disk of a
NAS may sleep, and is gone with the container that wrote it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jobfinder import log

INTERVAL_SECONDS = 30.0
STALLED_AFTER_SECONDS = 2 * INTERVAL_SECONDS
PARTS = {
    "watcher": "The watcher has not looked at the queue",
    "scheduler": "The scheduler has not looked at the clock",
    "store": "The store has not answered",
}


def heartbeat_path(home: Path, environment: str) -> Path:
    """Return the file of the environment whose home is `home`; several homes on one machine have one each."""
    mark = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"jobfinder-{environment}-{mark}.heartbeat.json"


@dataclass
class Heartbeat:
    """The writer's side; all of it happens in the one thread that watches and schedules."""

    path: Path
    began_at: datetime
    _beats: dict[str, datetime] = field(default_factory=dict)
    _complaints: dict[str, str] = field(default_factory=dict)
    _written_at: datetime | None = None
    _was_refused: bool = False

    def beat(self, part: str, now: datetime) -> None:
        """Record that a part did its work."""
        self._beats[part] = now
        self._complaints.pop(part, None)

    def complain(self, part: str, words: str) -> None:
        """Record why a part could not do its work; forgotten with its next beat."""
        self._complaints[part] = words

    def is_due(self, part: str, now: datetime) -> bool:
        """Return whether a part that works only for the heartbeat should work again."""
        at = self._beats.get(part)
        return at is None or now - at >= timedelta(seconds=INTERVAL_SECONDS)

    def stalled(self, now: datetime) -> dict[str, str]:
        """Return in words, for each part that has not beaten for two intervals, that it has not; from any thread."""
        ages = {part: (now - self._beats.get(part, self.began_at)).total_seconds() for part in PARTS}
        return {part: in_words(part, ages[part], self._complaints.get(part, "")) for part in stalled_parts(ages)}

    def write(self, now: datetime) -> None:
        """Write the file when it is due; one that cannot be written is told once, and its age makes the health red."""
        is_due = self._written_at is None or abs(now - self._written_at) >= timedelta(seconds=INTERVAL_SECONDS)
        if not is_due:
            return
        self._written_at = now
        try:
            _replace(self.path, self._as_text())
            self._was_refused = False
        except OSError as error:
            if not self._was_refused:
                log.event(f"the heartbeat cannot be written: {error}", logging.ERROR, path=str(self.path))
            self._was_refused = True

    def remove(self) -> None:
        """Take away what was written: what has stopped on purpose is not alive. Another process's file stays."""
        if self._written_at is not None:
            self.path.unlink(missing_ok=True)

    def _as_text(self) -> str:
        beats = {part: self._beats.get(part, self.began_at).isoformat() for part in PARTS}
        return json.dumps({"pid": os.getpid(), "beats": beats, "complaints": self._complaints})


def _replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it (rename(2) is atomic)."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name, delete=False, encoding="utf-8") as new:
        try:
            new.write(text)
            new.close()
            os.replace(new.name, path)
        except BaseException:
            Path(new.name).unlink(missing_ok=True)
            raise


@dataclass(frozen=True, slots=True)
class Health:
    """What the file says: each part's age in seconds, and in words what is wrong; no words, no trouble."""

    ages_seconds: Mapping[str, float]
    problems: tuple[str, ...]


def read_health(path: Path, now: datetime) -> Health:
    """Return how the machine that writes `path` is."""
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        beats = {part: datetime.fromisoformat(written["beats"][part]) for part in PARTS}
        complaints: Mapping[str, Any] = written["complaints"]
        ages = {part: (now - at).total_seconds() for part, at in beats.items()}
    except FileNotFoundError:
        return Health({}, (f"Nothing runs here: there is no heartbeat at {path}",))
    except (OSError, ValueError, KeyError, TypeError) as error:
        return Health({}, (f"The heartbeat at {path} cannot be read: {error}",))
    return Health(
        ages, tuple(in_words(part, ages[part], str(complaints.get(part, ""))) for part in stalled_parts(ages))
    )


def stalled_parts(ages_seconds: Mapping[str, float]) -> list[str]:
    """Return the parts that have not beaten for two intervals.

    A beat from the future was written before the clock was set back, so it says nothing about now.
    """
    return [part for part, age in ages_seconds.items() if not -STALLED_AFTER_SECONDS <= age <= STALLED_AFTER_SECONDS]


def in_words(part: str, age_seconds: float, complaint: str) -> str:
    """Return what is wrong with a stalled part."""
    since = f"for {age_seconds:.0f} s" if age_seconds > 0 else "since the clock was set back"
    return f"{PARTS[part]} {since}{f': {complaint}' if complaint else ''}"
