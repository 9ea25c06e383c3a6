"""Moments and spans of time as people say them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from jobfinder.cli.failures import UsageProblem

_SPANS = ((86_400 * 365, "y"), (86_400 * 30, "mo"), (86_400 * 7, "w"), (86_400, "d"), (3_600, "h"), (60, "min"))
_SINCE = re.compile(r"(\d{1,4})\s*(h|d|w|mo)", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 24 * 7, "mo": 24 * 30}


def ago(moment: datetime | None, now: datetime) -> str:
    """Return "3 d" for three days before now, "in 2 h" for what is to come, "" where there is no moment."""
    if moment is None:
        return ""
    seconds = (now - moment).total_seconds()
    span = _span(abs(seconds))
    return "now" if span == "now" else f"in {span}" if seconds < 0 else span


def _span(seconds: float) -> str:
    for length, unit in _SPANS:
        if seconds >= length:
            return f"{int(seconds // length)} {unit}"
    return "now"


def day(moment: datetime | None) -> str:
    """Return "2026-03-14", "" where there is no moment."""
    return moment.date().isoformat() if moment else ""


def since(words: str, now: datetime) -> datetime:
    """Return the moment that "3d", "12h", "2w" or "2026-03-01" means. Raises UsageProblem."""
    span = _SINCE.fullmatch(words.strip())
    if span:
        return now - timedelta(hours=int(span[1]) * _HOURS[span[2].lower()])
    try:
        return datetime.combine(date.fromisoformat(words.strip()), datetime.min.time(), UTC)
    except ValueError:
        todo = "Write 12h, 3d, 2w, 1mo or a date such as 2026-03-01."
        raise UsageProblem("This is no span of time and no date", where=words, todo=todo) from None
