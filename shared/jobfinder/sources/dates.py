"""The forms in which boards write a moment. A date that cannot be read, or cannot be true, is unknown: None."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

_DATE_CHARACTERS = len("2026-06-08")
_MIDNIGHTS = frozenset({"T00:00:00", "T00:00:00.0000", " 00:00:00"})
_EMAIL_DATE = re.compile(  # what nearly all feeds write; the standard library reads the rest, in ten times the time
    r"[A-Z][a-z]{2}, (\d\d?) ([A-Z][a-z]{2}) ([12]\d{3}) (\d\d:\d\d:\d\d) ([+-]\d{4}|GMT|UTC|Z)", re.ASCII
)
_NAMES_OF_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES_OF_MONTHS, start=1)}
_ZONES = dict.fromkeys(("GMT", "UTC", "+0000", "-0000"), "Z")
_SIGNS = "+-"
_FIRST_YEAR = 1990  # before the first job board: a zero that somebody took for a date


def moment(text: str | None) -> datetime | None:
    """Return an ISO 8601 date or time in UTC, None where it is no such thing; no zone counts as UTC."""
    if not text:
        return None
    if len(text) == _DATE_CHARACTERS:
        return _day(text)
    if text[-1] != "Z" and text[-6:-5] not in _SIGNS:  # "…Z" or "…+02:00": there is nothing else to see
        if text[3:4] == "," or text[-4:] == " UTC":
            return _other_form(text)
        if text[_DATE_CHARACTERS:] in _MIDNIGHTS:
            return _day(text[:_DATE_CHARACTERS])
    try:
        value = datetime.fromisoformat(text)
        zone = value.tzinfo
        if zone is UTC:
            return value if value.year >= _FIRST_YEAR else None
        if zone is None and len(text) > _DATE_CHARACTERS:
            value = datetime.fromisoformat(f"{text}Z")  # quicker by half than to give the moment a zone
    except ValueError:
        return _other_form(text)
    return _in_utc(value)


@lru_cache(maxsize=4000)  # a board's rows share few days
def _day(text: str) -> datetime | None:
    try:
        return _in_utc(datetime.fromisoformat(f"{text}T00Z"))
    except ValueError:
        return _other_form(text)


def _other_form(text: str) -> datetime | None:
    """Return a moment written as in e-mail (RFC 5322), which is how RSS writes it, or as Recruitee does."""
    text = text.strip()
    said = _EMAIL_DATE.fullmatch(text)
    try:
        if said is None:
            return _in_utc(_recruitees(text) if text.endswith(" UTC") else parsedate_to_datetime(text))
        day, month, year, clock, zone = said.groups()
        return _in_utc(datetime.fromisoformat(f"{year}-{_MONTHS[month]}-{day:0>2}T{clock}{_ZONES.get(zone, zone)}"))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return None


def _recruitees(text: str) -> datetime:
    """Return the moment of "2026-06-08 13:03:54 UTC"."""
    return datetime.fromisoformat(f"{text.removesuffix(' UTC')}Z")


@lru_cache(maxsize=4000)
def day(text: str | None) -> datetime | None:
    """Return what `moment` does, kept for the next row: on a board that writes days, however it writes them."""
    return moment(text)


def moment_of_milliseconds(count: float | None) -> datetime | None:
    """Return milliseconds since the epoch as a moment in UTC, None where that is no moment."""
    if not count:
        return None
    try:
        value = datetime.fromtimestamp(count / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return value if value.year >= _FIRST_YEAR else None


def _in_utc(value: datetime) -> datetime | None:
    if value.year < _FIRST_YEAR:
        return None
    if value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return None
