"""Add, try and switch the boards that are read; say in plain words how each one is doing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from jobfinder.domain.condition import HealthState
from jobfinder.domain.health_words import Health as Health
from jobfinder.domain.health_words import health_of as health_of
from jobfinder.domain.posting import Broken, Posting
from jobfinder.domain.source import Source, source_key
from jobfinder.domain.source_alarms import alarm_key
from jobfinder.errors import JobFinderError, Permanent, Retryable
from jobfinder.ports import Board, Page, Ports, Request, SourceType, Store
from jobfinder.usecases.look_up import looks_like_url

MOST_TRIAL_PAGES = 3  # a trial asks no more of a board than it needs


@dataclass(frozen=True, slots=True)
class AddedSource:
    """What became of a URL that was to be added; `one_posting` is its id where the URL named one posting only."""

    source: Source
    was_known: bool
    one_posting: str = ""


def recognised_source(url: str, ports: Ports, *, company: str = "", every_hours: float | None = None) -> AddedSource:
    """Return the source a URL stands for, not yet saved. Raises Permanent where it is no address of a board."""
    found = ports.recognise(url) if looks_like_url(url) else None
    if found is None:
        raise Permanent(
            "This is not the address of a board, a feed or a page",
            where=url,
            todo="Open the company's list of jobs in a browser and copy the address from there.",
        )
    kind, board = found
    known = ports.store.source(source_key(kind.type, board.id))
    source = known or source_of(kind, board, url, ports)
    source = replace(source, company=company or source.company, every_hours=every_hours or source.every_hours)
    return AddedSource(source, known is not None, board.native_id)


def source_of(kind: SourceType, board: Board, url: str, ports: Ports) -> Source:
    """Return the source that reads a board, not yet saved; `url` is how it was named."""
    return Source(
        key=source_key(kind.type, board.id),
        type=kind.type,
        board=board.id,
        url=board.url or url,
        company=board.company,
        endpoint=board.endpoint,
        every_hours=ports.limits.scrape_every_hours,
        added_at=ports.clock(),
    )


def add_source(url: str, ports: Ports, *, company: str = "", every_hours: float | None = None) -> AddedSource:
    """Add the board that a URL belongs to, or change the settings of one that is known. Raises Permanent."""
    added = recognised_source(url, ports, company=company, every_hours=every_hours)
    ports.store.save_source(replace(added.source, enabled=True))
    return added


def switch_source(source: Source, ports: Ports, *, enabled: bool) -> Source:
    """Switch a source on or off; what was found there stays.

    Switched on, it begins anew: out of quarantine, due at once, and its next trouble is news.
    """
    changed = replace(source, enabled=enabled)
    ports.store.save_source(changed)
    end_alarms(source, ports)
    if enabled and source.condition.state is not HealthState.HEALTHY:
        return ports.store.heal_source(source.key)
    return changed


def with_filtered(source: Source, store: Store) -> Source:
    """Return a source whose newest run says how many postings the rules turned away, of those scored by now."""
    from jobfinder.usecases.scrape import filtered_in

    if not source.runs:
        return source
    newest = replace(source.runs[0], filtered=filtered_in(source.runs[0], store))
    return replace(source, runs=(newest, *source.runs[1:]))


def end_alarms(source: Source, ports: Ports) -> None:
    """End the alarms about a source that somebody has seen to."""
    from jobfinder.usecases.alerts import recovered

    if episode := source.condition.episode:
        for symptom in episode.told:
            recovered(alarm_key(source, symptom, episode), ports)


# -- trying one out ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Trial:
    """What a board answered when it was tried out; nothing was stored. `error` is what went wrong, if anything."""

    source: Source
    postings: list[Posting] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    total: int | None = None  # how many postings the board says it has
    has_more: bool = False  # there were more pages than a trial reads
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    error: JobFinderError | None = None

    @property
    def works(self) -> bool:
        """Return whether postings could be read."""
        return self.error is None and bool(self.postings)


def try_source(source: Source, ports: Ports, *, most_pages: int = MOST_TRIAL_PAGES) -> Trial:
    """Read the first pages of a board as a scrape would, store nothing, and return what came."""
    kind, trial, began = ports.source_type(source.type), Trial(source), time.monotonic()
    board = Board(source.board, source.endpoint, source.company, url=source.url)
    try:
        for page in _first_pages(kind, board, ports, trial, most_pages):
            trial.postings += page.postings
            trial.broken += page.broken
            trial.total = page.total if page.total is not None else trial.total
    except (Retryable, Permanent) as error:
        trial.error = error
    trial.seconds = time.monotonic() - began
    return trial


def _first_pages(kind: SourceType, board: Board, ports: Ports, trial: Trial, most_pages: int) -> Iterator[Page]:
    request: Request | None = kind.first(board)
    while request is not None and trial.requests < most_pages:
        body = ports.fetcher.fetch(request).body
        trial.requests += 1
        trial.bytes += len(body)
        page = kind.parse(body, board, request)
        yield page
        request = page.next
    trial.has_more = request is not None
