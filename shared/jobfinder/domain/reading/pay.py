"""Reads what a job pays, from the board's own field or from the text, and never from what is not pay.

Amounts of money stand in postings for many things: funding, revenue, budgets, benefits. Each amount is judged by the
words beside it, and the nearest word decides; of several that are pay, a range of base pay is preferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.money import (
    amount_of,
    currency_of,
    in_dollar_terms,
    local_currency,
    period_by_size,
    show_pay,
    sound_pay,
    yearly,
)
from jobfinder.domain.posting import Pay, Posting
from jobfinder.domain.reading import pay_words
from jobfinder.domain.text import fold, places_of, quote

_BEFORE, _AFTER = 120, 60  # how far from an amount its words are looked for
_REACH = 90  # how far an amount or a range can stretch from its currency's sign
_MOST_MARKS = 300
_LEAST_A_YEAR, _MOST_A_YEAR = 3_000, 3_000_000  # dollars' worth; outside of it, it is not pay
_ALONE = 15  # characters beside the amount; a text that short is about the amount
_LIKE_A_SALARY = 10_000  # a range from here on is a salary unless a word says otherwise


class _Mention(NamedTuple):
    """An amount in a text, what it would be as pay, and how likely it is that."""

    pay: Pay
    start: int
    end: int
    is_range: bool
    has_period: bool


def read_pay(posting: Posting, country: str = "") -> Fact[Pay] | None:
    """Return the pay of a posting; None where the posting does not say.

    `country` (ISO 3166-1 alpha-2) is where the job is, if that is known: it tells one kind of dollar from another.
    """
    if posting.pay is not None:
        pay = sound_pay(posting.pay)
        if pay is not None:
            return Fact(pay, Quote("board:pay", show_pay(posting.pay)))
    for field, text in (("board:pay_text", posting.pay_text), ("text", posting.text), ("title", posting.title)):
        fact = _read(posting, field, text, country)
        if fact is not None:
            return fact
    return None


def _read(posting: Posting, field: str, text: str, country: str) -> Fact[Pay] | None:
    if not text:
        return None
    trusted = field.startswith("board:")
    marks = pay_words.marks(text)
    folded = fold(text) if marks or country else ""
    best = _best(folded, _mentions(folded, marks, country), posting, trusted=trusted)
    if best is None and country:  # "Salary range: 134,300 - 189,900", with no sign of a currency
        bare = _mentions(folded, _bare_marks(folded), country, bare=True)
        best = _best(folded, (mention for mention in bare if mention.is_range or mention.has_period), posting)
    return Fact(best.pay, quote(field, text, best.start, best.end)) if best else None


def _best(folded: str, mentions: Iterable[_Mention], posting: Posting, *, trusted: bool = False) -> _Mention | None:
    scored = [(_score(folded, mention, trusted=trusted), mention) for mention in mentions]
    most = max((score for score, _ in scored), default=0)
    if not most:
        return None
    best = [mention for score, mention in scored if score == most]
    places = _place_names(posting) if len(best) > 1 else frozenset()
    return max(best, key=lambda mention: (_names_place(folded, mention, places), -mention.start))


def _bare_marks(folded: str) -> list[int]:
    """Return where numbers begin that a word for pay introduces."""
    introduced = pay_words.words(r"[^\d\n]{0,70}(?=\d)")
    words = (at for word in pay_words.INTRODUCING for at in islice(places_of(word, folded), _MOST_MARKS))
    return sorted(found.end() for at in words if (found := introduced.match(folded, at)))


def _starts(folded: str, marks: list[int]) -> list[int]:
    """Return, in order, where an amount may begin: at a sign of money, or at a number near one."""
    starts: set[int] = set()
    read_to = 0
    for mark in marks[:_MOST_MARKS]:
        sign = mark
        while sign > max(0, mark - 3) and folded[sign - 1].isalpha():  # "ca$"
            sign -= 1
        starts.add(sign)
        low, high = max(read_to, mark - _REACH), mark + _REACH
        starts.update(found.start() for found in pay_words.words(r"\d+").finditer(folded, low, high))
        read_to = max(read_to, high)
    return sorted(starts)


def _mentions(folded: str, marks: list[int], country: str, *, bare: bool = False) -> Iterator[_Mention]:
    read_to = 0
    for start in _starts(folded, marks):
        if start < read_to:
            continue
        between = folded.endswith(pay_words.BETWEEN, 0, start)
        found = pay_words.amounts(between=between).match(folded, start)
        if found is None:
            continue
        read_to = found.end()
        currency = local_currency(country) if bare else _currency(found, country)
        mention = currency and _mention(folded, found, currency)
        if mention:
            yield mention


def _currency(found: re.Match[str], country: str) -> str:
    """Return the currency beside an amount: a code tells more than a sign ("$150,000 CAD")."""
    currencies = [currency_of(sign, country) for sign in found.group("c1", "c2", "c3", "c4") if sign]
    signs = [sign for sign in found.group("c1", "c2", "c3", "c4") if sign]
    for sign, currency in zip(signs, currencies, strict=True):
        if sign[:3].upper() == currency:
            return currency
    if currencies:
        return currencies[0]
    return "INR" if _in_lakhs(found) else ""


def _in_lakhs(found: re.Match[str]) -> bool:
    return any(suffix and suffix.startswith(("lpa", "lakh", "lac")) for suffix in (found["s1"], found["s2"]))


def _mention(folded: str, found: re.Match[str], currency: str) -> _Mention | None:
    low, high = _ends(found)
    period = _period(folded, found, high, currency)
    pay = sound_pay(Pay(*_open_ends(folded, found, low, high), currency, period))
    if pay is None or not _is_plausible(pay):
        return None
    has_period = bool(found["p1"] or found["p2"] or _in_lakhs(found))
    return _Mention(pay, found.start(), found.end(), bool(found["range"]), has_period)


def _ends(found: re.Match[str]) -> tuple[float, float]:
    """Return both ends; "60-75k" and "12-15 LPA" write their multiplier once."""
    last = found["s2"] or found["s1"] or ""
    low = amount_of(found["n1"], found["s1"] or "")
    if found["n2"] is None:
        return low, low
    high = amount_of(found["n2"], found["s2"] or "")
    if not found["s1"] and found["s2"] and low < 1_000:
        low = amount_of(found["n1"], last)
    elif found["s1"] and not found["s2"] and high < 1_000:
        high = amount_of(found["n2"], last)
    return low, high


def _period(folded: str, found: re.Match[str], amount: float, currency: str) -> str:
    said = list(pay_words.period_names().finditer(found["p2"] or found["p1"] or ""))
    if said:
        return said[-1].lastgroup or "year"  # the last word: "an hour" is no "an", which is French for a year
    if _in_lakhs(found):
        return "year"
    before = folded[max(0, found.start() - 60) : found.start()]
    leads = [found.lastgroup or "year" for found in pay_words.leading_periods().finditer(before)]
    if leads and _fits(amount, currency, leads[-1]):
        return leads[-1]
    return period_by_size(amount, currency)


def _fits(amount: float, currency: str, period: str) -> bool:
    """Return whether such an amount can be paid per period: "annual" bonuses stand beside hourly rates."""
    dollars = in_dollar_terms(yearly(Pay(amount, amount, currency, period)).maximum or 0, currency)
    return _LEAST_A_YEAR <= dollars <= _MOST_A_YEAR


def _open_ends(folded: str, found: re.Match[str], low: float, high: float) -> tuple[float | None, float | None]:
    if found["n2"] is not None:
        return low, high
    before = folded[max(0, found.start() - 30) : found.start()]
    if found["plus1"] or _has(pay_words.FLOOR, before):
        return low, None
    if _has(pay_words.CEILING, before):
        return None, high
    return low, high


def _is_plausible(pay: Pay) -> bool:
    return all(_fits(amount, pay.currency, pay.period) for amount in (pay.minimum, pay.maximum) if amount is not None)


def _score(folded: str, mention: _Mention, *, trusted: bool) -> int:
    """Return how surely the amount is pay; 0 where it is not, or nothing says so."""
    before = folded[max(0, mention.start - _BEFORE) : mention.start]
    after = folded[mention.end : mention.end + _AFTER].partition("\n")[0]
    said_at = _last(pay_words.PAY, before)
    if _is_something_else(before, after, mention, said_at):
        return 0
    near = f"{_clause(before[-60:], last=True)} {_clause(after)}"
    said = said_at >= 0 or _has(pay_words.PAY, _clause(after))
    alone = len(folded) - (mention.end - mention.start) < _ALONE
    if not (said or trusted or alone or mention.has_period or (mention.is_range and _is_salary_sized(mention))):
        return 0
    likely = 10 + 4 * mention.is_range + 2 * said + mention.has_period
    return likely + 2 * _has(pay_words.BASE, near) - 3 * _has(pay_words.TARGET, near)


def _is_something_else(before: str, after: str, mention: _Mention, said_at: int) -> bool:
    """Return whether the nearest word beside the amount names what is not pay: funding, a budget, a bonus.

    `said_at` is where the last word for pay ends before the amount, -1 if there is none.
    """
    if _has(pay_words.AFTER_NEVER, after) and not _has(pay_words.ADDED, after):
        return True
    if said_at < 0 and _has(pay_words.AFTER_PAY, after):
        return False
    sentence_at = _sentence_start(before)
    sure = mention.is_range and said_at >= 0 and _is_salary_sized(mention)
    if _last(pay_words.BUSINESS if sure else pay_words.NEVER, before, sentence_at) >= max(said_at, 0):
        return True
    return not sure and _last(pay_words.BONUS, before, sentence_at) >= max(said_at, 0)


def _clause(words: str, *, last: bool = False) -> str:
    """Return the part of the words that touches the amount: up to the next comma, semicolon, bracket or stop."""
    pieces = pay_words.words(r"[,;()\n]|\. |\band\b").split(words)
    return pieces[-1] if last else pieces[0]


def _sentence_start(before: str) -> int:
    return max(0, *(before.rfind(end) + len(end) for end in (". ", "! ", "? ", "\n") if end in before), 0)


def _last(pattern: str, words: str, start: int = 0) -> int:
    """Return where the last of a kind of word ends, -1 where there is none."""
    at = -1
    for found in pay_words.words(pattern).finditer(words, start):
        at = found.end()
    return at


def _has(pattern: str, words: str) -> bool:
    return pay_words.words(pattern).search(words) is not None


def _is_salary_sized(mention: _Mention) -> bool:
    low = mention.pay.minimum or mention.pay.maximum or 0
    return in_dollar_terms(low, mention.pay.currency) >= _LIKE_A_SALARY


def _place_names(posting: Posting) -> frozenset[str]:
    words = pay_words.words(r"[^\W\d_]{4,}").findall(fold("; ".join(posting.locations)))
    return frozenset(words) - {"remote", "united", "states", "hybrid"}


def _names_place(folded: str, mention: _Mention, places: frozenset[str]) -> bool:
    """Return whether the words just before the amount name a place of this posting: pay often differs by place."""
    before = folded[max(0, mention.start - 100) : mention.start]
    return not places.isdisjoint(pay_words.words(r"\w+").findall(before, _sentence_start(before)))
