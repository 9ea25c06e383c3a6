"""Currencies and pay: how amounts are written, what they come to in a year, and how they are shown.

Currency codes are ISO 4217. Yearly amounts count 2,080 paid hours, 260 days, 52 weeks or 12 months.
"""

from __future__ import annotations

import math
import re

from jobfinder.domain.posting import Pay

PERIODS = ("hour", "day", "week", "month", "year")
_TIMES_A_YEAR = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}
_MOST = 1e11  # no pay is above this, in any currency

# How many units earn about what a dollar earns: wage levels, rounded, only to tell an hourly from a yearly amount.
_UNITS_PER_DOLLAR = {
    **dict.fromkeys(
        ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "ILS", "AED", "SAR", "QAR", "KWD", "BHD"), 1.0
    ),
    **dict.fromkeys(("PLN", "BRL", "RON", "BGN", "MYR", "TRY", "HKD", "TWD", "CNY", "PEN", "GHS"), 4.0),
    **dict.fromkeys(("SEK", "NOK", "DKK", "MXN", "ZAR", "UAH", "EGP", "THB", "MAD"), 10.0),
    **dict.fromkeys(("CZK", "INR", "PHP", "RUB", "KES", "UYU", "DOP"), 20.0),
    **dict.fromkeys(("JPY", "HUF", "RSD", "PKR", "BDT", "NGN", "LKR", "KZT", "ARS", "CLP", "ISK"), 120.0),
    **dict.fromkeys(("KRW", "COP"), 1000.0),
    **dict.fromkeys(("IDR", "VND"), 5000.0),
}

CODES = tuple(_UNITS_PER_DOLLAR)

# Signs and names that stand for a currency; the longest is tried first.
SIGNS = {
    "US$": "USD", "U$S": "USD", "CA$": "CAD", "C$": "CAD", "CDN$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD",
    "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "$": "USD", "€": "EUR",
    "£": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₪": "ILS", "₺": "TRY", "₫": "VND",
    "₱": "PHP", "₴": "UAH", "฿": "THB", "₦": "NGN", "zł": "PLN", "zl": "PLN", "kr": "SEK", "Kč": "CZK", "Ft": "HUF",
    "円": "JPY", "元": "CNY", "원": "KRW", "Rs.": "INR", "Rs": "INR", "RM": "MYR", "Euro": "EUR", "euros": "EUR",
    "euro": "EUR", "dollars": "USD", "RMB": "CNY", "KČ": "CZK", "руб": "RUB", "грн": "UAH",
}  # fmt: skip

# What countries call their own where a sign is shared: "$" in Canada, "kr" in Norway.
_LOCAL_SIGNS = {
    "$": {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN"},
    "kr": {"NO": "NOK", "DK": "DKK", "SE": "SEK"},
    "¥": {"CN": "CNY", "JP": "JPY"},
}

_EURO_AREA = "DE FR ES IT NL BE AT IE PT FI GR LU EE LV LT SK SI HR CY MT"
_CURRENCY_OF_COUNTRY = {
    "US": "USD", "CA": "CAD", "GB": "GBP", "CH": "CHF", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "IN": "INR", "JP": "JPY",
    "SE": "SEK", "NO": "NOK", "DK": "DKK", "PL": "PLN", "CZ": "CZK", "HU": "HUF", "RO": "RON", "BR": "BRL", "MX": "MXN",
    "ZA": "ZAR", "IL": "ILS", "TR": "TRY", "AE": "AED", "SA": "SAR", "HK": "HKD", "TW": "TWD", "CN": "CNY", "KR": "KRW",
    "ID": "IDR", "PH": "PHP", "MY": "MYR", "TH": "THB", "VN": "VND", "UA": "UAH", "NG": "NGN", "KE": "KES", "EG": "EGP",
    "GH": "GHS", "MA": "MAD",
    "AR": "ARS", "CL": "CLP", "CO": "COP",
    **dict.fromkeys(_EURO_AREA.split(), "EUR"),
}  # fmt: skip

_SHOWN = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$"}

_MULTIPLIERS = {
    **dict.fromkeys(("k", "thousand", "tsd", "tsd.", "tys", "tys.", "mil", "тыс", "тыс.", "千"), 1_000),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs", "lpa", "l"), 100_000),
    **dict.fromkeys(("万", "만", "萬"), 10_000),
    **dict.fromkeys(("m", "mn", "mm", "mio", "million", "millions"), 1_000_000),
    **dict.fromkeys(("cr", "crore", "crores"), 10_000_000),
    **dict.fromkeys(("b", "bn", "billion", "billions", "trillion"), 1_000_000_000),
}

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}")


