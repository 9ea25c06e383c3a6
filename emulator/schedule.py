"""Cloud Scheduler's part: publishes each scheduled topic's message when its cron expression says so."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

from emulator import register
from jobfinder import log
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.errors import JobFinderError
from jobfinder.runtime.schedule import Schedule

LOOK_EVERY_SECONDS = 1.0


@contextlib.contextmanager
def scheduling(pubsub_host: str, project: str) -> Iterator[None]:
    """Publish what falls due in both environments while inside."""
    schedule, stop = Schedule(datetime.now(UTC)), threading.Event()

    def keep_looking() -> None:
        while not stop.wait(LOOK_EVERY_SECONDS):
            for topic in schedule.due(datetime.now(UTC)):
                publish_everywhere(pubsub_host, project, topic)

    thread = threading.Thread(target=keep_looking, name="schedule")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def publish_everywhere(pubsub_host: str, project: str, topic: str) -> None:
    """Publish an empty message on a topic in every environment; a failure is logged, and the next is due soon."""
    for environment in ENVIRONMENTS.values():
        try:
            register.publish(pubsub_host, project, environment.topic(topic), {})
        except JobFinderError as error:
            log.event(f"a scheduled message was not published: {error}", logging.ERROR, topic=topic)
