"""A real HTTP server on loopback that plays the sample boards, well-behaved and not, for the demo and for tests."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import TypedDict
from urllib.parse import urlsplit

from jobfinder.demo import answers
from jobfinder.demo.answers import Answer, Ask
from jobfinder.demo.catalogue import SampleBoard, SamplePosting, boards

_RETRY_AFTER_SECONDS = 1


class SampleSource(TypedDict):
    """What it takes to add a sample board as a source; the keys are those of `domain.source.Source`.

    `key` depends on nothing but the data, so that a listing keeps its id whatever port the server got; the `board` of a
    feed or page is its address on this server.
    """

    key: str
    type: str
    board: str
    url: str
    company: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a request landed: the board, the vendor's prefix and the id of one posting, if the path names one."""

    board: SampleBoard
    prefix: str
    rest: str


class _Loopback(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # a scrape opens many connections at once; one refused waits a second

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where the other side hung up: pooled connections end like that."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class SampleServer:
    """The sample boards, being served; a context manager that stops the server when it ends.

    `requests` counts what was asked for, by path and query.
    """

    def __init__(self, port: int, now: datetime, day: int) -> None:
        self.requests: Counter[str] = Counter()
        self._day = day
        self._epoch = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=day)
        self._closed: set[tuple[str, str]] = set()
        self._bodies: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self._server = _Loopback(("127.0.0.1", port), _handler(self.answer))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def __enter__(self) -> SampleServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop serving and let go of the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def sources(self) -> list[SampleSource]:
        """Return every sample board as a source on this server; feeds, which repeat what boards say in full, last."""
        ordered = sorted(boards().values(), key=lambda board: (board.type == "feed", board.name))
        return [self._source(board) for board in ordered]

    def _source(self, board: SampleBoard) -> SampleSource:
        prefix = _prefix(board)
        address = f"{self.url}/{prefix}{_example(board)}"
        if board.type not in answers.ROUTES:
            company = "" if board.type == "feed" else board.company  # who publishes a feed is not who employs
            return SampleSource(
                key=board.key, type=board.type, board=address, url=board.id, company=company, endpoint=""
            )
        return SampleSource(
            key=board.key,
            type=board.type,
            board=board.id,
            url=address,
            company=board.company,
            endpoint=f"{self.url}/{prefix}",
        )

    def close(self, board: str, *native_ids: str) -> None:
        """Take postings off a board (its data file's name), as an employer does who has filled them."""
        with self._lock:
            self._closed |= {(board, native_id) for native_id in native_ids}
            self._bodies.clear()

    def reopen(self, board: str, *native_ids: str) -> None:
        """Put postings that were taken off back on their board."""
        with self._lock:
            self._closed -= {(board, native_id) for native_id in native_ids}
            self._bodies.clear()

    def set_day(self, day: int) -> None:
        """Move on to another day: some postings join, some leave; the dates of the others stay as they were."""
        with self._lock:
            self._day = day
            self._bodies.clear()

    def open_postings(self, board: str) -> tuple[SamplePosting, ...]:
        """Return what a board (its data file's name) lists now."""
        return tuple(
            posting
            for posting in boards()[board].postings
            if posting.is_open(self._day) and (board, posting.native_id) not in self._closed
        )

    def answer(self, target: str) -> Answer:
        """Return the answer to one request target (path and query), counting it."""
        with self._lock:
            self.requests[target] += 1
            first_time = self.requests[target] == 1
            place = _place(urlsplit(target).path)
            if place is None:
                return _no_board(target)
            if place.board.trouble:
                return self._troubled(place, target, first_time=first_time)
            return self._cached(place, target)

    def _cached(self, place: _Place, target: str) -> Answer:
        if target not in self._bodies:
            self._bodies[target] = self._built(place, target)
        return self._bodies[target]

    def _built(self, place: _Place, target: str) -> Answer:
        ask = Ask(
            place.board,
            self.open_postings(place.board.name),
            self._epoch,
            f"{self.url}/{place.prefix}",
            answers.parsed_query(target),
            place.rest,
        )
        return _answering(place.board)(ask)

    def _troubled(self, place: _Place, target: str, *, first_time: bool) -> Answer:
        trouble = place.board.trouble
        if trouble == "404":
            return answers.not_found(place.prefix)
        if trouble == "500":
            return Answer(500, "text/html; charset=utf-8", b"<html><body><h1>Internal Server Error</h1></body></html>")
        if first_time:
            wait = (("Retry-After", str(_RETRY_AFTER_SECONDS)),)
            return Answer(429, answers.JSON_TYPE, b'{"error": "Too many requests"}', wait)
        return self._cached(place, target)


