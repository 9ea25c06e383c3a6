"""Tells a stop on purpose from a kill, a crash or a power cut: who runs writes it down, who stops takes it back.

    start: nothing there --> fine    stop: taken back
           a dead owner's --> the one before did not end on purpose: an alarm

What was in hand is due again in either case.
"""

from __future__ import annotations

import logging

from jobfinder import log, owner
from jobfinder.domain.alarms import Alarm
from jobfinder.errors import Retryable
from jobfinder.ports import Ports
from jobfinder.usecases.alerts import alert

MARK = "running"
NOBODY = "nobody"
KEY = "restart: not on purpose"


def begin_life(ports: Ports) -> None:
    """Write down who runs, and raise an alarm where the one before is dead and never stopped.

    Only what runs for good does so: a search beside it would otherwise pass for its successor.
    """
    try:
        before = ports.store.mark(MARK)
        if before and before != NOBODY and owner.owner_is_dead(_token(before)):
            alert(_restarted(before, ports.environment.container), ports)
        ports.store.swap_mark(MARK, before, f"{ports.clock():%Y-%m-%dT%H:%M:%SZ} {owner.new_token()}")
    except Retryable as error:
        log.event(f"whether the one before ended on purpose cannot be told: {error}", logging.WARNING)


def end_life(ports: Ports) -> None:
    """Take back what `begin_life` wrote; what another one wrote stays. Raises Retryable."""
    now = ports.store.mark(MARK)
    if now and owner.owner_is_this_process(_token(now)):
        ports.store.swap_mark(MARK, now, NOBODY)


def _token(mark: str) -> str:
    return mark.partition(" ")[2]


def _restarted(before: str, container: str) -> Alarm:
    return Alarm(
        KEY,
        "It was started again after it had not stopped on purpose",
        f"The one before ran since {before.partition(' ')[0]} and was killed, crashed, or lost its power. What it had "
        "in hand is due again.",
        f"See whether memory ran out: docker inspect -f '{{{{.State.OOMKilled}}}} {{{{.RestartCount}}}}' {container}; "
        "and the end of the log before the last line that says started.",
    )
