"""How fresh a posting is: the one part of the score that changes by itself, so it is read again when it is shown."""

from __future__ import annotations

from datetime import datetime
from math import floor

from jobfinder.domain.moments import age_days

FRESH_DAYS, STALE_DAYS = 1.0, 30.0  # all points until the first, none from the second on, evenly in between
MIDDLE = 0.5  # the share of what is unknown


def freshness(posted_at: datetime | None, now: datetime) -> float:
    """Return 1 on the first day, 0 after thirty, the middle where the date is unknown."""
    age = age_days(posted_at, now)
    if age is None:
        return MIDDLE
    return max(0.0, (STALE_DAYS - max(FRESH_DAYS, age)) / (STALE_DAYS - FRESH_DAYS))


def whole_points(share: float, most: int) -> int:
    """Return whole points out of `most` for a share from 0 to 1, halves rounded up."""
    return floor(min(1.0, max(0.0, share)) * most + 0.5)
