"""What language models have cost: by day, by source and model, and for each match they had a part in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobfinder.domain.usage import Spent, UsageDay, day_of, without_lost
from jobfinder.ports import Store


@dataclass(frozen=True, slots=True)
class Costs:
    """The days that had any usage, the newest first, and the same money by source and model, the dearest first."""

    days: tuple[UsageDay, ...]
    by_source: tuple[Spent, ...]

    @property
    def micros(self) -> int:
        """Return what all of it cost, in millionths of a dollar."""
        return sum(day.micros for day in self.days)

    @property
    def matches(self) -> int:
        """Return how many of the listings read became a match."""
        return sum(day.matches for day in self.days)

    @property
    def micros_per_match(self) -> int | None:
        """Return what a match cost, the readings that came to nothing included; None where there was none."""
        return round(self.micros / self.matches) if self.matches else None


def costs(store: Store, now: datetime, *, days: int) -> Costs:
    """Return what the last days have cost, today (UTC) included."""
    since = day_of(now - timedelta(days=days - 1))
    found = [without_lost(day, now) for day in store.usage(since)]
    return Costs(tuple(reversed(found)), _by_source(found))


def _by_source(days: Sequence[UsageDay]) -> tuple[Spent, ...]:
    rows: dict[tuple[str, str], Spent] = {}
    for row in (row for day in days for row in day.spent):
        key = (row.source, row.model)
        known = rows.get(key, Spent(source=row.source, model=row.model))
        rows[key] = replace(
            known,
            calls=known.calls + row.calls,
            matches=known.matches + row.matches,
            micros=known.micros + row.micros,
            tokens=known.tokens + row.tokens,
        )
    return tuple(sorted(rows.values(), key=lambda row: (-row.micros, row.source, row.model)))
