"""Drive what no event will drive again: items that wait and are due, and items whose worker died.

A created trigger fires once; everything after it hangs on this.
"""

from __future__ import annotations

from jobfinder import log
from jobfinder.domain.topology import RETRY_TOPIC
from jobfinder.ports import Ports

BATCH = 500


def sweep_queue(ports: Ports) -> int:
    """Publish a retry for every item that is due, and return how many. An item published twice is claimed once."""
    tickets = ports.store.due(now=ports.clock(), limit=BATCH)
    messages = [{"item_id": ticket.item_id, "update_time": str(ticket.update_time)} for ticket in tickets]
    if messages:
        ports.bus.publish(ports.environment.topic(RETRY_TOPIC), messages)
        log.event("swept the queue", due=len(messages))
    return len(messages)
