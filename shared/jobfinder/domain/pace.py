"""When a host may be asked next, whoever asks: turns one after another, and none while it wants to be left alone.

now        free_at                       free_at
 |            |  turn   turn   turn   turn  |
 +------------+------+------+------+--------+-->
  reserved     <------ one reservation ----->
  by others          of four turns
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobfinder.errors import Blocked, NotYet

# Nobody reserves further ahead than a run may take, so a turn beyond that comes from a clock that was wrong.
_FURTHEST = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPace:
    """What all workers know of one host: from when on its turns are free, and until when it wants no request."""

    host: str
    free_at: datetime | None = None
    left_alone_until: datetime | None = None


def reserve(
    pace: HostPace, *, turns: int, interval_seconds: float, now: datetime, within_seconds: float
) -> tuple[HostPace, datetime]:
    """Return the pace with so many turns taken, and the moment of the first of them.

    Raises NotYet where that moment is further off than `within_seconds`, Blocked where the host wants to be left alone.
    """
    demand_welcome(pace, now)
    first = now if pace.free_at is None or pace.free_at > now + _FURTHEST else max(now, pace.free_at)
    wait_seconds = (first - now).total_seconds()
    if wait_seconds > within_seconds:
        raise NotYet("Others have the next turns at this site", where=pace.host, after_seconds=wait_seconds)
    return replace(pace, free_at=first + timedelta(seconds=turns * interval_seconds)), first


def demand_welcome(pace: HostPace, now: datetime) -> None:
    """Raise Blocked, with the wait that is left, where the host asked to be left alone."""
    if pace.left_alone_until and pace.left_alone_until > now:
        until = f"{pace.left_alone_until:%Y-%m-%d %H:%M:%S} UTC"
        seconds = (pace.left_alone_until - now).total_seconds()
        raise Blocked(f"The site asked to be left alone until {until}", where=pace.host, after_seconds=seconds)


def leave_alone(pace: HostPace, until: datetime) -> HostPace:
    """Return the pace of a host that wants no request before a moment; an earlier wish for longer stays."""
    return replace(pace, left_alone_until=max(until, pace.left_alone_until or until))
