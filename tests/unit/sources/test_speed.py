"""A source costs about as much again as the bare decoder on the same bytes; `make bench` prints the figures."""

import pytest
from benchmarks.bench_parse import LEAST_OF_BARE, fastest, least_of_bare, works

from jobfinder import sources
from tests.places import needs_shared

# A machine that runs other tests at the same time is no place to measure; this is where a source has become slower, not
# where the machine is busy.
ALLOWED = 0.35 / LEAST_OF_BARE


@needs_shared
@pytest.mark.parametrize("name", [source.type for source in sources.types()])
def test_a_source_keeps_pace_with_the_bare_decoder(name: str) -> None:
    decode, parse, times = works(sources.source_type(name))
    least = least_of_bare(name) * ALLOWED
    shares = []
    for _ in range(4):
        bare, parsed = fastest(times, decode, parse)
        shares.append(bare / parsed)
        if shares[-1] >= least:
            return
    pytest.fail(f"{name} reaches {max(shares):.2f} of the bare decoder's speed, not {least:.2f}")
