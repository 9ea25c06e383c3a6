"""Makes pay of what a model wrote, held against the words it quotes: the figures, the currency and the period."""

from __future__ import annotations

import re

from jobfinder.domain.money import CODES, PERIODS, currency_of, period_by_size
from jobfinder.domain.posting import Pay
from jobfinder.domain.text import fold

_VALUE = re.compile(r"^\s*(\d[\d,.]*)\s*(?:-|–|to)?\s*(\d[\d,.]*)?\s+([A-Za-z]{3})\s+(?:per |a |an |/)?(\w+)\s*$")
_NUMBER = re.compile(r"\d[\d,.\u00a0 ']*\d|\d")
_MONEY = re.compile(r"(?:US|CA|CDN|C|AU|A|NZ|SG|S|HK|NT|R|MX)?\$|[€£¥￥₹₩₽₪₺₫₱₴฿₦円元원]|[^\W\d_]+\.?")
_SHARED = {  # signs that several currencies write
    "$": frozenset(("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP")),
    "kr": frozenset(("SEK", "NOK", "DKK", "ISK")),
    "¥": frozenset(("JPY", "CNY")),
    "￥": frozenset(("JPY", "CNY")),
    "£": frozenset(("GBP", "EGP")),
    "rs": frozenset(("INR", "PKR", "LKR")),
}
_IN_THOUSANDS = re.compile(r"^[kKtT](?=[A-Z]{3}$)")  # kEUR, TEUR
_LEAST_NAME = 3  # letters of a period's name; "an" and "y" may be anything


def pay_in(value: str, quote: str) -> Pay | None:
    """Return the pay that a value ("60000-75000 EUR year") says and its quote bears out, None for any other."""
    found = _VALUE.match(value)
    if not found:
        return None
    code, period = found[3].upper(), found[4].lower()
    if code not in CODES or period not in PERIODS or code not in _currencies_in(quote):
        return None
    ends = [_amount(text) for text in (found[1], found[2]) if text]
    named = _amounts_in(quote)
    if any(end is None or end not in named for end in ends):
        return None
    low, high = ends[0], ends[-1]
    if not (low and high and low <= high) or period not in _periods_in(quote, high, code):
        return None
    return Pay(low, high, code, period)


def _currencies_in(quote: str) -> set[str]:
    """Return the currencies that the quote may name: a sign that several share stands for each of them."""
    named: set[str] = set()
    for token in _MONEY.findall(quote):
        word = _IN_THOUSANDS.sub("", token)
        named |= _SHARED.get(word.lower().rstrip("."), frozenset())
        named.add(currency_of(word))
    return named


def _periods_in(quote: str, amount: float, currency: str) -> set[str]:
    """Return the periods that the quote names; where it names none, the one that such an amount is paid for."""
    from jobfinder.domain.reading.pay_words import period_names

    folded = fold(quote)
    named = {
        found.lastgroup or ""
        for found in period_names().finditer(folded)
        if len(found[0]) >= _LEAST_NAME or folded[: found.start()].rstrip().endswith("/")
    }
    return named or {period_by_size(amount, currency)}


def _amount(text: str) -> float | None:
    """Return a number whatever marks its thousands; the last mark is a decimal one where one or two digits follow."""
    bare = re.sub(r"[\s'\u00a0]", "", text).rstrip(".,")
    head, mark, tail = bare.rpartition("." if bare.rfind(".") > bare.rfind(",") else ",")
    whole, cents = (head, tail) if mark and len(tail) != 3 else (bare, "0")
    try:
        return float(f"{re.sub(r'[.,]', '', whole)}.{cents}")
    except ValueError:
        return None


def _amounts_in(quote: str) -> set[float]:
    """Return the numbers a quote names, each also as thousands where a k may stand behind any of them."""
    numbers = {number for run in _NUMBER.finditer(quote) if (number := _amount(run[0])) is not None}
    in_thousands = {number * 1000 for number in numbers} if re.search(r"\d\s?[kKT](?![a-z])", quote) else set()
    return numbers | in_thousands
