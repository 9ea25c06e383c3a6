from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from jobfinder.domain.extraction.said import Extraction, Intake, Met, Requirement, Said, SaidFact
from jobfinder.domain.usage import InHand, OutOfBudget, Spent, Tokens, UsageDay, reserve, settle
from jobfinder.ports import Store
from tests.contract.things import NOW, after

DAY = "2026-03-01"
SAID = Said(
    facts=(SaidFact("level", "senior", "lead the roofing 🦉"),),
    requirements=(Requirement("ten years", Met.MET, "twelve years"),),
    strengths=("roofs",),
    intake=Intake(summary="Build roofs.", skills=("Carpentry",), is_current=True),
)
EXTRACTION = Extraction(
    id="e1",
    model="anthropic:m",
    prompt_version="p1",
    content_hash="v1",
    profile_hash="h1",
    at=NOW,
    said=SAID,
    tokens=Tokens(input=1500, output=300, cache_read=900),
    micros=1234,
)


def hold(day: UsageDay, *ids: str, micros: int = 300, budget: int = 1000) -> UsageDay:
    return reserve(day, dict.fromkeys(ids, micros), budget_micros=budget, now=NOW, hold_seconds=60)


def test_what_a_model_said_comes_back_whole(store: Store) -> None:
    assert store.extraction("e1") is None
    store.keep_extraction(EXTRACTION)
    assert store.extraction("e1") == EXTRACTION
    declined = replace(EXTRACTION, said=Said(), declined="the model refused")
    store.keep_extraction(declined)
    assert store.extraction("e1") == declined


def test_what_a_model_said_is_forgotten_by_its_id_and_found_by_how_long_it_was_of_no_use(store: Store) -> None:
    for number, seconds in enumerate((0, 30, 0.5, 90)):
        store.keep_extraction(replace(EXTRACTION, id=f"e{number}", listing_id="l", used_at=after(seconds)))
    stale = store.stale_extractions(used_before=after(60), limit=10)
    assert [each.id for each in stale] == ["e0", "e2", "e1"]
    assert store.stale_extractions(used_before=after(60), limit=1) == stale[:1]
    store.keep_extraction(replace(stale[0], used_at=after(100)))
    assert store.delete_extractions(["e1", "e2", "no such"]) == 2
    assert store.stale_extractions(used_before=after(60), limit=10) == []
    assert store.extraction("e1") is None
    assert store.extraction("e3") is not None
    assert store.delete_extractions([]) == 0


def test_a_day_of_the_ledger_is_changed_in_one_piece(store: Store, reopen: Callable[[], Store]) -> None:
    held = store.change_usage(DAY, lambda day: hold(day, "a"))
    assert held.committed_micros == 300
    spent = Spent(source="lever:acme", model="m", calls=1, matches=1, micros=200, tokens=Tokens(input=5, output=2))
    store.change_usage(DAY, lambda day: settle(day, "a", spent))
    (day,) = reopen().usage(DAY)
    assert (day.day, day.calls, day.matches, day.micros, day.committed_micros) == (DAY, 1, 1, 200, 200)
    assert day.spent == (spent,)


def test_a_change_that_is_refused_leaves_the_day_as_it_was(store: Store) -> None:
    store.change_usage(DAY, lambda day: hold(day, "a", "b", "c"))
    with pytest.raises(OutOfBudget) as refused:
        store.change_usage(DAY, lambda day: hold(day, "d"))
    assert refused.value.after_seconds == pytest.approx(12 * 3600, abs=1)
    with pytest.raises(InHand):
        store.change_usage(DAY, lambda day: hold(day, "a", micros=1))
    assert [each.id for each in store.usage(DAY)[0].reserved] == ["a", "b", "c"]


def test_what_nobody_settled_counts_as_spent(store: Store) -> None:
    store.change_usage(DAY, lambda day: hold(day, "a"))
    later = store.change_usage(
        DAY, lambda day: reserve(day, {"a": 300}, budget_micros=1000, now=after(61), hold_seconds=60)
    )
    assert (later.lost_calls, later.lost_micros, later.committed_micros) == (1, 300, 600)


def test_days_come_in_order_from_the_one_asked_for(store: Store) -> None:
    for day in ("2026-02-28", "2026-03-02", DAY):
        store.change_usage(day, lambda found: replace(found, lost_micros=1))
    assert [day.day for day in store.usage(DAY)] == [DAY, "2026-03-02"]
    assert store.usage("2027-01-01") == []


def test_of_many_who_reserve_at_once_no_more_get_than_the_budget_has(store: Store, reopen: Callable[[], Store]) -> None:
    handles = [store, reopen(), reopen(), reopen()]
    together = Barrier(len(handles))

    def take(number: int) -> int:
        got = 0
        together.wait(20)
        for turn in range(5):
            name = f"{number}-{turn}"
            try:
                handles[number].change_usage(DAY, lambda day, name=name: hold(day, name, micros=100))
            except OutOfBudget:
                continue
            got += 1
        return got

    with ThreadPoolExecutor(len(handles)) as pool:
        assert sum(pool.map(take, range(len(handles)))) == 10
    (day,) = store.usage(DAY)
    assert day.committed_micros == 1000
    assert len({each.id for each in day.reserved}) == 10
