"""Hours in which nobody wants a message, in UTC; they may span midnight."""

from __future__ import annotations

from datetime import datetime, time

Span = tuple[time, time]


def quiet_span(words: str) -> Span:
    """Return when quiet hours begin and end, from words like "22:00-06:00". Raises ValueError."""
    start, _, end = words.partition("-")
    try:
        span = time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    except ValueError:
        raise ValueError("write it as 22:00-06:00, in UTC") from None
    if span[0] == span[1] or span[0].tzinfo or span[1].tzinfo:
        raise ValueError("write it as 22:00-06:00, in UTC, from one time to another")
    return span


def is_quiet(now: datetime, span: Span | None) -> bool:
    """Return whether a moment (UTC) is within quiet hours."""
    return span is not None and is_within(now.time().replace(tzinfo=None), span)


def is_within(at: time, span: Span) -> bool:
    """Return whether a time of the day is within a span; its end is not."""
    start, end = span
    return start <= at < end if start < end else at >= start or at < end
