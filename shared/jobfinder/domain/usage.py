"""The ledger of what models cost: one day (UTC) of one environment, reserved before each call and settled after it.

Money is whole millionths of a dollar, so that sums are exact. A reservation that nobody settles in time (its worker was
killed) counts as spent: the provider may have charged for it, and a budget that is only hoped to hold is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobfinder.errors import Blocked, Retryable

MICROS_PER_DOLLAR = 1_000_000
MOST_ROWS = 500  # of one day; what is more goes to the row of OTHERS
OTHERS = "others"


class OutOfBudget(Blocked):
    """The day's budget is spent; tomorrow there is a new one."""


class Unanswered(Retryable):
    """A question was sent and no answer came: nobody knows whether it was charged, so it counts as if it was."""


class InHand(Retryable):
    """Another worker is asking the model the same thing just now, or a batch is on its way with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What one call took, from the vendor's own usage fields; `input` is what was neither read from nor put in a cache.

    `reasoning` is the part of `output` that was spent on thinking.
    """

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0
    reasoning: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        """Return the sum."""
        return Tokens(
            input=self.input + other.input,
            output=self.output + other.output,
            cache_read=self.cache_read + other.cache_read,
            cache_write=self.cache_write + other.cache_write,
            reasoning=self.reasoning + other.reasoning,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Dollars for a million tokens of each kind; `as_of` is the day on which somebody looked it up, `source` where."""

    input: float = 0.0
    output: float = 0.0
    cache_read: float = 0.0
    cache_write: float = 0.0
    batch_share: float = 0.5  # what is paid of it in a batch
    as_of: str = ""
    source: str = ""


def cost_micros(tokens: Tokens, price: Price, *, in_batch: bool = False) -> int:
    """Return what a call cost in millionths of a dollar, rounded up."""
    dollars_per_million = (
        tokens.input * price.input
        + tokens.output * price.output
        + tokens.cache_read * price.cache_read
        + tokens.cache_write * price.cache_write
    )
    share = price.batch_share if in_batch else 1.0
    return math.ceil(round(dollars_per_million * share, 6))  # dollars for a million are millionths for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What went to one model for the listings of one source; `matches` are those that became a match."""

    source: str
    model: str
    calls: int = 0
    matches: int = 0
    micros: int = 0
    tokens: Tokens = Tokens()


@dataclass(frozen=True, slots=True)
class Reservation:
    """Money set aside for one reading (its extraction's id) until it is settled, or given up at `until`."""

    id: str
    micros: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageDay:
    """One day: what was spent, by source and model, what is set aside, and what was paid for calls that got lost."""

    day: str  # 2026-11-24, UTC
    spent: tuple[Spent, ...] = ()
    reserved: tuple[Reservation, ...] = ()
    lost_calls: int = 0
    lost_micros: int = 0

    @property
    def calls(self) -> int:
        """Return how many calls were settled."""
        return sum(row.calls for row in self.spent)

    @property
    def matches(self) -> int:
        """Return how many of the listings read became a match."""
        return sum(row.matches for row in self.spent)

    @property
    def micros(self) -> int:
        """Return what the day has cost so far, lost calls included."""
        return self.lost_micros + sum(row.micros for row in self.spent)

    @property
    def committed_micros(self) -> int:
        """Return what was spent and what is set aside."""
        return self.micros + sum(each.micros for each in self.reserved)

    @property
    def tokens(self) -> Tokens:
        """Return the tokens of all settled calls."""
        return sum((row.tokens for row in self.spent), Tokens())


def day_of(now: datetime) -> str:
    """Return the name of the day that a moment (in UTC) belongs to."""
    return now.date().isoformat()


def next_day(now: datetime) -> datetime:
    """Return the moment at which the next day, and with it the next budget, begins."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def reserve(
    day: UsageDay, wanted: Mapping[str, int], *, budget_micros: int, now: datetime, hold_seconds: float
) -> UsageDay:
    """Return the day with money set aside for each reading of `wanted` (its id and the most it can cost).

    Raises OutOfBudget where the day would go beyond its budget (what costs nothing never does), InHand where somebody
    else reads the same just now.
    """
    day = without_lost(day, now)
    refuse_in_hand(day, wanted, now)
    more = sum(wanted.values())
    if more and day.committed_micros + more > budget_micros:
        raise OutOfBudget(
            f"The budget of {dollars(budget_micros)} for {day.day} is spent ({dollars(day.committed_micros)})",
            todo="It is read when the next day (UTC) begins, or raise models.daily_budget_usd.",
            after_seconds=(next_day(now) - now).total_seconds(),
        )
    until = now + timedelta(seconds=hold_seconds)
    return replace(day, reserved=(*day.reserved, *(Reservation(key, micros, until) for key, micros in wanted.items())))


def refuse_in_hand(day: UsageDay, reading_ids: Iterable[str], now: datetime) -> None:
    """Raise InHand, with the seconds for which it may last, where money is set aside for any of the readings."""
    held = {each.id: each.until for each in day.reserved if each.until > now}
    for reading_id in reading_ids:
        if reading_id in held:
            seconds = max(1.0, (held[reading_id] - now).total_seconds())
            raise InHand("Another worker is having this read just now", after_seconds=seconds)


def held_micros(day: UsageDay, reading_id: str) -> int:
    """Return what is set aside for a reading, 0 where nothing is."""
    return next((each.micros for each in day.reserved if each.id == reading_id), 0)


def without_lost(day: UsageDay, now: datetime) -> UsageDay:
    """Return the day with the reservations that ran out counted as spent."""
    lost = [each for each in day.reserved if each.until <= now]
    if not lost:
        return day
    return replace(
        day,
        reserved=tuple(each for each in day.reserved if each.until > now),
        lost_calls=day.lost_calls + len(lost),
        lost_micros=day.lost_micros + sum(each.micros for each in lost),
    )


def settle(day: UsageDay, reading_id: str, spent: Spent) -> UsageDay:
    """Return the day with a call's true cost in place of what was set aside for it."""
    rows = {(row.source, row.model): row for row in day.spent}
    key = (spent.source, spent.model)
    if key not in rows and len(rows) >= MOST_ROWS:
        key = (OTHERS, spent.model)
    before = rows.get(key, Spent(source=key[0], model=key[1]))
    rows[key] = replace(
        before,
        calls=before.calls + spent.calls,
        matches=before.matches + spent.matches,
        micros=before.micros + spent.micros,
        tokens=before.tokens + spent.tokens,
    )
    return replace(release(day, reading_id), spent=tuple(rows.values()))


def forfeit(day: UsageDay, reading_id: str) -> UsageDay:
    """Return the day with a reservation counted as spent: the call may have been charged, and no count of it came."""
    held = next((each for each in day.reserved if each.id == reading_id), None)
    if held is None:
        return day
    lost = replace(day, lost_calls=day.lost_calls + 1, lost_micros=day.lost_micros + held.micros)
    return release(lost, reading_id)


def release(day: UsageDay, reading_id: str) -> UsageDay:
    """Return the day without a reservation: the call was never made, or nothing was charged for it."""
    return replace(day, reserved=tuple(each for each in day.reserved if each.id != reading_id))


def dollars(micros: int) -> str:
    """Return money as it is shown."""
    amount = micros / MICROS_PER_DOLLAR
    return f"${amount:,.2f}" if amount >= 1 or micros % 10_000 == 0 else f"${amount:.4f}"
