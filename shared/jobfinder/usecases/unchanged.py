"""Ask a board whether anything has changed since its last complete run, and keep what such a run met.

    all answers 304       nothing is new and nothing is gone: the run is complete, and nothing was read or written
    any other answer      the board is read in full, all its pages: what left one page may have moved to another

What is kept is dropped by any run that is less than complete, and not believed where anything else may have changed:
another release or version of the source's parser, other settings of the source, listings that are not as that run
left them, or so long since that `check_listings` may have closed some.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from itertools import islice

from jobfinder import __version__
from jobfinder.domain.known_board import MOST_ANSWERS, KnownAnswer, KnownBoard
from jobfinder.domain.posting import ListingState
from jobfinder.domain.source import Completeness, Run, Source
from jobfinder.ports import Board, Ports, Request, Response, SourceType, Validators

MOST_URL_CHARACTERS = 2_000
_MOST_HEADER_CHARACTERS = 300  # of a validator that is worth keeping
_LOOKED_AT = 10  # listings, of which _SAMPLE that are open are kept
_SAMPLE = 3

Fetch = Callable[[Request], Response]


@dataclass(slots=True)
class Memory:
    """What is known of one board from its last complete run, and what the run in progress meets."""

    source: Source
    board: Board
    kind: SourceType
    ports: Ports
    _known: KnownBoard | None = None
    _met: list[KnownAnswer] = field(default_factory=list)
    _can_be_asked_again: bool = True

    def unchanged(self, fetch: Fetch) -> KnownBoard | Response | None:
        """Return what the board still holds where no answer has changed, else the answer to the first request.

        None where nothing is known, or another page than the first has changed: then the board is read from its start.
        Raises what `fetch` raises.
        """
        self._known = self.ports.store.known_board(self.source.key)
        if self._known is None or not self._is_believed(self._known):
            return None
        for number, answer in enumerate(self._known.answers):
            if self.ports.stopping():
                return None
            response = fetch(asked_again(answer))
            if response.status != 304:
                return None if number else response
        return self._known

    def note(self, request: Request, response: Response) -> None:
        """Remember the answer to one page's request."""
        answer = known_answer(request, response) if len(self._met) < MOST_ANSWERS else None
        self._can_be_asked_again = self._can_be_asked_again and answer is not None
        if answer and self._can_be_asked_again:
            self._met.append(answer)

    def keep(self, run: Run, seen: Collection[str]) -> None:
        """Keep what a complete run met, `seen` being its listings' ids; forget all after any other."""
        store = self.ports.store
        is_whole = run.completeness is Completeness.COMPLETE and not run.error  # with one, something was left undone
        worth_it = is_whole and run.found and self._met and self._can_be_asked_again
        sample = self._sample(seen) if worth_it else ()
        if sample:
            store.keep_known_board(
                KnownBoard(
                    source_key=self.source.key,
                    reader=self._reader(),
                    read_at=run.started_at,
                    found=run.found,
                    broken=run.broken,
                    first_broken=run.first_broken,
                    listings=sample,
                    answers=tuple(self._met),
                )
            )
        elif self._known is not None:
            store.forget_known_board(self.source.key)

    def _sample(self, seen: Collection[str]) -> tuple[str, ...]:
        """Return a few listings that are open; a posting that has run out says nothing about our store."""
        stamps = self.ports.store.stamps(list(islice(seen, _LOOKED_AT)))
        return tuple(sorted(one for one, stamp in stamps.items() if stamp.state is ListingState.OPEN)[:_SAMPLE])

    def _is_believed(self, known: KnownBoard) -> bool:
        now, last = self.ports.clock(), self.source.last_complete_at
        if not known.holds(self._reader(), now) or not known.answers or last is None:
            return False
        if now - last > timedelta(days=self.ports.limits.check_after_days):
            return False
        if any(run.completeness is not Completeness.COMPLETE for run in self.source.runs[:1]):
            return False
        if _bare(asked_again(known.answers[0])) != _bare(self.kind.first(self.board)):
            return False
        stamps = self.ports.store.stamps(list(known.listings))
        return len(stamps) == len(known.listings) and all(one.state is ListingState.OPEN for one in stamps.values())

    def _reader(self) -> str:
        """Return who reads: the release, the version of the parser, and what the source's settings tell it."""
        told = sha256(repr((self.source.type, self.board)).encode()).hexdigest()[:16]
        return f"{__version__}/{self.kind.version}/{told}"


def known_answer(request: Request, response: Response) -> KnownAnswer | None:
    """Return what is needed to ask again whether an answer has changed, None where that cannot be asked."""
    etag, last_modified = (_validator(response, name) for name in ("etag", "last-modified"))
    asks_for_too_much = len(request.url) > MOST_URL_CHARACTERS or len(response.url) > MOST_URL_CHARACTERS
    if request.method != "GET" or request.body or not (etag or last_modified) or asks_for_too_much:
        return None
    return KnownAnswer(
        url=request.url,
        headers=tuple(f"{name}: {value}" for name, value in request.headers),
        max_bytes=request.max_bytes,
        keys=request.keys,
        answered_by=response.url,
        etag=etag,
        last_modified=last_modified,
    )


def _validator(response: Response, name: str) -> str:
    value = response.headers.get(name, "").strip()
    return value if value.isascii() and value.isprintable() and len(value) <= _MOST_HEADER_CHARACTERS else ""


def asked_again(answer: KnownAnswer) -> Request:
    """Return the request that asks whether an answer has changed."""
    return Request(
        url=answer.url,
        headers=tuple((name, value) for name, _, value in (line.partition(": ") for line in answer.headers)),
        max_bytes=answer.max_bytes,
        keys=answer.keys,
        validators=Validators(of=answer.answered_by, etag=answer.etag, last_modified=answer.last_modified),
    )


def _bare(request: Request) -> tuple[object, ...]:
    return request.url, request.method, request.body, request.headers, request.max_bytes, request.keys
