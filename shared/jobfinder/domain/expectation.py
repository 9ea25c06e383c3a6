"""What a source should yield, by its own history alone: medians of its recent complete runs, and how far they spread.

A median and the median distance from it (https://en.wikipedia.org/wiki/Median_absolute_deviation) hold still however
far off a few runs were, which a mean and a standard deviation do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from jobfinder.domain.posting import Posting
from jobfinder.domain.source import RECENT_RUNS, Run, is_telling

FEWEST_RUNS = 3  # before, a source is new and nothing is expected of it
SPREADS = 4.0  # a run farther from the median than so many spreads is no chance
SPREAD_OF_NORMAL = 1.4826  # what makes a median distance comparable with a standard deviation
LEAST_DROP_SHARE = 0.5  # of the usual number: a board that loses less has filled its jobs
LEAST_DROP = 5.0  # postings: a board with a handful may lose most of them on one day
BROKEN_JUMP = 0.2  # of the rows
LACKING_JUMP = 0.3  # of the postings
ENOUGH_JUDGED = 10  # postings that a share can be told from

FIELDS = ("text", "place", "date", "pay", "employment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a source usually yields, and from where on a run is unusual."""

    runs: int  # how many it was learnt from
    found: float
    least_found: float  # fewer is a cliff
    broken_share: float
    most_broken_share: float
    lacking: dict[str, float]  # the share of postings without a field, for the fields that can be told


def expected_of(runs: Sequence[Run], since: datetime | None = None) -> Expected | None:
    """Return what the runs (the newest first) lead to expect, None where too few of them were complete.

    `since` is when the source came to its present level: earlier runs say nothing.
    """
    telling = [run for run in runs if is_telling(run) and (since is None or run.started_at >= since)][:RECENT_RUNS]
    if len(telling) < FEWEST_RUNS:
        return None
    found, spread = _middle(telling, lambda run: run.found)
    broken, broken_spread = _middle(telling, broken_share)
    return Expected(
        runs=len(telling),
        found=found,
        least_found=found - max(SPREADS * spread, LEAST_DROP_SHARE * found, LEAST_DROP),
        broken_share=broken,
        most_broken_share=broken + max(SPREADS * broken_spread, BROKEN_JUMP),
        lacking=lacking_shares(telling),
    )


def _middle(runs: Iterable[Run], of: Callable[[Run], float]) -> tuple[float, float]:
    """Return the median of a figure, and its spread."""
    values = [of(run) for run in runs]
    middle = median(values)
    return middle, SPREAD_OF_NORMAL * median(abs(value - middle) for value in values)


def broken_share(run: Run) -> float:
    """Return which share of a run's rows could not be read, 0 to 1."""
    return run.broken / run.found if run.found else 0.0


def lacking_shares(runs: Iterable[Run]) -> dict[str, float]:
    """Return for each field in which share of the runs' postings it was missing; {} where too few were looked at."""
    judged, lacking = 0, dict.fromkeys(FIELDS, 0)
    for run in runs:
        judged += run.judged
        for name in FIELDS:
            lacking[name] += run.lacking.get(name, 0)
    return {name: count / judged for name, count in lacking.items()} if judged >= ENOUGH_JUDGED else {}


def enough_judged(runs: Iterable[Run]) -> list[Run]:
    """Return the newest runs that together looked at enough postings to tell a share from, all of them if need be."""
    chosen, judged = list[Run](), 0
    for run in runs:
        if judged >= ENOUGH_JUDGED:
            break
        chosen.append(run)
        judged += run.judged
    return chosen


def fields_lacking(posting: Posting) -> list[str]:
    """Return which of FIELDS a posting does not have, whatever became of them: the board's silence or our reading."""
    has = {
        "text": posting.text,
        "place": posting.locations or posting.country or posting.workplace or posting.eligibility,
        "date": posting.posted_at,
        "pay": posting.pay or posting.pay_text,
        "employment": posting.employment,
    }
    return [name for name in FIELDS if not has[name]]
