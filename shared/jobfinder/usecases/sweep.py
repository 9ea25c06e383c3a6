"""Drive what no event will drive again: items that wait and are due, and items whose worker died.

A created trigger fires once; everything after it hangs on this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jobfinder import log
from jobfinder.domain.queue import Ticket
from jobfinder.domain.topology import RETRY_TOPIC
from jobfinder.errors import Unreadable
from jobfinder.ports import Ports

BATCH = 1000  # items in one sweep
LOT = 50  # items in one message, worked on together
_STAMP = re.compile("[0-9]{1,18}")  # microseconds since the epoch, as every store can compare them


def sweep_queue(ports: Ports) -> int:
    """Publish a retry for every item that is due, in lots, and return how many; published twice, it is claimed once."""
    tickets = ports.store.due(now=ports.clock(), limit=BATCH)
    lots = [tickets[start : start + LOT] for start in range(0, len(tickets), LOT)]
    if lots:
        ports.bus.publish(ports.environment.topic(RETRY_TOPIC), [{"items": tickets_as_text(lot)} for lot in lots])
        log.event("swept the queue", due=len(tickets))
    return len(tickets)


def tickets_as_text(tickets: Sequence[Ticket]) -> str:
    """Return tickets as a message carries them: `id@update_time`, separated by spaces."""
    return " ".join(f"{ticket.item_id}@{ticket.update_time}" for ticket in tickets)


def tickets_of_text(text: str) -> list[Ticket]:
    """Return the tickets of a message. Raises Unreadable."""
    tickets = []
    for part in text.split():
        item_id, _, stamp = part.rpartition("@")
        if not item_id or not _STAMP.fullmatch(stamp):
            raise Unreadable("A retry must name its items as id@update_time", where=part[:200])
        tickets.append(Ticket(item_id, int(stamp)))
    if not tickets:
        raise Unreadable("A retry must name its items as id@update_time", where="an empty message")
    return tickets
