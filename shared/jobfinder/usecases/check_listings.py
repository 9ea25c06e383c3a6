"""Look again at postings that no board vouches for: what is gone is closed, what is unclear stays as it is.

A board that lists all it has is trusted: its complete scrape closes what is missing from it. What is left are postings
of feeds, of single pages, of boards that cannot be read any more. A run looks at a few, those unseen for longest first,
and only where somebody may still apply: the job has a match that is new, saved, applied or interviewing.

When a posting was last looked at stands in one mark for all of them: a run costs one read and a write for every
SAVE_EVERY postings, not one for each. Stopped or killed, it goes on where it stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from jobfinder import log
from jobfinder.domain.closing import Closing, closed_by_date, closed_in_words, is_about, led_elsewhere
from jobfinder.domain.match import MatchState
from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import Outcome
from jobfinder.domain.urls import canonical_url, split_web_url
from jobfinder.errors import Blocked, Gone, Misconfigured, Permanent, Retryable
from jobfinder.ports import Ports, Request
from jobfinder.usecases.posting_page import PostingPage, read_page

WATCHED = (MatchState.NEW, MatchState.SAVED, MatchState.APPLIED, MatchState.INTERVIEWING)
MARK = "checked-listings"
MOST_REMEMBERED = 10_000  # of about 26 characters each
MOST_SECONDS = 420.0  # below the function's time-out
READ_AT_ONCE = 200
SAVE_EVERY = 10
_ID_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Closed:
    """A listing that was closed, and why."""

    listing_id: str
    title: str
    closing: Closing


@dataclass(slots=True)
class Check:
    """What a run found; `left` says that there was more to look at than one run takes."""

    closed: list[Closed] = field(default_factory=list)
    still_open: int = 0
    unclear: int = 0
    requests: int = 0
    left: bool = False


def check_listings(ports: Ports) -> Check:
    """Look at the postings that were not seen for long and close those that are gone, with evidence."""
    run = _Run(ports)
    for job in run.jobs():
        for listing in run.due_copies(job):
            if run.is_over():
                run.found.left = True
                return run.end()
            run.look_at(listing)
    return run.end()


class _Run:
    """One run in progress."""

    def __init__(self, ports: Ports) -> None:
        self.found = Check()
        self._ports, self._began_at = ports, ports.clock()
        self._unseen_since = self._began_at - timedelta(days=ports.limits.check_after_days)
        self._seen = _Seen(ports)
        self._trusted = _complete_boards(ports)
        self._refusing: set[str] = set()  # sites that asked us to stay away
        self._to_close: list[Closed] = []
        self._unsaved = 0

    # -- what to look at

    def jobs(self) -> list[Listing]:
        """Return the canonical listings of the jobs that may be due, those unseen for longest first."""
        heads = self._ports.store.match_heads(states=WATCHED)
        ids = sorted(
            {head.listing_id for head in heads if head.outcome is Outcome.MATCHED or head.state in WATCHED[1:]}
        )
        due: list[Listing] = []
        for start in range(0, len(ids), READ_AT_ONCE):
            chunk = ids[start : start + READ_AT_ONCE]
            closed = self._ports.store.closed_jobs(chunk)
            known = self._ports.store.listings([one for one in chunk if one not in closed])
            due += [listing for listing in known.values() if self._may_be_due(listing)]
        return sorted(due, key=lambda listing: (self._seen_at(listing), listing.id))

    def _may_be_due(self, listing: Listing) -> bool:
        is_closed = listing.state is ListingState.CLOSED  # then a copy keeps the job open
        return is_closed or self._is_due(listing) or closed_by_date(listing.posting, self._began_at) is not None

    def due_copies(self, job: Listing) -> Iterator[Listing]:
        """Yield the listings of a job to look at: none while a board that lists everything vouches for it."""
        copies = [copy for copy in self._ports.store.links(job.id) if copy.state is not ListingState.CLOSED]
        expired = [copy for copy in copies if closed_by_date(copy.posting, self._began_at)]
        yield from expired
        running = [copy for copy in copies if copy not in expired]
        if any(self._trusted_at(copy) > self._unseen_since for copy in running):
            self._remember(job)
        else:
            yield from sorted(filter(self._is_due, running), key=self._seen_at)

    def _is_due(self, listing: Listing) -> bool:
        return self._seen_at(listing) <= self._unseen_since

    def _seen_at(self, listing: Listing) -> datetime:
        return max(listing.last_seen_at, self._seen.at(listing.id), self._trusted_at(listing))

    def _trusted_at(self, listing: Listing) -> datetime:
        return self._trusted.get(listing.source_key, NEVER)

    def is_over(self) -> bool:
        """Return whether this run has done its part."""
        seconds = (self._ports.clock() - self._began_at).total_seconds()
        spent = self.found.requests >= self._ports.limits.check_batch or seconds > MOST_SECONDS
        return spent or self._ports.stopping()

    # -- looking

    def look_at(self, listing: Listing) -> None:
        """Find out whether a listing is still open; nothing that goes wrong with it reaches the others."""
        closing = closed_by_date(listing.posting, self._began_at) or self._closing_of(listing)
        if closing:
            self._to_close.append(Closed(listing.id, listing.posting.title, closing))
        self._remember(listing)
        if self._unsaved >= SAVE_EVERY:
            self._save()

    def _closing_of(self, listing: Listing) -> Closing | None:
        """Return why a listing is closed, by its page; None where it is open or nobody can tell."""
        site = _site(listing.posting.url)
        if not site or site in self._refusing:
            self.found.unclear += 1
            return None
        self.found.requests += 1
        try:
            page = read_page(self._ports.fetcher.fetch(Request(url=listing.posting.url)), self._ports)
        except Gone as gone:
            return Closing("its page is gone", str(gone))
        except (Retryable, Permanent) as error:
            if isinstance(error, Blocked):
                self._refusing.add(site)
            self.found.unclear += 1
            log.event(f"a posting could not be looked at: {error}", logging.DEBUG, listing_id=listing.id)
            return None
        closing, is_open = verdict_on(page, listing, self._began_at)
        self.found.still_open += is_open
        self.found.unclear += not is_open and closing is None
        return closing

    # -- keeping

    def _remember(self, listing: Listing) -> None:
        self._seen.now(listing.id, self._ports.clock())
        self._unsaved += 1

    def _save(self) -> None:
        """Close what is gone, then remember what was looked at: a crash in between only repeats a look."""
        if self._to_close:
            self._ports.store.close([one.listing_id for one in self._to_close], self._ports.clock())
        for one in self._to_close:
            log.event(f"closed “{one.title}”: {one.closing.why}", listing_id=one.listing_id, proof=one.closing.evidence)
        self.found.closed += self._to_close
        self._to_close = []
        self._seen.save()
        self._unsaved = 0

    def end(self) -> Check:
        """Keep the rest and say how it went."""
        if self._unsaved:
            self._save()
        found = self.found
        log.event(
            "checked listings",
            closed=len(found.closed),
            still_open=found.still_open,
            unclear=found.unclear,
            requests=found.requests,
            left=found.left,
        )
        return found


def verdict_on(page: PostingPage, listing: Listing, now: datetime) -> tuple[Closing | None, bool]:
    """Return why a page shows that its posting is closed, if it does, and whether it shows that it is open."""
    posting = listing.posting
    if closing := closed_in_words(page.text, posting):
        return closing, False
    own = [one for one in page.postings if one.native_id == posting.native_id or is_about(one.title, posting)]
    if own:
        dated = [closed_by_date(one, now) for one in own]
        return (dated[0], False) if all(dated) else (None, True)
    closing = led_elsewhere(posting, page.url, page.headline)
    is_same_page = canonical_url(page.url) == canonical_url(posting.url)
    return closing, closing is None and is_same_page and is_about(page.headline, posting)


# -- who was seen when ------------------------------------------------------------------------------------------------

NEVER = datetime.min.replace(tzinfo=UTC)


class _Seen:
    """When each listing was last looked at, to the minute: `<first 16 characters of its id>=<minutes since 1970>`."""

    def __init__(self, ports: Ports) -> None:
        self._store = ports.store
        self._text = self._store.mark(MARK)
        self._minutes = _parsed(self._text)

    def at(self, listing_id: str) -> datetime:
        minutes = self._minutes.get(listing_id[:_ID_CHARACTERS])
        return NEVER if minutes is None else datetime.fromtimestamp(minutes * 60, UTC)

    def now(self, listing_id: str, moment: datetime) -> None:
        self._minutes[listing_id[:_ID_CHARACTERS]] = int(moment.timestamp() // 60)

    def save(self) -> None:
        """Keep it; what another run has kept meanwhile is added. Lost, it would only mean one look too many."""
        if not self._store.swap_mark(MARK, self._text, self._written()):
            self._text = self._store.mark(MARK)
            theirs = _parsed(self._text)
            self._minutes = {
                key: max(theirs.get(key, 0), self._minutes.get(key, 0)) for key in {*theirs, *self._minutes}
            }
            self._store.swap_mark(MARK, self._text, self._written())
        self._text = self._written()

    def _written(self) -> str:
        newest = sorted(self._minutes.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_REMEMBERED]
        return " ".join(f"{key}={minutes}" for key, minutes in newest)


def _parsed(text: str | None) -> dict[str, int]:
    pairs = (part.partition("=") for part in (text or "").split())
    return {
        key: int(minutes) for key, _, minutes in pairs if minutes.isascii() and minutes.isdigit() and len(minutes) < 10
    }


def _complete_boards(ports: Ports) -> dict[str, datetime]:
    """Return when each board that lists all it has was last read to its end."""
    boards = (source for source in ports.store.sources() if source.enabled)
    return {
        source.key: source.last_complete_at
        for source in boards
        if source.last_complete_at and _is_whole(source.type, ports)
    }


def _is_whole(source_type: str, ports: Ports) -> bool:
    try:
        return ports.source_type(source_type).whole_board
    except Misconfigured:  # a kind of source that this release does not have: then nobody vouches for it
        return False


def _site(url: str) -> str:
    parts = split_web_url(url)
    return parts.netloc.casefold() if parts else ""
