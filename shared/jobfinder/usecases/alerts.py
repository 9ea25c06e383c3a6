"""Keep and tell the alarms: `alert` and `recovered` write them down, `tell_alarms` sends what was not told yet."""

from __future__ import annotations

from jobfinder.domain.alarms import Alarm
from jobfinder.ports import Ports


def alert(alarm: Alarm, ports: Ports) -> None:
    """Write an alarm down, to be told by the next sweep; one that goes on already is not told again. Never raises."""


def recovered(key: str, ports: Ports) -> None:
    """Write down that what an alarm was about is over. Never raises."""