def serve_sample_boards(port: int = 0, now: datetime | None = None, day: int = 0) -> SampleServer:
    """Serve the sample boards on 127.0.0.1 and return the running server.

    `now` is the moment the boards take for the present (to the hour; the real one if None): postings are 1 hour to
    90 days old. `day` is how many days have passed since day 0: on later days some postings join and some are gone,
    and a `now` that moved on by as many days leaves every other date as it was. Port 0 takes a free one.
    Raises OSError where the port is taken.
    """
    return SampleServer(port, now or datetime.now(UTC), day)


def save_bodies(directory: Path, now: datetime | None = None) -> list[Path]:
    """Write what each sample board answers into `directory`, for `jobfinder sources parse TYPE FILE`.

    Returns the files written: `<type>-<board>.json`, `.xml` or `.html`; boards that answer with an error have none.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with serve_sample_boards(now=now) as server:
        return [_save(server, board, directory) for board in boards().values() if not board.trouble]


def _save(server: SampleServer, board: SampleBoard, directory: Path) -> Path:
    answer = server.answer(f"/{_prefix(board)}{_example(board)}")
    suffix = {"application/json": "json", "text/html": "html"}.get(answer.content_type.split(";")[0], "xml")
    path = directory / f"{board.type}-{board.name}.{suffix}"
    path.write_bytes(answer.body)
    return path


# -- routing ----------------------------------------------------------------------------------------------------------


def _prefix(board: SampleBoard) -> str:
    """Return what stands for the vendor's host in the path of the board's endpoint."""
    if board.type == "recruitee":
        return f"recruitee/{board.id}"  # Recruitee's boards each have a host of their own
    return board.type if board.type in answers.ROUTES else f"web/{urlsplit(board.id).netloc}"


def _example(board: SampleBoard) -> str:
    if board.type == "recruitee":
        return "/api/offers/"
    if board.type in answers.ROUTES:
        return answers.ROUTES[board.type].example.format(board=board.id)
    return urlsplit(board.id).path


def _place(path: str) -> _Place | None:
    _, prefix, rest = [*path.split("/", 2), "", ""][:3]
    if prefix == "web":
        return _web_place(rest)
    route = answers.ROUTES.get(prefix)
    hit = route and route.path.fullmatch(f"/{rest}")
    if not hit:
        return None
    board = next((each for each in boards().values() if (each.type, each.id) == (prefix, hit["board"])), None)
    if board is None or not board.vendor_knows:
        return None
    return _Place(board, f"{prefix}/{board.id}" if prefix == "recruitee" else prefix, hit["rest"] or "")


def _web_place(rest: str) -> _Place | None:
    """Find a feed or page by its host and path, or by its host alone where it is the only thing there."""
    host, _, path = rest.partition("/")
    there = [each for each in boards().values() if each.type not in answers.ROUTES and _host(each) == host]
    exact = [each for each in there if urlsplit(each.id).path.strip("/") == path.strip("/")]
    chosen = exact or (there if not path and len(there) == 1 else [])
    return _Place(chosen[0], f"web/{host}", "") if chosen else None


def _host(board: SampleBoard) -> str:
    return urlsplit(board.id).netloc


def _answering(board: SampleBoard) -> Callable[[Ask], Answer]:
    if board.type in answers.ROUTES:
        return answers.ROUTES[board.type].answer
    return answers.feed if re.search(r"\.(rss|atom)$", board.id) else answers.page


def _no_board(target: str) -> Answer:
    path = urlsplit(target).path
    if path == "/robots.txt":
        return Answer(200, "text/plain; charset=utf-8", b"User-agent: *\nAllow: /\n")
    if path == "/":
        listed = [{"name": board.name, "path": f"/{_prefix(board)}{_example(board)}"} for board in boards().values()]
        return Answer(200, answers.JSON_TYPE, json.dumps(listed).encode())
    prefix = path.split("/")[1]
    return answers.unknown_company() if prefix == "smartrecruiters" else answers.not_found(prefix)


def _handler(answer: Callable[[str], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            found = answer(self.path)
            if found.status == 200 and self.headers.get("If-None-Match") == found.etag:
                found = replace(found, status=304, body=b"", headers=(*found.headers, ("ETag", found.etag)))
            elif found.status == 200:
                found = replace(found, headers=(*found.headers, ("ETag", found.etag)))
            self._send(found)

        do_HEAD = do_GET  # noqa: N815

        def _send(self, found: Answer) -> None:
            self.send_response(found.status)
            if found.status != 304:
                self.send_header("Content-Type", found.content_type)
                self.send_header("Content-Length", str(len(found.body)))
            for name, value in found.headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(found.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stay silent: what was asked for is in `requests`."""

    return Handler
