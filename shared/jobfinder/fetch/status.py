"""What a status means for whoever asked (RFC 9110): go on, come back later, or never again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from jobfinder.errors import Blocked, Gone, JobFinderError, Retryable, Unreadable

_LONGEST_WAIT_SECONDS = 24 * 3600.0  # a wait beyond a day is a slip; a refusal for good has a status of its own


def error_for(status: int, headers: Mapping[str, str], where: str, now: datetime) -> JobFinderError:
    """Return the error that a status other than 2xx or a redirect stands for."""
    after_seconds = retry_after_seconds(headers.get("retry-after", ""), now)
    if status in (404, 410):
        return Gone(f"There is nothing at this address any more (status {status})", where=where)
    if status in (401, 403, 429, 451):
        why = "asks us to slow down" if status == 429 else "refuses us"
        return Blocked(f"The site {why} (status {status})", where=where, after_seconds=after_seconds)
    if status in (408, 425) or status >= 500:
        return Retryable(f"The site has a fault (status {status})", where=where, after_seconds=after_seconds)
    return Unreadable(f"The site gave no answer to this request (status {status})", where=where)


def retry_after_seconds(value: str, now: datetime) -> float | None:
    """Return the wait that Retry-After asks for, in seconds from now, at most a day; None where it asks for none.

    RFC 9110, 10.2.3: a number of seconds or a date.
    """
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return min(float(value[:10]), _LONGEST_WAIT_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT_SECONDS)
