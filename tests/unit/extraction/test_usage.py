from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.codec import from_dict, to_dict
from jobfinder.domain.usage import (
    MOST_ROWS,
    OTHERS,
    InHand,
    OutOfBudget,
    Price,
    Spent,
    Tokens,
    UsageDay,
    cost_micros,
    dollars,
    forfeit,
    next_day,
    release,
    reserve,
    settle,
)

NOW = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
DAY = UsageDay(day="2026-03-01")


def held(day: UsageDay, name: str, micros: int, budget: int = 1000) -> UsageDay:
    return reserve(day, {name: micros}, budget_micros=budget, now=NOW, hold_seconds=60)


def test_the_cost_is_the_sum_of_each_kind_of_token_rounded_up() -> None:
    price = Price(input=1.0, output=5.0, cache_read=0.1, cache_write=1.25)
    tokens = Tokens(input=100, output=10, cache_read=1000, cache_write=400)
    assert cost_micros(tokens, price) == 100 + 50 + 100 + 500
    assert cost_micros(tokens, price, in_batch=True) == 375
    assert cost_micros(Tokens(cache_read=1), price) == 1
    assert cost_micros(Tokens(), price) == 0


def test_a_budget_that_is_met_exactly_is_not_exceeded() -> None:
    day = held(DAY, "a", 1000)
    assert day.committed_micros == 1000
    with pytest.raises(OutOfBudget) as refused:
        held(day, "b", 1)
    assert refused.value.after_seconds == 60
    assert next_day(NOW) == NOW + timedelta(minutes=1)


def test_what_costs_nothing_fits_into_any_day_also_one_that_is_overspent() -> None:
    overspent = UsageDay(day="2026-03-02", lost_calls=1, lost_micros=500)
    held = reserve(overspent, {"free": 0}, budget_micros=100, now=NOW, hold_seconds=60)
    assert [each.id for each in held.reserved] == ["free"]
    with pytest.raises(OutOfBudget):
        reserve(overspent, {"paid": 1}, budget_micros=100, now=NOW, hold_seconds=60)


def test_the_same_reading_is_in_one_hand_only() -> None:
    with pytest.raises(InHand):
        held(held(DAY, "a", 1), "a", 1)
    assert held(release(held(DAY, "a", 1), "a"), "a", 1).committed_micros == 1


def test_what_nobody_knows_the_cost_of_counts_at_its_most() -> None:
    day = forfeit(held(DAY, "a", 400), "a")
    assert (day.lost_calls, day.micros, day.reserved) == (1, 400, ())
    assert forfeit(day, "a") == day


def test_a_day_of_very_many_sources_stays_small() -> None:
    day = DAY
    for number in range(MOST_ROWS + 20):
        day = settle(day, "x", Spent(source=f"s{number}", model="m", calls=1, micros=2))
    assert len(day.spent) == MOST_ROWS + 1
    assert (day.calls, day.micros) == (MOST_ROWS + 20, 2 * (MOST_ROWS + 20))
    assert day.spent[-1].source == OTHERS


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 400), st.booleans()), max_size=40))
def test_whatever_is_reserved_and_settled_the_budget_holds(steps: list[tuple[str, int, bool]]) -> None:
    day = DAY
    for name, micros, is_settled in steps:
        try:
            day = held(day, name, micros)
        except (OutOfBudget, InHand):
            continue
        if is_settled:
            day = settle(day, name, Spent(source="s", model="m", calls=1, micros=micros - 1))
        assert day.committed_micros <= 1000
    assert from_dict(UsageDay, to_dict(day)) == day


@pytest.mark.parametrize(
    ("micros", "shown"), [(0, "$0.00"), (1234, "$0.0012"), (500_000, "$0.50"), (12_345_678, "$12.35")]
)
def test_money_is_shown_as_finely_as_it_needs(micros: int, shown: str) -> None:
    assert dollars(micros) == shown
