"""The figures of docs/health.md are the ones that the product works with."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from jobfinder.domain import due, expectation, health, reposts, source
from jobfinder.domain.topology import FUNCTIONS
from jobfinder.ports import Limits
from jobfinder.runtime import one_machine
from jobfinder.usecases import asked_sources, find_reposts

GUIDE = " ".join((Path(__file__).parents[2] / "docs" / "health.md").read_text(encoding="utf-8").split())
WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 7: "seven", 8: "eight", 10: "ten", 20: "twenty", 100: "hundred"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"{WORDS[source.MOST_RUNS].capitalize()} readings are kept",
        f"its last {WORDS[source.RECENT_RUNS]} complete readings",
        f"Fewer than {WORDS[expectation.FEWEST_RUNS]} complete readings expect nothing",
        f"more than {WORDS[int(expectation.SPREADS)]} spreads, by more than half",
        f"and by more than {WORDS[int(expectation.LEAST_DROP)]} postings",
        f"| {WORDS[health.BROKEN_ROWS]} or more, and their share",
        f"more than {expectation.BROKEN_JUMP * 100:.0f} % of the rows",
        f"down by more than {expectation.LACKING_JUMP * 100:.0f} %",
        f"as it takes to have {WORDS[expectation.ENOUGH_JUDGED]} postings",
        f"nothing came {WORDS[health.FAILURES_TO_QUARANTINE]} times in a row",
        f"When {WORDS[health.RUNS_TO_NEW_LEVEL]} complete readings in a row were unusual",
        f"{health.FIRST_RETRY_HOURS * 60:.0f} minutes at first",
        f"at most {due.MOST_OF_ONE_SITE} of one site",
        f"within {asked_sources.HELD_FOR / timedelta(minutes=1):.0f} minutes",
        f"waits for {WORDS[one_machine.SLOW_WORKERS]} workers of its own",
        f"ends after {Limits(min_match_score=1).scrape_seconds / 60:.0f} minutes in the cloud",
        f"and after {one_machine.LONGEST_SCRAPE_SECONDS / 60:.0f} on one machine",
        f"at least {WORDS[reposts.APART.days]} days after it",
        f"the first {WORDS[find_reposts.MOST_HINTED]} are looked up",
    ],
)
def test_each_figure_of_the_guide_is_the_products(sentence: str) -> None:
    assert sentence in GUIDE


def test_what_the_guide_says_in_other_words_holds_too() -> None:
    assert expectation.LEAST_DROP_SHARE == 0.5  # "by more than half"
    assert health.GONE_TO_QUARANTINE == 2  # "or the board was gone twice"
    assert health.FAILING_HOURS == 3  # "three hours after the first at the earliest"
    assert health.GONE_HOURS == 0.5  # "half an hour after the first at the earliest"
    assert health.LONGEST_TRIAL_HOURS == 24 * 7  # "a week at most"
    assert due.SLOW_SECONDS == 60  # "longer than a minute"
    assert reposts.SIMILAR_TITLE == 0.75  # "no more than a quarter of its words"
    assert next(one.schedule for one in FUNCTIONS if one.name == "scrape_sources").startswith("*/15 ")
    assert 300 / due.MOST_OF_ONE_SITE * 15 <= 6 * 60  # "within its six hours"
