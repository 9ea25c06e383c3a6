"""Asks ats-scrapers for a board: the library finds its way, and each request of it goes out through our fetcher.

What keeps it so: its HTTP client gets a transport that is our fetcher; it runs in an event loop that cannot connect to
anything; and it is asked for systems only that send all their requests by that client (`domain/library_boards.py`).
An item that it cannot read is set apart, which the library itself does not do.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from jobfinder.domain.library_boards import SYSTEMS
from jobfinder.errors import Blocked, Gone, JobFinderError, Misconfigured, Permanent, Retryable, Unreadable
from jobfinder.fetch.libraries import library
from jobfinder.ports import Fetcher, Request, Response

MOST_SECONDS = 400.0  # for one board; a function that scrapes has 540
MOST_REQUESTS = 1000
_OWN_HEADERS = frozenset({"host", "user-agent", "accept-encoding", "connection", "content-length"})
# What our errors were before they were errors: the library decides by statuses.
_STATUSES: tuple[tuple[type[JobFinderError], int], ...] = (
    (Gone, 404),
    (Blocked, 403),
    (Retryable, 503),
    (Permanent, 400),
)


def ask_ats_scrapers(system: str, board: str, job: bytes | None, fetcher: Fetcher) -> bytes:
    """Return as JSON what the library finds: the board's postings, or (given a `job` of it as JSON) that one's text.

    Raises what the fetcher raised where that is why nothing was found; Gone where there is no such board; Unreadable
    for what the library cannot make sense of; Retryable after MOST_SECONDS; Misconfigured where it is not installed.
    """
    if system not in SYSTEMS:
        raise Permanent(f"{system!r} is no system that is read by ats-scrapers", where=board)
    scrapers = library("ats_scrapers.scrapers", "ats-scrapers", "more-boards")
    requests = _Requests(fetcher)
    try:
        return _Reading(scrapers, system, board, requests).answer(job)
    except TimeoutError:
        raise Retryable(f"ats-scrapers took longer than {MOST_SECONDS:g} s", where=f"{system}, {board}") from None
    except Misconfigured:
        raise
    except Exception as error:  # noqa: BLE001 - a library's own errors, and its bugs, are this board's trouble
        if requests.error is not None:
            raise requests.error from None
        if type(error).__name__ == "CompanyNotFoundError":
            raise Gone(f"ats-scrapers: {error}", where=f"{system}, {board}") from None
        what = f"ats-scrapers could not read this board: {type(error).__name__}: {error}"
        raise Unreadable(what[:500], where=f"{system}, {board}") from None


class _Requests:
    """The library's way out: our fetcher; the last error that it raised is kept."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher, self._lock, self._left = fetcher, threading.Lock(), MOST_REQUESTS
        self.error: JobFinderError | None = None

    def send(self, request: Request) -> Response:
        """Return the response; an error becomes the status it stands for."""
        with self._lock:
            self._left -= 1
            is_over = self._left < 0
        try:
            if is_over:
                raise Permanent(f"ats-scrapers asked more than {MOST_REQUESTS} times", where=request.url)
            return self._fetcher.fetch(request)
        except Misconfigured as error:
            self.error = error
            raise
        except (Permanent, Retryable) as error:
            self.error = error
            status = next(status for kind, status in _STATUSES if isinstance(error, kind))
            return Response(url=request.url, status=status, body=b"", headers={})


class _Reading:
    """One board being read by the library."""

    def __init__(self, scrapers: Any, system: str, board: str, requests: _Requests) -> None:
        self._requests, self._broken = requests, _Broken(system)
        kind = scrapers.ScraperRegistry.get(system)
        self._gives_texts_apart = kind.get_description is not scrapers.BaseScraper.get_description
        self._scraper = kind(board, include_descriptions=not self._gives_texts_apart)
        self._scraper.make_fetcher = self._fetcher_maker(scrapers)
        self._scraper._run_sync = _run_closed
        self._broken.set_apart(self._scraper)

    def _fetcher_maker(self, scrapers: Any) -> Callable[..., Any]:
        """Return what makes the library's fetchers: its own, but for the client's transport, engine and retries."""
        make, requests = self._scraper.make_fetcher, self._requests

        def make_fetcher(**overrides: Any) -> Any:
            made = make(**{**overrides, "engine": "httpx", "escalate": False, "retries": 1, "proxy": None})
            made.proxy = None
            made._client = _client(requests, made.headers)
            return made

        return make_fetcher

    def answer(self, job: bytes | None) -> bytes:
        """Return the JSON of what was found."""
        if job is not None:
            return json.dumps({**json.loads(job), "description": self._text_of(json.loads(job))}).encode()
        found = _run_closed(self._scraper.afetch())
        jobs = [self._broken.dumped(one) for one in found if not self._broken.is_placeholder(one)]
        if self._requests.error is not None and not jobs:
            raise self._requests.error
        if self._requests.error is not None:  # the library went on without what it asked for
            self._broken.note("a request", self._requests.error)
        return json.dumps({"jobs": [one for one in jobs if one is not None], "broken": self._broken.rows}).encode()

    def _text_of(self, job: dict[str, str]) -> str:
        return self._scraper.get_description(self._broken.job(job)) or ""


