"""The one way out to any URL that comes from data: guarded, polite, and bounded in size and time.

Layers 1 to 5, which say what may be fetched, stand in `fetch_guard.py`. Here:

6. redirects   every hop goes through layers 1 to 5 again: a public page may lead anywhere
7. caps        inflated bytes, total time, number of redirects: no answer can keep or fill the process
8. statuses    what the other side says becomes one of our errors, with the wait it asks for (`fetch_status.py`)
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from jobfinder.errors import Misconfigured, Retryable, Unreadable
from jobfinder.fetch.body import read_body
from jobfinder.fetch.guard import Guard, Resolve, Target
from jobfinder.fetch.status import error_for
from jobfinder.ports import Clock, Request, Response

if TYPE_CHECKING:
    from jobfinder.fetch.connection import Answer, Connections

SHORT_WAIT_SECONDS = 5.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEP_METHOD = frozenset({307, 308})
_ACCEPT = "application/json, application/ld+json, application/rss+xml, application/atom+xml, text/html;q=0.9, */*;q=0.5"


class HttpFetcher:
    """Fetches over HTTP; safe to share between threads.

    `allow_hosts` are exact host:port pairs on this machine that are exempt from the address rules and from waiting.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout_seconds: float = 20.0,
        host_interval_seconds: float = 1.0,
        allow_hosts: Sequence[str] = (),
        max_redirects: int = 5,
        resolve: Resolve | None = None,
        now: Clock = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._user_agent = _sendable(user_agent)
        self._timeout_seconds, self._max_redirects = timeout_seconds, max_redirects
        self._guard, self._resolve, self._now = Guard(allow_hosts), resolve, now
        self._turns = _Turns(host_interval_seconds, monotonic, sleep)
        self._sleep = sleep
        self._opening = threading.Lock()
        self._opened: Connections | None = None

    def fetch(self, request: Request) -> Response:
        """Return a 2xx response; what is raised instead says `ports.Fetcher`. The time-out is for all hops together.

        A site that asks for a moment (Retry-After of a few seconds) gets it, once.
        """
        try:
            return self._follow(request)
        except Retryable as error:
            if error.after_seconds is None or error.after_seconds > SHORT_WAIT_SECONDS:
                raise
            self._sleep(error.after_seconds)
        return self._follow(request)

    def _follow(self, request: Request) -> Response:
        hop, seconds = request, self._timeout_seconds
        for _ in range(self._max_redirects + 1):
            target = self._guard.target(hop.url)  # layers 1 to 3, and by that layer 6
            if not self._guard.allows(target.host, target.port):
                self._turns.wait(target.host)
            started = time.monotonic()
            with self._connections().exchange(hop, target, self._headers(hop), seconds) as answer:
                if answer.status not in _REDIRECTS or "location" not in answer.headers:
                    return self._response(answer, target, hop)
                hop = _following(hop, target, answer)
            seconds -= time.monotonic() - started
        raise Unreadable(f"The site redirects more than {self._max_redirects} times", where=request.url)

    def close(self) -> None:
        """Close the idle connections; a later request opens new ones."""
        with self._opening:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def _connections(self) -> Connections:
        with self._opening:
            if self._opened is None:
                from jobfinder.fetch import connection

                resolve = self._resolve or connection.resolve_name
                self._opened = connection.Connections(self._guard, resolve)
            return self._opened

    def _headers(self, request: Request) -> list[tuple[str, str]]:
        own = {"user-agent": self._user_agent, "accept": _ACCEPT, "accept-encoding": "gzip, deflate"}
        asked = {name.lower(): value for name, value in request.headers}
        return list({**own, **asked, "user-agent": self._user_agent}.items())

    def _response(self, answer: Answer, target: Target, request: Request) -> Response:
        if not 200 <= answer.status < 300:  # layer 8
            raise error_for(answer.status, answer.headers, target.url, self._now())
        body = read_body(answer.chunks, answer.headers, request.max_bytes, target.url)  # layer 7
        return Response(url=target.url, status=answer.status, body=body, headers=answer.headers)


def _sendable(user_agent: str) -> str:
    if not user_agent.strip() or not user_agent.isascii() or not user_agent.isprintable():
        raise Misconfigured(
            f"{user_agent!r} cannot be sent as a User-Agent", todo="Use letters, digits and signs of ASCII."
        )
    return user_agent.strip()


def _following(request: Request, target: Target, answer: Answer) -> Request:
    """Return the request a redirect asks for; what was meant for one site is not sent to another (RFC 9110, 15.4)."""
    try:
        url = urljoin(target.url, answer.headers["location"])
        same_site = urlsplit(url).netloc == target.site
    except ValueError:
        raise Unreadable("The site redirects to what is no URL", where=target.url) from None
    keeps_method = answer.status in _KEEP_METHOD or request.method in ("GET", "HEAD")
    return replace(
        request,
        url=url,
        method=request.method if keeps_method else "GET",
        body=request.body if keeps_method and same_site else None,
        headers=request.headers if same_site else (),
    )


class _Turns:
    """Gives each host one request at a time, so many seconds apart, whichever thread asks."""

    def __init__(self, interval_seconds: float, monotonic: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._interval_seconds, self._monotonic, self._sleep = interval_seconds, monotonic, sleep
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Return when it is this request's turn."""
        with self._lock:
            now = self._monotonic()
            turn = max(now, self._free_at.get(host, now))
            self._free_at = {other: at for other, at in self._free_at.items() if at > now}
            self._free_at[host] = turn + self._interval_seconds
        if turn > now:
            self._sleep(turn - now)
