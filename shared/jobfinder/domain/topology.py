"""Every function, what triggers it and how often: the one table that all three ways to run are built from."""

from __future__ import annotations

from dataclasses import dataclass

RETRY_TOPIC = "job-finder-retry"
SCRAPE_TOPIC = "job-finder-scrape"
SCRAPE_SOURCE_TOPIC = "job-finder-scrape-source"
SWEEP_TOPIC = "job-finder-sweep"
CLEAN_UP_TOPIC = "job-finder-clean-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One entry point of functions/main.py.

    `topic` is the Pub/Sub topic that triggers it; without one, new documents in the queue do. `schedule` is a cron
    expression in UTC for the messages that the scheduler publishes on the topic.
    """

    name: str
    topic: str = ""
    schedule: str = ""
    http: bool = False

    @property
    def on_created(self) -> bool:
        """Return whether a new document in the queue triggers it."""
        return not self.topic and not self.http


FUNCTIONS = (
    Function(name="score_queue_item"),
    Function(name="retry_queue_item", topic=RETRY_TOPIC),
    Function(name="scrape_sources", topic=SCRAPE_TOPIC, schedule="*/15 * * * *"),
    Function(name="scrape_source", topic=SCRAPE_SOURCE_TOPIC),
    Function(name="sweep_queue", topic=SWEEP_TOPIC, schedule="*/5 * * * *"),
    Function(name="clean_up", topic=CLEAN_UP_TOPIC, schedule="30 3 * * *"),
)