def currency_of(sign: str, country: str = "") -> str:
    """Return the ISO 4217 code that `sign` stands for in a country (ISO 3166-1 alpha-2), "" for no currency."""
    sign = sign.strip()
    local = _LOCAL_SIGNS.get(sign.lower() if sign.isalpha() else sign, {}).get(country)
    if local:
        return local
    if sign.upper().rstrip("$ ") in _UNITS_PER_DOLLAR:
        return sign.upper().rstrip("$ ")
    return SIGNS.get(sign) or SIGNS.get(sign.lower()) or SIGNS.get(sign.upper(), "")


def local_currency(country: str) -> str:
    """Return the ISO 4217 code of the currency a country (ISO 3166-1 alpha-2) pays in, "" where it is not known."""
    return _CURRENCY_OF_COUNTRY.get(country, "")


def amount_of(digits: str, suffix: str = "") -> float:
    """Return the number that `digits` writes in any of the common groupings ("120'000", "50.000", "1.2" with "M")."""
    digits = re.sub(r"[ '’]", "", digits)
    times = _MULTIPLIERS.get(suffix.strip().lower(), 1)
    if _GROUPED.fullmatch(digits) and not (times > 1 and digits.count(".") == 1):
        return float(re.sub(r"[.,]", "", digits)) * times
    whole, mark, cents = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
    if not mark:
        return float(digits) * times
    return float(f"{re.sub('[.,]', '', whole) or '0'}.{cents}") * times


def in_dollar_terms(amount: float, currency: str) -> float:
    """Return about what the amount would be for the same work in US dollars; only fit to judge its size."""
    return amount / _UNITS_PER_DOLLAR.get(currency, 1.0)


def period_by_size(amount: float, currency: str) -> str:
    """Return the period an amount of this size is paid for, as a rule."""
    dollars = in_dollar_terms(amount, currency)
    if dollars < 250:
        return "hour"
    if dollars < 1_000:
        return "day"
    return "month" if dollars < 10_000 else "year"


def sound_pay(pay: Pay) -> Pay | None:
    """Return `pay` with its ends in order and without impossible amounts, None where nothing is left."""
    low, high = _possible(pay.minimum), _possible(pay.maximum)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    currency = pay.currency.strip().upper()
    period = pay.period.strip().lower()
    if period not in _TIMES_A_YEAR:
        period = period_by_size(high or low or 0.0, currency)
    return Pay(low, high, currency, period)


def _possible(amount: float | None) -> float | None:
    return amount if amount is not None and math.isfinite(amount) and 0 < amount < _MOST else None


def yearly(pay: Pay) -> Pay:
    """Return the same pay per year, full time: $65 an hour is $135,200 a year."""
    times = _TIMES_A_YEAR.get(pay.period, 1)
    low = None if pay.minimum is None else pay.minimum * times
    high = None if pay.maximum is None else pay.maximum * times
    return Pay(low, high, pay.currency, "year")


def show_pay(pay: Pay | None) -> str:
    """Return pay as a person writes it ("€60,000–75,000 a year", "from $20 an hour"), "" for unknown."""
    if pay is None or (pay.minimum is None and pay.maximum is None):
        return ""
    sign = _SHOWN.get(pay.currency, f"{pay.currency} " if pay.currency else "")
    article = "an" if pay.period == "hour" else "a"
    if pay.maximum is None:
        amounts = f"from {sign}{_shown(pay.minimum)}"
    elif pay.minimum is None:
        amounts = f"up to {sign}{_shown(pay.maximum)}"
    elif pay.minimum == pay.maximum:
        amounts = f"{sign}{_shown(pay.minimum)}"
    else:
        amounts = f"{sign}{_shown(pay.minimum)}–{_shown(pay.maximum)}"
    return f"{amounts} {article} {pay.period}"


def _shown(amount: float | None) -> str:
    value = amount or 0.0
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"
