"""The entry points: each decodes its event, calls one use case and reports the outcome; `web` answers people.

The same objects run on Cloud Functions, in the container and on a laptop. An event that cannot be read is logged and
acknowledged: delivering it again would not make it readable. Anything else that fails is raised, so that the platform
delivers again; whatever an item itself can remember was recorded on it by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import functions_framework

from jobfinder import log, wiring
from jobfinder.acknowledging import acknowledge_what_is_no_event, acknowledging
from jobfinder.errors import Permanent
from jobfinder.events import read_message, read_ticket, refuse_foreign_topic

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent
    from flask import Request
    from werkzeug import Response

log.set_up_for_cloud()
wiring.refuse_to_start_mixed()
acknowledge_what_is_no_event()


@functions_framework.cloud_event
@acknowledging
def score_queue_item(event: CloudEvent) -> None:
    """Score the queue item whose document was just created."""
    from jobfinder.usecases.score import score_item

    database, ticket = read_ticket(event)
    ports = wiring.current()
    if database != ports.environment.database:
        ours = f"this is {ports.environment.name}, whose database is {ports.environment.database}"
        raise Permanent(f"An event of database {database} arrived, but {ours}", where=ticket.item_id)
    score_item(ticket, ports)


@functions_framework.cloud_event
@acknowledging
def retry_queue_item(event: CloudEvent) -> None:
    """Score the queue items whose time to be retried has come."""
    from jobfinder.usecases.score import score_items
    from jobfinder.usecases.sweep import tickets_of_text

    score_items(tickets_of_text(_message(event).get("items", "")), wiring.current())


@functions_framework.cloud_event
@acknowledging
def scrape_sources(event: CloudEvent) -> None:
    """Choose the sources that are due and publish one message for each."""
    from jobfinder.usecases import scrape

    message = _message(event)
    everything, begins = (message.get(name) == "true" for name in ("everything", "begins"))
    scrape.scrape_sources(wiring.current(), everything=everything, begins=begins)


@functions_framework.cloud_event
@acknowledging
def scrape_source(event: CloudEvent) -> None:
    """Scrape one source."""
    from jobfinder.usecases import scrape

    message = _message(event)
    if not message.get("source"):
        raise Permanent("A scrape must name its source", where=str(message)[:200])
    scrape.scrape_source(message["source"], wiring.current())


@functions_framework.cloud_event
@acknowledging
def sweep_queue(event: CloudEvent) -> None:
    """Publish a retry for every item that no event will drive again, and tell what is wrong with the environment."""
    from jobfinder.usecases import sweep
    from jobfinder.usecases.watch_over import watch_over

    _message(event)
    sweep.sweep_queue(wiring.current())
    watch_over(wiring.current())


@functions_framework.cloud_event
@acknowledging
def clean_up(event: CloudEvent) -> None:
    """Delete what is past its retention."""
    from jobfinder.usecases import clean_up as usecase

    _message(event)
    usecase.clean_up(wiring.current())


@functions_framework.cloud_event
@acknowledging
def check_listings(event: CloudEvent) -> None:
    """Close the postings that are gone although no board says so."""
    from jobfinder.usecases import check_listings as usecase

    _message(event)
    usecase.check_listings(wiring.current())


@functions_framework.cloud_event
@acknowledging
def send_digest(event: CloudEvent) -> None:
    """Send what is new to the user's own services."""
    from jobfinder.usecases import notify

    _message(event)
    notify.send_digest(wiring.current())


@functions_framework.cloud_event
@acknowledging
def collect_batches(event: CloudEvent) -> None:
    """Collect what models have read in batches, and send what waits for the next one."""
    from jobfinder.usecases import collect_batches as usecase

    _message(event)
    usecase.collect_batches(wiring.current())


def _message(event: CloudEvent) -> dict[str, str]:
    """Return the fields of a message; one from the other environment's topic is a Permanent error."""
    message = read_message(event)
    refuse_foreign_topic(event, wiring.current().environment)
    return message


@functions_framework.http
def web(request: Request) -> Response:
    """Answer one request to the dashboard or the JSON API."""
    from jobfinder.web import answer

    return answer(request, wiring.current)
