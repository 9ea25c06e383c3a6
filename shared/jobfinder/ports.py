"""What the use cases ask of the outside: a store, a fetcher, sources. Adapters answer; `wiring.py` picks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Protocol

from jobfinder.domain.environments import Environment
from jobfinder.domain.extraction.said import Extraction, Said
from jobfinder.domain.facts import Facts
from jobfinder.domain.match import Match, MatchState, Part
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Broken, Listing, ListingState, Posting
from jobfinder.domain.queue import Ending, ItemError, ItemStatus, Outcome, QueueItem, Ticket
from jobfinder.domain.source import Run, Source
from jobfinder.domain.usage import Price, Tokens, UsageDay
from jobfinder.errors import JobFinderError, Misconfigured

Clock = Callable[[], datetime]  # returns the present moment, in UTC
NewToken = Callable[[], str]  # returns a token no one else has
CleanText = Callable[[str], str]  # HTML or plain text in, readable plain text out


# -- fetching ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request to a board."""

    url: str
    method: str = "GET"
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    max_bytes: int = 5_000_000  # inflated; a board whose answers are larger says so by name
    keys: tuple[str, ...] = ()  # environment variables whose values stand as {NAME} in the URL or in a header


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A 2xx answer: `url` is where it came from after redirects, `body` is inflated, header names are lower-case."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str]


class Fetcher(Protocol):
    """The one way out to any URL that comes from data."""

    def fetch(self, request: Request) -> Response:
        """Return a 2xx response.

        Raises Refused (an address never to be fetched), Gone (404, 410), Blocked (401, 403, 429; carries Retry-After),
        Retryable (time-out, connection, 5xx), Unreadable (too large, too many redirects, broken encoding),
        Misconfigured (a key that the board asks for is not set).
        """
        ...

    def close(self) -> None:
        """Close idle connections."""
        ...


# -- sources ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Board:
    """Which board of a vendor: its id there, and where the vendor's API answers ("" for the vendor's own host)."""

    id: str
    endpoint: str = ""
    company: str = ""
    native_id: str = ""  # set where the URL named one posting
    url: str = ""  # the page a person would open


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one response held. `total` is how many postings the board says it has, None where it does not say."""

    postings: tuple[Posting, ...]
    broken: tuple[Broken, ...] = ()
    next: Request | None = None
    total: int | None = None


class SourceType(Protocol):
    """One kind of board; one file in `sources/` each. `parse` and `parse_detail` are pure."""

    type: str
    whole_board: bool  # a complete run lists every open posting, so what is missing from it is closed
    has_details: bool  # the list lacks the text; one more request per new posting brings it

    def recognise(self, url: str) -> Board | None:
        """Return the board that `url` belongs to, from any of its URL forms, or None where it is not of this kind."""
        ...

    def first(self, board: Board) -> Request:
        """Return the request that begins a scrape."""
        ...

    def parse(self, body: bytes, board: Board, request: Request) -> Page:
        """Return the postings of one response, broken rows apart. Raises Unreadable where nothing can be read."""
        ...

    def detail(self, posting: Posting, board: Board) -> Request | None:
        """Return the request for the posting's text, or None where the list had it."""
        ...

    def parse_detail(self, body: bytes, posting: Posting) -> Posting:
        """Return the posting completed by its detail response. Raises Unreadable."""
        ...


# -- the store --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a scrape needs to know of a known listing, in one keyed read."""

    listing_id: str
    content_hash: str
    state: ListingState


