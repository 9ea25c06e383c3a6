"""Every function, what triggers it and how often: the one table that all three ways to run are built from."""

from __future__ import annotations

from dataclasses import dataclass

RETRY_TOPIC = "job-finder-retry"
SCRAPE_TOPIC = "job-finder-scrape"
SCRAPE_SOURCE_TOPIC = "job-finder-scrape-source"
SWEEP_TOPIC = "job-finder-sweep"
CLEAN_UP_TOPIC = "job-finder-clean-up"
CHECK_TOPIC = "job-finder-check"
DIGEST_TOPIC = "job-finder-digest"
COLLECT_TOPIC = "job-finder-collect"

LONGEST_EVENT_SECONDS = 540  # what Eventarc grants an event-driven function, whatever its own timeout says


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One entry point of functions/main.py.

    `topic` is the Pub/Sub topic that triggers it; without one, new documents in the queue do, or requests (`http`).
    `schedule` is a cron expression in UTC for the messages that the scheduler publishes on the topic. The rest is what
    it gets in the cloud: less than one CPU allows only one event at a time (Cloud Run). `publishes` and `uses_model`
    say what else it may touch: its service account is given exactly that.
    """

    name: str
    topic: str = ""
    schedule: str = ""
    http: bool = False
    memory_mb: int = 512
    cpu: float = 1.0
    concurrency: int = 1
    max_instances: int = 1
    timeout_seconds: int = 60
    publishes: tuple[str, ...] = ()
    uses_model: bool = False

    @property
    def on_created(self) -> bool:
        """Return whether a new document in the queue triggers it."""
        return not self.topic and not self.http

    @property
    def cloud_name(self) -> str:
        """Return what it is called in the cloud, where a name has no underscores."""
        return self.name.replace("_", "-")

    @property
    def service_account(self) -> str:
        """Return the id of its own service account, without the environment."""
        return f"jf-{self.cloud_name}"

    @property
    def dead_letters(self) -> str:
        """Return what its dead-letter topic is called before the environment's own ending."""
        return self.topic or f"job-finder-{self.cloud_name}"


# The lease of a queue item (queue.lease_seconds) must outlast the functions that hold one, or two would work on it.
FUNCTIONS = (
    Function(name="score_queue_item", concurrency=4, timeout_seconds=240, max_instances=5, uses_model=True),
    Function(name="retry_queue_item", topic=RETRY_TOPIC, timeout_seconds=240, max_instances=5, uses_model=True),
    Function(
        name="scrape_sources", topic=SCRAPE_TOPIC, schedule="*/15 * * * *", cpu=0.5, publishes=(SCRAPE_SOURCE_TOPIC,)
    ),
    Function(name="scrape_source", topic=SCRAPE_SOURCE_TOPIC, memory_mb=1024, timeout_seconds=540, max_instances=8),
    Function(
        name="sweep_queue",
        topic=SWEEP_TOPIC,
        schedule="*/5 * * * *",
        cpu=0.5,
        timeout_seconds=120,
        publishes=(RETRY_TOPIC,),
    ),
    Function(name="clean_up", topic=CLEAN_UP_TOPIC, schedule="30 3 * * *", cpu=0.5, timeout_seconds=540),
    Function(name="check_listings", topic=CHECK_TOPIC, schedule="50 */6 * * *", cpu=0.5, timeout_seconds=540),
    Function(name="send_digest", topic=DIGEST_TOPIC, schedule="30 6 * * *", cpu=0.5, timeout_seconds=240),
    Function(
        name="collect_batches",
        topic=COLLECT_TOPIC,
        schedule="10,25,40,55 * * * *",
        cpu=0.5,
        timeout_seconds=540,
        uses_model=True,
    ),
    Function(name="web", http=True, concurrency=20, max_instances=2),
)
