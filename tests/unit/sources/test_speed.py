"""A source costs at most as much again as the bare decoder on the same bytes; `make bench` prints the figures.

Processor time is compared, in turns of milliseconds of which the quickest counts, and a source that seems too slow is
measured again: a busy machine never decides, and a source that has become slower never passes.
"""

import pytest
from benchmarks.bench_parse import timed, works
from benchmarks.side_by_side import cpu_seconds
from benchmarks.speed_floors import LEAST_OF_BARE, LESS_OF_BARE, LESS_OF_BS4, least_of_bare

from jobfinder import sources
from tests.places import needs_shared

ATTEMPTS = 6
EIGHT = ("greenhouse", "lever", "ashby", "smartrecruiters", "workable", "recruitee", "feed", "jobposting_page")


@needs_shared
@pytest.mark.alone
@pytest.mark.parametrize("name", [source.type for source in timed()])
def test_a_source_keeps_pace_with_the_bare_decoder(name: str) -> None:
    least = least_of_bare(name)
    shares = []
    for attempt in range(1, ATTEMPTS + 1):
        bare, parsed = cpu_seconds(*works(sources.source_type(name)), rounds=6 * attempt)
        shares.append(bare / parsed)
        if shares[-1] >= least:
            return
    pytest.fail(f"{name} reaches {max(shares):.2f} of the bare decoder's speed in {ATTEMPTS} attempts, not {least}")


def test_the_boards_that_most_employers_use_are_held_to_the_figures_themselves() -> None:
    assert not set(EIGHT) & (set(LESS_OF_BARE) | set(LESS_OF_BS4))


def test_what_is_held_to_less_is_a_source_and_says_why() -> None:
    names = {source.type for source in timed()}
    assert {*LESS_OF_BARE, *LESS_OF_BS4} <= names
    assert all(0 < floor.share < LEAST_OF_BARE and floor.why for floor in LESS_OF_BARE.values())
