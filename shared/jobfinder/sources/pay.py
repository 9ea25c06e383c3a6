"""Pay from a board's own fields: whole, in one currency and one period, or unknown. Nothing is guessed here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

from jobfinder.domain.posting import Pay

_PERIODS = {
    "hour": "hour hourly hr h",
    "day": "day daily d",
    "week": "week weekly wk w",
    "month": "month monthly mo mon m",
    "year": "year yearly yr y annual annually annum pa",
}
_PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words.split()}
_WORD = re.compile(r"[a-z]+|\d+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_GROUPED = re.compile(r"\d{1,3}(?:[ .,'\u00a0\u2009\u202f]\d{3})+")
_LARGEST = 1e12


@lru_cache(maxsize=1000)
def period_of(words: str | None) -> str:
    """Return hour, day, week, month or year from a board's words ("1 YEAR", "per-hour-wage", "MONTHLY"), else "".

    "2 WEEK" is no period we know.
    """
    pieces = _WORD.findall(words.lower()) if words else []
    if any(piece.isdigit() and piece != "1" for piece in pieces):
        return ""
    return next((_PERIOD_OF[piece] for piece in pieces if piece in _PERIOD_OF), "")


def period_by_size(largest: float | None) -> str:
    """Return the period that an amount leaves no doubt about, else "": nobody earns 15,000 an hour or 300 a year."""
    if largest is None:
        return ""
    return "year" if largest >= 15_000 else "hour" if largest < 300 else ""


def amount(value: object) -> float | None:
    """Return a positive amount from a number or its text ("60000", "60,000.00", "60.000"), None for anything else."""
    if type(value) is float:
        return value if 0 < value < _LARGEST else None
    if isinstance(value, str):
        return amount(_number(value.strip()))
    return float(value) if type(value) is int and 0 < value < _LARGEST else None  # a bool is no amount


def _number(text: str) -> float | None:
    if text.isdecimal():
        return float(text)
    if not text[-4:-3].isdecimal() and _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    elif "," in text:
        text = text.replace(",", "")
    try:
        return float(text)
    except ValueError:
        return None


@lru_cache(maxsize=1000)
def _code(currency: str | None) -> str:
    code = (currency or "").strip().upper()
    return code if _CURRENCY.fullmatch(code) else ""


def pay_of(minimum: object, maximum: object, currency: str | None, period: str) -> Pay | None:
    """Return pay from a board's fields, None where the amount, the currency or the period is missing or no such thing.

    `period` is hour, day, week, month or year; ends in the wrong order are turned round.
    """
    if (minimum is None and maximum is None) or not period:
        return None
    low, high, code = amount(minimum), amount(maximum), _code(currency)
    if (low is None and high is None) or not code:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return _pay(low, high, code, period)


class _Open:
    __slots__ = Pay.__slots__


def _pay(low: float | None, high: float | None, currency: str, period: str) -> Pay:
    """Return the pay, made as `draft.py` makes a posting."""
    pay: Any = _Open()
    pay.minimum = low
    pay.maximum = high
    pay.currency = currency
    pay.period = period
    pay.__class__ = Pay
    return cast("Pay", pay)


def widest(pays: Iterable[Pay | None]) -> Pay | None:
    """Return the range that spans all pays of the first one's currency and period (one range per region, say)."""
    known = [pay for pay in pays if pay is not None]
    if len(known) < 2:
        return known[0] if known else None
    alike = [pay for pay in known if (pay.currency, pay.period) == (known[0].currency, known[0].period)]
    if len(alike) < 2:
        return alike[0]
    lows = [pay.minimum for pay in alike]
    highs = [pay.maximum for pay in alike]
    return Pay(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
        alike[0].currency,
        alike[0].period,
    )
