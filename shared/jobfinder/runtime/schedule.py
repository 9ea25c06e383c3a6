"""Which scheduled topics are due: Cloud Scheduler's part on one machine, from the same cron expressions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jobfinder.domain.topology import FUNCTIONS


class Schedule:
    """Remembers when each scheduled topic is next due; a moment missed while asleep is made up for once.

    `since` says of a topic when it was last done: a moment missed since then, while nothing ran, is made up for too.
    """

    def __init__(self, now: datetime, since: Mapping[str, datetime] | None = None) -> None:
        from cronsim import CronSim

        last = dict(since or {})
        self._ticks = {
            item.topic: CronSim(item.schedule, last.get(item.topic, now)) for item in FUNCTIONS if item.schedule
        }
        self._next = {topic: next(ticks) for topic, ticks in self._ticks.items()}

    def due(self, now: datetime) -> list[str]:
        """Return the topics whose time has come since the last call."""
        topics = [topic for topic, at in self._next.items() if at <= now]
        for topic in topics:
            self._next[topic] = next(at for at in self._ticks[topic] if at > now)
        return topics