class _Broken:
    """Sets items apart that the library cannot read, so that they do not cost the whole board."""

    def __init__(self, system: str) -> None:
        self._system = system
        self.rows: list[dict[str, str]] = []

    def set_apart(self, scraper: Any) -> None:
        """Guard every method of a scraper that makes one item a job."""
        for name, function in inspect.getmembers(type(scraper), inspect.isfunction):
            returns = str(inspect.get_annotations(function).get("return", ""))
            if returns in ("Job", "Job | None") and not inspect.iscoroutinefunction(function):
                setattr(scraper, name, self._guarded(getattr(scraper, name), may_be_none=returns != "Job"))

    def _guarded(self, read: Callable[..., Any], *, may_be_none: bool) -> Callable[..., Any]:
        @wraps(read)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            try:
                return read(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one item is its own trouble
                self.note(_name_of(args), error)
                return None if may_be_none else self.job({"ats_id": f"{_PLACEHOLDER}{len(self.rows)}"})

        return guarded

    def job(self, fields: dict[str, str]) -> Any:
        """Return a job of the library's that is not checked."""
        models = library("ats_scrapers.models", "ats-scrapers", "more-boards")
        empty = {"url": "", "title": "", "company": "", "ats_id": "", "description": None}
        return models.Job.model_construct(**{**empty, "ats_type": self._system, **fields})

    def is_placeholder(self, job: Any) -> bool:
        """Return whether a job only stands where a broken item was."""
        return job is None or str(job.ats_id or "").startswith(_PLACEHOLDER)

    def dumped(self, job: Any) -> dict[str, Any] | None:
        """Return a job as plain values, None where that fails."""
        try:
            plain: dict[str, Any] = job.model_dump(mode="json", exclude={"raw", "fetched_at"})
        except Exception as error:  # noqa: BLE001 - as above
            self.note(str(job.ats_id), error)
            return None
        return plain

    def note(self, which: str, error: Exception) -> None:
        """Keep what could not be read, and why."""
        words = str(error) if isinstance(error, JobFinderError) else f"{type(error).__name__}: {error}"
        self.rows.append({"which": which[:200], "why": " ".join(words.split())[:300]})


_PLACEHOLDER = "\x00broken "


def _name_of(args: tuple[Any, ...]) -> str:
    """Return what an item that could not be read is called."""
    item = next((one for one in args if isinstance(one, dict)), {})
    names = (item.get(key) for key in ("title", "name", "id"))
    return next((str(name) for name in names if isinstance(name, str | int) and str(name).strip()), "an item")


# -- the way out ------------------------------------------------------------------------------------------------------


def _client(requests: _Requests, headers: dict[str, str]) -> Any:
    """Return an HTTP client of the library's kind whose every request is sent by our fetcher, redirects included."""
    import httpx

    class Transport(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            body = await request.aread()
            asked = Request(
                url=str(request.url),
                method=request.method,
                body=body or None,
                headers=tuple((key, value) for key, value in request.headers.items() if key not in _OWN_HEADERS),
            )
            found = await asyncio.to_thread(requests.send, asked)
            kept = {key: value for key, value in found.headers.items() if key in ("content-type", "set-cookie")}
            return httpx.Response(found.status, headers=kept, content=found.body, request=request)

    return httpx.AsyncClient(transport=Transport(), headers=headers, follow_redirects=False, trust_env=False)


class _ClosedLoop(asyncio.SelectorEventLoop):
    """An event loop that connects to nothing: what does not go through our fetcher fails."""

    async def create_connection(self, *args: Any, **kwargs: Any) -> Any:
        raise OSError("ats-scrapers tried to connect by itself, which it may not")

    async def getaddrinfo(self, *args: Any, **kwargs: Any) -> Any:
        raise OSError("ats-scrapers tried to look up a name by itself, which it may not")


def _run_closed(work: Any) -> Any:
    """Run a coroutine of the library to its end. Raises TimeoutError."""
    with asyncio.Runner(loop_factory=_ClosedLoop) as runner:
        return runner.run(asyncio.wait_for(work, MOST_SECONDS))