# Given a new listing and the known ones that share a merge key, return the id it repeats, or None; see identity.py.
Choose = Callable[[Listing, Sequence[Listing]], str | None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new listing and the queue item that will score it; written together or not at all."""

    listing: Listing
    item: QueueItem


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one arrival: `new`, `known` (someone else was first) or `duplicate` (of `canonical_id`)."""

    listing_id: str
    as_what: str
    canonical_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStats:
    """How many items stand where; `oldest_pending_at` tells a stall from a rush."""

    by_status: Mapping[str, int]
    by_outcome: Mapping[str, int]
    oldest_pending_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A claimed item that ended well, and its matches."""

    item: QueueItem
    ending: Ending
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchHead:
    """What ranking and a list need of a match, read without its verdicts; `parts` come without their `why`.

    `outcome` is that of the last decision: where it is not `matched`, the rules or the posting have changed since.
    """

    id: str
    search: str
    listing_id: str
    title: str
    company: str
    url: str
    place: str
    pay: str
    posted_at: datetime | None
    created_at: datetime
    scored_at: datetime
    score: int
    threshold: int
    parts: tuple[Part, ...]
    state: MatchState
    outcome: Outcome = Outcome.MATCHED


class Store(Protocol):
    """Where everything is kept. Every method raises Retryable when the store does not answer; none swallows an error.

    All moments are UTC. Methods that write many do so in as few atomic commits as the store allows.
    """

    # listings

    def stamps(self, listing_ids: Sequence[str]) -> dict[str, Stamp]:
        """Return the stamps of those listings that are known: one keyed read each."""
        ...

    def open_stamps(self, source_key: str) -> dict[str, Stamp]:
        """Return the stamps of all open listings of a source."""
        ...

    def add(self, arrivals: Sequence[Arrival], choose: Choose) -> list[Added]:
        """Create each listing with its item (two writes, one commit), in order; never overwrite one that exists.

        Where `choose` names a canonical listing, the new one is kept with its link to it and the item ends at once as
        `duplicate`, unless the new one tells more (identity.adds_to): then the job is read again. Choosing
        and creating are one transaction, so two boards arriving together cannot both win.

        `choose` is shown the listings of other sources that share a merge key, and those of the same source that are
        merged with any. Whatever it chooses, two listings of one source never end up in one merge.

        It is asked again without the merge it chose. Where it chooses another one, the listing is the link between
        them: they become one, under the one a user touched or else the first, which is scored again (a `rescore`
        item); the other's untouched matches go.
        """
        ...

    def change(self, arrivals: Sequence[Arrival]) -> None:
        """Replace known listings by new versions (state open again, also of closed ones) and create the items for them.

        `first_seen_at`, `canonical_id` and `split` of what was there stay.
        """
        ...

    def close(self, listing_ids: Sequence[str], now: datetime) -> None:
        """Mark listings closed."""
        ...

    def listings(self, listing_ids: Sequence[str]) -> dict[str, Listing]:
        """Return those of the listings that exist."""
        ...

    def links(self, listing_id: str) -> list[Listing]:
        """Return every listing of the same merge, the canonical one first; at least the listing itself if it exists."""
        ...

    def closed_jobs(self, listing_ids: Sequence[str]) -> set[str]:
        """Return those of the listings whose job is closed: they and every copy of them are; keyed reads only."""
        ...

    def split(self, listing_id: str, item: QueueItem) -> None:
        """Make a merged listing stand for itself for ever and create the item that scores it. Raises Permanent."""
        ...

    def find_listings(self, *, id_prefix: str = "", url: str = "", text: str = "", limit: int = 20) -> list[Listing]:
        """Return listings by a prefix of their id, by their (canonical) URL, or by words in title and company."""
        ...

    def each_listing(self, *, open_only: bool = True) -> Iterator[Listing]:
        """Yield listings, a bounded number in memory at a time."""
        ...

    # queue

    def enqueue(self, items: Sequence[QueueItem]) -> int:
        """Create items that do not exist yet; return how many were new."""
        ...

    def claim(self, ticket: Ticket, *, now: datetime, lease_seconds: float, token: str) -> QueueItem | None:
        """Take an item by one conditional write on its `update_time`; None where someone else has it or it is done.

        Only a pending item that is due, or a processing one whose lease has expired, can be taken: attempt + 1.
        """
        ...

    def claim_many(
        self, tickets: Sequence[Ticket], *, now: datetime, lease_seconds: float, token: str
    ) -> list[QueueItem]:
        """Take several items in as few commits as the store allows; return those that could be taken.

        Only items that were never tried: one that was may be what killed its worker, and must not take others along.
        Claim it alone. The lease has to last for the whole lot.
        """
        ...

    def finish_many(self, finished: Sequence[Finished], *, now: datetime) -> list[str]:
        """Finish several claimed items, each by the rules of `finish`, in as few commits as the store allows.

        Return the ids of those whose claim was lost: nothing is written for them, the others are finished.
        """
        ...

    def finish(self, item: QueueItem, ending: Ending, matches: Sequence[Match], *, now: datetime) -> None:
        """End a claimed item as succeeded and create or refresh its matches, in one atomic commit.

        A match that exists keeps its state, notes and history; where its search now decides otherwise, it gets that
        decision and stays stored (MatchHead.outcome tells). Raises LostClaim, writing nothing, if the claim is lost.
        """
        ...

    def wait(self, item: QueueItem, error: ItemError, *, not_before: datetime, now: datetime) -> None:
        """Put a claimed item back until `not_before`. Raises LostClaim."""
        ...

    def fail(self, item: QueueItem, error: ItemError, *, now: datetime) -> None:
        """End a claimed item as failed. Raises LostClaim."""
        ...

    def release(self, item: QueueItem, *, now: datetime) -> None:
        """Hand a claimed item back unfinished (a graceful stop): pending, due at once, the attempt not counted."""
        ...

    def due(self, *, now: datetime, limit: int) -> list[Ticket]:
        """Return pending items that are due and processing ones whose lease has expired, the oldest first."""
        ...

    def created_after(self, cursor: int, limit: int) -> tuple[list[QueueItem], int]:
        """Return items created after `cursor` and the cursor to go on from; 0 begins. For one machine's watcher."""
        ...

    def latest_cursor(self) -> int:
        """Return the cursor after which nothing has been created yet."""
        ...

    def next_due_at(self) -> datetime | None:
        """Return when the next unfinished item falls due, None where nothing is unfinished."""
        ...

    def item(self, item_id: str) -> QueueItem | None:
        """Return one item."""
        ...

    def items(
        self,
        *,
        status: ItemStatus | None = None,
        listing_id: str = "",
        id_prefix: str = "",
        limit: int = 50,
    ) -> list[QueueItem]:
        """Return items, the newest first."""
        ...

    def retry(self, item_ids: Sequence[str], *, now: datetime) -> int:
        """Make failed items pending with no attempts behind them; return how many were failed."""
        ...

    def queue_stats(self) -> QueueStats:
        """Return counts by status and outcome."""
        ...

    # matches

    def matches(
        self,
        *,
        search: str = "",
        states: Sequence[MatchState] = (),
        id_prefix: str = "",
        listing_ids: Sequence[str] = (),
    ) -> list[Match]:
        """Return matches, in no promised order (the score depends on the moment of reading)."""
        ...

    def match_heads(self, *, search: str = "", states: Sequence[MatchState] = ()) -> list[MatchHead]:
        """Return what ranking needs of the matches, in no promised order; ten thousand come in a blink."""
        ...

    def set_match_state(self, match_id: str, state: MatchState, note: str, *, now: datetime) -> Match:
        """Record what the user did. Raises Permanent where there is no such match."""
        ...

    # sources and runs

    def sources(self) -> list[Source]:
        """Return all sources, by key."""
        ...

    def source(self, key: str) -> Source | None:
        """Return one source with its runs."""
        ...

    def save_source(self, source: Source) -> None:
        """Create or replace a source's own settings; its runs and health stay."""
        ...

    def remove_source(self, key: str) -> bool:
        """Forget a source (its listings stay); return whether it was there."""
        ...

    def record_run(self, run: Run, *, next_run_at: datetime, failures_in_a_row: int) -> None:
        """Add a run to its source's history and set when the next one is due."""
        ...

    # profile

    def profile(self) -> Profile | None:
        """Return the profile, None where none was imported yet."""
        ...

    def save_profile(self, profile: Profile) -> None:
        """Replace the profile."""
        ...

    # models

    def extraction(self, extraction_id: str) -> Extraction | None:
        """Return what a model said about one version of a posting, None where it was not asked yet."""
        ...

    def keep_extraction(self, extraction: Extraction) -> None:
        """Keep what a model said; what was kept under its id before is replaced."""
        ...

    def usage(self, since: str) -> list[UsageDay]:
        """Return the days of the ledger from one on (2026-11-24), in order; days without any usage are not there."""
        ...

    def change_usage(self, day: str, change: Callable[[UsageDay], UsageDay]) -> UsageDay:
        """Replace one day of the ledger by what `change` makes of it, as if nobody else were at it.

        Where `change` raises, nothing is written; it may be asked more than once.
        """
        ...

    # house-keeping

    def delete_items(self, *, statuses: Sequence[ItemStatus], finished_before: datetime, limit: int) -> int:
        """Delete finished items older than a moment, at most `limit`; return how many."""
        ...

    def delete_matches(self, *, created_before: datetime, limit: int) -> int:
        """Delete untouched matches older than a moment, at most `limit`; return how many."""
        ...

    def environment(self) -> str | None:
        """Return what the database says it belongs to (the sentinel), None in a new one."""
        ...

    def set_environment(self, name: str) -> None:
        """Write the sentinel once. Raises Misconfigured where the database belongs to another environment."""
        ...

    def mark(self, name: str) -> str | None:
        """Return the small text kept under a name ("what the last digest told"), None where there is none."""
        ...

    def swap_mark(self, name: str, was: str | None, now: str) -> bool:
        """Keep a text under a name if what stands there still is `was` (None: nothing); return whether it was."""
        ...

    def close_store(self) -> None:
        """Let go of files and connections."""
        ...


# -- the bus ----------------------------------------------------------------------------------------------------------


class Bus(Protocol):
    """Pub/Sub as the use cases see it: a topic and a small JSON message, delivered at least once, unordered."""

    def publish(self, topic: str, messages: Iterable[Mapping[str, str]]) -> None:
        """Send messages. Raises Retryable."""
        ...


# -- models -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question to a model: what is the same for every listing first, so that the vendor's cache may keep it."""

    prefix: tuple[str, ...]  # instructions, profile
    text: str  # the posting between its marks
    schema: Mapping[str, object]  # what the answer must look like (JSON schema, strict)
    max_output_tokens: int


class AnswerEnd(StrEnum):
    """How an answer ended: by itself, at the cap of tokens, or because the model will not answer this."""

    DONE = "done"
    CUT_OFF = "cut off"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a model answered: JSON text, not read yet, and the vendor's own count of tokens; it is paid for anyhow."""

    text: str
    tokens: Tokens
    end: AnswerEnd = AnswerEnd.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of a batch: its answers and errors by the name each question had, once it `has_ended`."""

    has_ended: bool
    results: Mapping[str, Answer | JobFinderError] = field(default_factory=dict)


class Extractor(Protocol):
    """One model of one vendor.

    Every method raises Retryable (time-out, 429, 529, 5xx, no network; with the wait that was asked for), Blocked
    (quota exhausted), Permanent (the question is not accepted) or Misconfigured (key, model).
    """

    name: str  # "anthropic:claude-haiku-5-5": what readings are kept and paid for under
    can_batch: bool

    def extract(self, ask: Ask, *, within_seconds: float) -> Answer:
        """Return the answer to one question, all tries of the SDK together within the time."""
        ...

    def submit(self, asks: Mapping[str, Ask]) -> str:
        """Begin a batch of named questions, at half the price and within a day; return its id."""
        ...

    def collect(self, batch_id: str) -> Collected:
        """Return what became of a batch. Raises Gone where the vendor does not know it (any more)."""
        ...

    def close(self) -> None:
        """Close idle connections; the next question opens them anew."""
        ...


class Breaker(Protocol):
    """Stops a queue from hammering a model that fails."""

    def check(self) -> None:
        """Return where the model may be asked. Raises Blocked with the time until it may be tried again."""
        ...

    def failed(self, error: JobFinderError) -> None:
        """Take note of a failure."""
        ...

    def succeeded(self) -> None:
        """Take note of an answer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A model that may be asked, what it costs and what guards it."""

    extractor: Extractor
    price: Price
    breaker: Breaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models to ask, in order: the second where the first cannot; and how, for which listings, for how much."""

    choices: tuple[Choice, ...]
    prompt_version: str
    ask: Callable[[Posting, Profile], Ask]
    understand: Callable[[str], Said]  # raises Unreadable
    budget_micros: int  # a day, in millionths of a dollar
    gate_points: int = 15  # below the threshold; what is further off is not worth a call
    in_batches: bool = False
    timeout_seconds: float = 60.0  # of one call, all its tries together
    work_seconds: float = 220.0  # of one event; a call must end before the function's time does


# -- notifications ----------------------------------------------------------------------------------------------------


class TextForm(StrEnum):
    """How a message is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where messages go; neither `name` nor `id` gives away its address, which is a secret."""

    id: str  # a fingerprint of the address: it stays while the address does
    name: str  # "notify.urls[0] (Discord)"
    form: TextForm  # what it shows best
    most_characters: int  # in one message


class Notifier(Protocol):
    """The way to the user's own services: e-mail, Discord, a webhook, ..."""

    def targets(self) -> Sequence[Target]:
        """Return where messages go, none where nothing is configured. Raises Misconfigured, naming no secret."""
        ...

    def send(self, target: Target, title: str, body: str) -> None:
        """Send one message, written in the target's form. Raises Retryable, in words that hold no secret."""
        ...


class NoNotifier:
    """Nothing is configured: there is nobody to tell."""

    def targets(self) -> Sequence[Target]:
        """Return none."""
        return ()

    def send(self, target: Target, title: str, body: str) -> None:
        """Refuse: there is no such target."""
        raise Misconfigured("There is nowhere to send this", where=target.name, todo="Set notify.urls.")


# -- all of them together ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long, how often, how many: from the configuration."""

    min_match_score: int
    lease_seconds: float = 120.0
    max_attempts: int = 5
    first_wait_seconds: float = 30.0  # after a first failure; each further one doubles it
    scrape_every_hours: float = 6.0
    watch_every_seconds: float = 0.1  # how often the one-machine runtime looks for new items
    succeeded_retention_days: int | None = 7
    failed_retention_days: int | None = 7
    match_retention_days: int | None = None
    check_batch: int = 50  # listings looked at in one run of check_listings
    check_after_days: float = 2.0  # a posting that was seen since is not looked at again
    digest_min_score: int | None = None  # None: every match
    digest_max_matches: int = 10
    digest_when_empty: bool = False
    quiet_hours: tuple[time, time] | None = None  # from and until, UTC: nothing is sent


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
    notifier: Notifier = field(default_factory=NoNotifier)
    models: Models | None = None  # None: no model reads, which is the default

    def close(self) -> None:
        """Let go of the store and of idle connections."""
        self.store.close_store()
        self.fetcher.close()
        for choice in self.models.choices if self.models else ():
            choice.extractor.close()
