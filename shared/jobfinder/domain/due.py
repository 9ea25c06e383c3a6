"""Which sources are read now: those due by schedule and health, in an order that is fair to every vendor.

A vendor with three hundred boards gets its share of a tick and no more: the rest of it comes in the next ones, the
longest overdue first, while every other vendor's boards are read in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest

from jobfinder.domain.condition import HealthState
from jobfinder.domain.source import Source
from jobfinder.domain.urls import split_web_url

MOST_OF_ONE_SITE = 60  # in a tick of 15 minutes: at one request a second, room for some details of each
ANY_SITE = frozenset({"feed", "jobposting_page", "sitemap"})  # kinds of source that are no vendor: the host is
SLOW_SECONDS = 60.0


def due_sources(sources: Iterable[Source], now: datetime, *, everything: bool = False) -> list[Source]:
    """Return the sources to read now, in the order to ask for them; none that is off, or in quarantine before its time.

    With `everything` schedules and shares do not count: somebody asks by hand.
    """
    wanted = [source for source in sources if source.enabled and _is_wanted(source, now, everything=everything)]
    by_site: dict[str, list[Source]] = defaultdict(list)
    for source in sorted(wanted, key=_longest_overdue_first):
        by_site[site_of(source)].append(source)
    most = len(wanted) if everything else MOST_OF_ONE_SITE
    return in_turns([boards[:most] for boards in by_site.values()])


def _is_wanted(source: Source, now: datetime, *, everything: bool) -> bool:
    is_due = source.next_run_at is None or source.next_run_at <= now
    return is_due or (everything and source.condition.state is not HealthState.QUARANTINED)


def _longest_overdue_first(source: Source) -> tuple[datetime, str]:
    return source.next_run_at or source.added_at, source.key


def in_turns(sites: Sequence[Sequence[Source]]) -> list[Source]:
    """Return one source of each site in turn, so that no worker waits for a site while another could be read."""
    return [source for turn in zip_longest(*sites) for source in turn if source is not None]


def site_of(source: Source) -> str:
    """Return whose machines a source's requests go to: its vendor, or the host of a page, a feed or a mirror."""
    address = source.endpoint or (source.url if source.type in ANY_SITE else "")
    parts = split_web_url(address) if address else None
    return parts.netloc.casefold() if parts else source.type


def message_for(source: Source) -> dict[str, str]:
    """Return the message that asks for a source to be read; one that takes long says so."""
    return {"source": source.key, "pace": "slow"} if is_slow(source) else {"source": source.key}


def is_slow(source: Source) -> bool:
    """Return whether a source takes long or may not answer at all: then it waits for workers of its own."""
    return source.condition.state is HealthState.QUARANTINED or any(
        run.seconds > SLOW_SECONDS for run in source.runs[:1]
    )
