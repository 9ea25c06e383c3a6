"""Workers killed while a model reads: no listing is lost, and only what they had in hand may be paid for twice."""

from __future__ import annotations

import pytest
from benchmarks import bench_models


@pytest.mark.alone
@pytest.mark.timeout(180)
def test_killed_workers_cost_at_most_the_calls_they_had_in_hand() -> None:
    assert {figure["name"]: figure["ok"] for figure in bench_models._with_kills()} == {
        f"paid calls for each listing, {bench_models.KILLS} kills of {bench_models.THREADS} at work": True,
        "listings without a match after that": True,
    }


def test_the_prompt_stays_within_its_figures() -> None:
    assert all(figure["ok"] is not False for figure in bench_models._prompt())


def test_functions_that_ask_no_model_load_no_vendors_sdk() -> None:
    assert bench_models._imports()["ok"]
