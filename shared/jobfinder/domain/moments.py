"""Which moments on a posting can be true, and how old that makes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)  # boards send the epoch, or year 1, for "no date"
_SKEW = timedelta(days=1)  # a date without a time, or a clock that is off


def is_believable(moment: datetime) -> bool:
    """Return whether a board can have meant this moment: not the epoch's zero or another stand-in for no date."""
    return moment >= _EARLIEST


def age_days(moment: datetime | None, now: datetime) -> float | None:
    """Return the age in days, at least 0; None for no date, one before 2000, or one in the future (more than a day)."""
    if moment is None or not is_believable(moment) or moment > now + _SKEW:
        return None
    return max(0.0, (now - moment).total_seconds() / 86_400)
