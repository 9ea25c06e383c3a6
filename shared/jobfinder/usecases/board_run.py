"""One run over one board: fetch its pages, tell new from known, store what is new, close what is gone.

Whatever goes wrong at the board ends up in the run's completeness and words; what goes wrong in our store is raised.
A broken row never costs its neighbours, and only a complete run closes listings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jobfinder.domain.closing import closed_by_date
from jobfinder.domain.expectation import fields_lacking
from jobfinder.domain.identity import choose_canonical, content_hash
from jobfinder.domain.ids import listing_id
from jobfinder.domain.posting import Broken, ListingState, Posting
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.domain.urls import canonical_url
from jobfinder.errors import Blocked, Gone, JobFinderError, Misconfigured, NotYet, Permanent, Retryable
from jobfinder.ports import Arrival, Board, Page, Ports, Request, Stamp
from jobfinder.usecases.arrive import arrival_of
from jobfinder.usecases.board_requests import BoardRequests
from jobfinder.usecases.unchanged import Memory

CHUNK = 100  # listings in one commit: two writes each, below Firestore's 500
MOST_PAGES = 1000  # a board that never says "last page" ends here
ZEROS_TO_BELIEVE = 3  # empty answers in a row before a board that once had postings is believed to be empty


class BoardRun:
    """One scrape in progress."""

    def __init__(self, source: Source, ports: Ports, trace_id: str) -> None:
        self._source, self._ports, self._trace_id = source, ports, trace_id
        self._kind = ports.source_type(source.type)
        self._board = Board(source.board, source.endpoint, source.company, url=source.url)
        self._started_at = ports.clock()
        self._counts: Counter[str] = Counter()
        self._memory = Memory(source, self._board, self._kind, ports)
        self._requests = BoardRequests(self._memory, ports, self._counts, self._left_seconds)
        self._lacking: Counter[str] = Counter()  # postings by the field they have not
        self._seen: set[str] = set()
        self._open_before: dict[str, Stamp] = {}
        self._first_broken = ""
        self._unnamed_broken = 0
        self._limited_by = ""  # why this run is less than complete
        self._failure: JobFinderError | None = None  # what ended the paging

    def run(self) -> Run:
        """Read the whole board, unless it says that nothing has changed, and return what was found.

        Raises Retryable when our store does not answer, NotYet when others read the site and nothing was sent yet.
        """
        if self._is_unchanged():
            return self._report(Completeness.COMPLETE)
        run = self._read()
        self._memory.keep(run, self._seen)
        return run

    def _read(self) -> Run:
        if self._kind.whole_board and self._failure is None:
            self._open_before = self._ports.store.open_stamps(self._source.key)
        for page in self._pages():
            self._take(page)
        completeness = self._completeness()
        if completeness is Completeness.COMPLETE and self._kind.whole_board:
            self._close_missing()
        return self._report(completeness)

    # -- fetching

    def _pages(self) -> Iterator[Page]:
        request: Request | None = None if self._failure else self._kind.first(self._board)
        asked: set[Request] = set()
        while request is not None:
            if self._ports.stopping():
                return self._limit("the run was stopped before its end")
            if self._has_taken_too_long():
                return None
            if request in asked or len(asked) >= MOST_PAGES:
                return self._limit(f"the board's paging has no end (stopped after {len(asked)} pages)")
            asked.add(request)
            try:
                page = self._kind.parse(self._requests.page(request), self._board, request)
            except (Retryable, Permanent, Misconfigured) as failure:  # misconfigured: the board's key is missing
                return self._end(failure)
            yield page
            if page.next is None:
                self._check_total(page)
            request = page.next
        return None

    def _is_unchanged(self) -> bool:
        """Return whether the board says that it is as it was, and count what it holds."""
        try:
            known = self._requests.unchanged()
        except (Retryable, Permanent, Misconfigured) as failure:
            self._end(failure)
            return False
        if known is not None:
            self._counts.update(found=known.found, known=known.found - known.broken, broken=known.broken)
            self._first_broken = known.first_broken
        return known is not None

    def _end(self, failure: JobFinderError) -> None:
        """End the paging; a run that could not even begin since others read the site is none. Raises NotYet."""
        if isinstance(failure, NotYet) and self._requests.none_sent:
            raise failure
        self._failure = failure

    def _check_total(self, page: Page) -> None:
        rows = self._counts["found"] + self._counts["repeated"]
        if page.total is not None and rows < page.total:
            self._limit(f"the board says it has {page.total} postings and gave {rows}")

    # -- reading

    def _take(self, page: Page) -> None:
        for broken in page.broken:
            self._take_broken(broken)
        fresh = [pair for posting in page.postings if (pair := self._first_sight(posting))]
        for start in range(0, len(fresh), CHUNK):
            self._take_chunk(fresh[start : start + CHUNK])

    def _take_broken(self, broken: Broken) -> None:
        self._counts["found"] += 1
        self._note_broken(f"{broken.which}: {broken.why}")
        if broken.native_id:
            self._seen.add(listing_id(self._source.key, broken.native_id))
        else:
            self._unnamed_broken += 1

    def _note_broken(self, words: str) -> None:
        self._counts["broken"] += 1
        self._first_broken = self._first_broken or words

    def _first_sight(self, posting: Posting) -> tuple[str, Posting] | None:
        identity = listing_id(self._source.key, posting.native_id)
        if identity in self._seen:
            self._counts["repeated"] += 1
            return None
        self._seen.add(identity)
        self._counts["found"] += 1
        if not self._kind.has_details:  # there it is known with the details only
            self._judge(posting)
        return identity, posting

    def _judge(self, posting: Posting) -> None:
        """Count what a posting lacks, as the board sends it: a field that most of them lose is a sign."""
        self._counts["judged"] += 1
        self._lacking.update(fields_lacking(posting))

    def _take_chunk(self, chunk: list[tuple[str, Posting]]) -> None:
        not_open = [identity for identity, _ in chunk if identity not in self._open_before]
        stamps = {**self._open_before, **(self._ports.store.stamps(not_open) if not_open else {})}
        new: list[Arrival] = []
        changed: list[Arrival] = []
        for identity, posting in chunk:
            stamp, version = stamps.get(identity), content_hash(posting)
            if stamp and stamp.content_hash == version and not self._comes_back(stamp, posting):
                self._counts["known"] += 1
            elif arrival := self._arrive(posting, version, stamp):
                (changed if stamp else new).append(arrival)
        self._keep(new, changed)

    def _comes_back(self, stamp: Stamp, posting: Posting) -> bool:
        """Return whether a listing that was closed is open again; what a feed still names may have gone long ago."""
        if stamp.state is not ListingState.CLOSED or closed_by_date(posting, self._started_at):
            return False
        return self._kind.whole_board or canonical_url(posting.url) == canonical_url(self._board.id)

    def _arrive(self, posting: Posting, version: str, stamp: Stamp | None) -> Arrival | None:
        if self._kind.has_details and self._has_taken_too_long():
            return None
        try:
            whole = self._with_detail(posting)
        except (Retryable, Permanent) as failure:  # unknown still: the next run tries again
            self._limit(f"the text of {posting.native_id} could not be fetched: {failure}")
            self._note_broken(f"{posting.native_id}: {failure}")
            return None
        reopened = stamp is not None and stamp.state is ListingState.CLOSED
        self._counts["reopened"] += reopened
        return arrival_of(
            whole,
            self._source.key,
            self._ports.clean_text,
            now=self._started_at,
            trace_id=self._trace_id,
            version=version,
            occasion=f" since {self._started_at.isoformat()}" if stamp else "",
        )

    def _with_detail(self, posting: Posting) -> Posting:
        request = self._kind.detail(posting, self._board) if self._kind.has_details else None
        if request is None:
            return posting
        try:
            whole = self._kind.parse_detail(self._requests.detail(request), posting)
        except Gone:  # the board still lists it: what the list says of it is kept, and read
            return posting
        self._judge(whole)
        return whole

    # -- storing

    def _keep(self, new: list[Arrival], changed: list[Arrival]) -> None:
        if new:
            self._counts.update(added.as_what for added in self._ports.store.add(new, choose_canonical))
        if changed:
            self._ports.store.change(changed)
            self._counts["changed"] += len(changed)

    def _close_missing(self) -> None:
        missing = [identity for identity in self._open_before if identity not in self._seen]
        if missing and self._unnamed_broken and self._more_broken_than_before():
            return self._limit("nothing was closed: rows that could not be read may be the missing ones")
        for start in range(0, len(missing), CHUNK):
            self._ports.store.close(missing[start : start + CHUNK], self._started_at)
        self._counts["closed"] += len(missing)
        return None

    def _more_broken_than_before(self) -> bool:
        """Return whether a listing may hide behind a broken row: one that was broken before hid nothing then."""
        before = next((run for run in self._source.runs if run.completeness is Completeness.COMPLETE), None)
        return before is None or self._counts["broken"] > before.broken

    # -- reporting

    def _completeness(self) -> Completeness:
        found, broken = self._counts["found"], self._counts["broken"]
        if self._failure:
            return self._failed(self._failure)
        if found and found == broken:
            self._limit(f"{found} rows came and none could be read")
            return Completeness.FAILED
        if self._limited_by:
            return Completeness.PARTIAL
        if found or self._zero_is_believable():
            return Completeness.COMPLETE
        self._limit("the board answered, but with no postings at all")
        return Completeness.SUSPICIOUS_ZERO

    def _failed(self, failure: JobFinderError) -> Completeness:
        self._limit(str(failure))
        if self._counts["found"]:
            return Completeness.PARTIAL
        if isinstance(failure, Gone):
            return Completeness.GONE
        return Completeness.BLOCKED if isinstance(failure, Blocked) else Completeness.FAILED

    def _retry_after_seconds(self) -> float:
        return self._failure.after_seconds or 0.0 if isinstance(self._failure, Retryable) else 0.0

    def _zero_is_believable(self) -> bool:
        """Return whether an empty answer may be true: not at first, and only of a board that once had postings."""
        before = self._source.runs[: ZEROS_TO_BELIEVE - 1]
        if before and before[0].completeness is Completeness.COMPLETE and before[0].found == 0:
            return True
        zeros = [run for run in before if run.completeness is Completeness.SUSPICIOUS_ZERO]
        return len(zeros) == ZEROS_TO_BELIEVE - 1 and self._source.last_complete_at is not None

    def _has_taken_too_long(self) -> bool:
        """Return whether this run has had its time: a slow board goes on where it stopped, the next time."""
        most = self._ports.limits.scrape_seconds
        if self._seconds() > most:
            self._limit(f"it took longer than {most:.0f} s; the next reading goes on")
        return self._seconds() > most

    def _seconds(self) -> float:
        return (self._ports.clock() - self._started_at).total_seconds()

    def _left_seconds(self) -> float:
        return self._ports.limits.scrape_seconds - self._seconds()

    def _limit(self, why: str) -> None:
        self._limited_by = self._limited_by or why

    def _report(self, completeness: Completeness) -> Run:
        counted = {name: number for name, number in self._counts.items() if name != "repeated"}
        return Run(
            source_key=self._source.key,
            started_at=self._started_at,
            seconds=self._seconds(),
            completeness=completeness,
            lacking=dict(self._lacking),
            unusual="",  # the source's history tells
            first_broken=self._first_broken,
            error=self._limited_by,
            retry_after_seconds=self._retry_after_seconds(),
            trace_id=self._trace_id,
            **counted,
        )
