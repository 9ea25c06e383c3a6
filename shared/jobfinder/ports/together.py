"""Everything a use case may reach, in one object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time

from jobfinder.domain.environments import Environment
from jobfinder.domain.facts import Facts
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Posting
from jobfinder.ports.boards import Board, SourceType
from jobfinder.ports.bus import Bus
from jobfinder.ports.fetching import Fetcher
from jobfinder.ports.models import Models
from jobfinder.ports.notifying import NoNotifier, Notifier
from jobfinder.ports.store import Store

Clock = Callable[[], datetime]  # returns the present moment, in UTC
NewToken = Callable[[], str]  # returns a token no one else has
CleanText = Callable[[str], str]  # HTML or plain text in, readable plain text out


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long, how often, how many: from the configuration."""

    min_match_score: int
    lease_seconds: float = 120.0
    max_attempts: int = 5
    first_wait_seconds: float = 30.0  # after a first failure; each further one doubles it
    scrape_every_hours: float = 6.0
    first_turn_within_seconds: float = 60.0  # a board whose site is busy for longer comes back; five times in the cloud
    scrape_seconds: float = 480.0  # a board that takes longer goes on the next time: below the function's time-out
    watch_every_seconds: float = 0.1  # how often the one-machine runtime looks for new items
    succeeded_retention_days: int | None = 7
    failed_retention_days: int | None = 7
    match_retention_days: int | None = None
    check_batch: int = 50  # listings looked at in one run of check_listings
    check_after_days: float = 2.0  # a posting that was seen since is not looked at again
    digest_min_score: int | None = None  # None: every match
    digest_max_matches: int = 10
    digest_when_empty: bool = False
    quiet_hours: tuple[time, time] | None = None  # from and until, UTC: nothing is sent but urgent alarms
    alerts_per_hour: int = 6  # messages; what is more is told together
    alert_from_retries: int = 25  # items that wait to be tried again


@dataclass(frozen=True, kw_only=True)
class Ports:
    """Everything a use case may reach, put together by `wiring.py`; tests put together their own.

    `read` extracts the facts of a listing's posting; `jitter` returns a number from 0 to 1; `profile` may be some
    seconds old; `stopping` turns true when the process has been asked to end.
    """

    environment: Environment
    limits: Limits
    store: Store
    fetcher: Fetcher
    bus: Bus
    source_type: Callable[[str], SourceType]
    recognise: Callable[[str], tuple[SourceType, Board] | None]
    clean_text: CleanText
    read: Callable[[Posting], Facts]
    profile: Callable[[], Profile | None]
    clock: Clock
    new_token: NewToken
    jitter: Callable[[], float]
    stopping: Callable[[], bool] = lambda: False
    forget_old_logs: Callable[[datetime], int] = lambda now: 0  # deletes log files past their retention; how many
    notifier: Notifier = field(default_factory=NoNotifier)
    alerter: Notifier = field(default_factory=NoNotifier)  # where alarms go
    models: Models | None = None  # None: no model reads, which is the default

    def close(self) -> None:
        """Let go of the store and of idle connections."""
        self.store.close_store()
        self.fetcher.close()
        for choice in self.models.choices if self.models else ():
            choice.extractor.close()
