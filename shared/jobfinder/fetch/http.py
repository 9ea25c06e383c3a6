"""The one way out to any URL that comes from data: guarded, polite, and bounded in size and time.

Layers 1 to 5, which say what may be fetched, stand in `guard.py`. Here:

6. redirects   every hop goes through layers 1 to 5 again, and is polite again: a public page may lead anywhere
7. caps        inflated bytes, total time, number of redirects: no answer can keep or fill the process (`body.py`)
8. statuses    what the other side says becomes one of our errors, with the wait it asks for (`status.py`)

Before each hop is sent, the site's wishes are looked at (`robots.py`) and a turn at it is taken (`pace.py`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from jobfinder.errors import Misconfigured, NotYet, Retryable, Unreadable
from jobfinder.fetch import robots as robots_txt
from jobfinder.fetch.body import read_body
from jobfinder.fetch.guard import Guard, Resolve, Target
from jobfinder.fetch.pace import Pace, in_memory
from jobfinder.fetch.proxies import NO_PROXIES, Proxies
from jobfinder.fetch.robots import Robots
from jobfinder.fetch.status import error_for
from jobfinder.ports import Clock, Request, Response

if TYPE_CHECKING:
    from jobfinder.fetch.connection import Answer, Connections

SHORT_WAIT_SECONDS = 5.0
MOST_BYTES = 50_000_000  # of any answer, whatever a board asks for
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEP_METHOD = frozenset({307, 308})
_ACCEPT = "application/json, application/ld+json, application/rss+xml, application/atom+xml, text/html;q=0.9, */*;q=0.5"


class HttpFetcher:
    """Fetches over HTTP; safe to share between threads.

    `allow_hosts` are exact host:port pairs on this machine that are exempt from the address rules, and from waiting
    unless `paces_all`. Without a `pace` the turns are those of this process alone; without `robots` no site is asked.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        timeout_seconds: float = 20.0,
        host_interval_seconds: float = 1.0,
        allow_hosts: Sequence[str] = (),
        max_redirects: int = 5,
        pace: Pace | None = None,
        paces_all: bool = False,
        robots: Robots | None = None,
        proxies: Proxies = NO_PROXIES,
        resolve: Resolve | None = None,
        now: Clock = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._user_agent = _sendable(user_agent)
        self._timeout_seconds, self._max_redirects = timeout_seconds, max_redirects
        self._guard, self._resolve, self._now = Guard(allow_hosts), resolve, now
        self._pace, self._paces_all = pace or _own_pace(host_interval_seconds, monotonic, sleep), paces_all
        self._robots, self._proxies = robots, proxies
        self._sleep = sleep
        self._opening = threading.Lock()
        self._opened: Connections | None = None

    def fetch(self, request: Request) -> Response:
        """Return a response; what is raised instead says `ports.Fetcher`. The time-out is for all hops together.

        A site that asks for a moment (Retry-After of a few seconds) gets it, once.
        """
        try:
            return self._follow(request)
        except NotYet:
            raise
        except Retryable as error:
            if error.after_seconds is None or error.after_seconds > SHORT_WAIT_SECONDS:
                raise
            self._sleep(error.after_seconds)
        return self._follow(request)

    def close(self) -> None:
        """Close the idle connections; a later request opens new ones."""
        with self._opening:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def _follow(self, request: Request, *, for_robots: bool = False) -> Response:
        hop, seconds, may_wait_seconds = request, self._timeout_seconds, request.may_wait_seconds
        for _ in range(self._max_redirects + 1):
            target = self._guard.target(hop.url)  # layers 1 to 3, and by that layer 6
            may_wait_seconds -= self._wait(target, may_wait_seconds, for_robots)
            started = time.monotonic()
            headers = self._headers(hop, target)
            with self._connections().exchange(hop, target, headers, seconds) as answer:
                if answer.status not in _REDIRECTS or "location" not in answer.headers:
                    return self._response(answer, target, hop, for_robots)
                hop = _following(hop, target, answer)
                answer.read_to_its_end()
            seconds -= time.monotonic() - started
        raise Unreadable(f"The site redirects more than {self._max_redirects} times", where=request.url)

    # -- politeness

    def _wait(self, target: Target, within_seconds: float, for_robots: bool) -> float:
        """Return when the site may be asked for this and it is our turn, and what that took. Raises Blocked, NotYet."""
        delay_seconds = 0.0
        if self._robots is not None and not for_robots:
            delay_seconds = self._robots.delay_seconds(target, lambda url: self._robots_txt(url, within_seconds))
        if not self._is_paced(target):
            return 0.0
        return self._pace.wait(target.host, within_seconds=within_seconds, interval_seconds=delay_seconds)

    def _robots_txt(self, url: str, within_seconds: float) -> Response:
        request = Request(url=url, max_bytes=robots_txt.MOST_BYTES, may_wait_seconds=within_seconds)
        return self._follow(request, for_robots=True)

    def _is_paced(self, target: Target) -> bool:
        return self._paces_all or not self._guard.allows(target.host, target.port)

    # -- one exchange

    def _connections(self) -> Connections:
        with self._opening:
            if self._opened is None:
                from jobfinder.fetch import connection

                resolve = self._resolve or connection.resolve_name
                self._opened = connection.Connections(self._guard, resolve, self._proxies)
            return self._opened

    def _headers(self, request: Request, target: Target) -> list[tuple[str, str]]:
        own = {"accept": _ACCEPT, "accept-encoding": "gzip, deflate"}
        asked = {name.lower(): value for name, value in request.headers}
        return list({**own, **asked, **_conditions(request, target), "user-agent": self._user_agent}.items())

    def _response(self, answer: Answer, target: Target, request: Request, for_robots: bool) -> Response:
        is_unchanged = answer.status == 304 and bool(_conditions(request, target))
        if not 200 <= answer.status < 300:  # layer 8
            answer.read_to_its_end()
            if not is_unchanged and not for_robots:
                raise self._refusal(answer, target)
            return Response(url=target.url, status=answer.status, body=b"", headers=answer.headers)
        most = min(request.max_bytes, MOST_BYTES)
        body = read_body(answer.chunks, answer.headers, most, target.url, cuts=for_robots)  # layer 7
        return Response(url=target.url, status=answer.status, body=body, headers=answer.headers)

    def _refusal(self, answer: Answer, target: Target) -> Exception:
        """Return the error a status stands for; the wait it asks for (429, 503) holds for all workers."""
        error = error_for(answer.status, answer.headers, target.url, self._now())
        if isinstance(error, Retryable) and error.after_seconds and self._is_paced(target):
            self._pace.leave_alone(target.host, error.after_seconds)
        return error


def _own_pace(interval_seconds: float, monotonic: Callable[[], float], sleep: Callable[[float], None]) -> Pace:
    """Return the pace of this process alone, by a clock that nobody puts back."""
    began = datetime.now(UTC)
    return Pace(
        in_memory(),
        interval_seconds=interval_seconds,
        now=lambda: began + timedelta(seconds=monotonic()),
        sleep=sleep,
    )


def _conditions(request: Request, target: Target) -> dict[str, str]:
    """Return the headers that ask whether an answer has changed (RFC 9110, 13.1)."""
    known = request.validators
    if known is None or known.of != target.url or request.method not in ("GET", "HEAD"):
        return {}
    pairs = {"if-none-match": known.etag, "if-modified-since": known.last_modified}
    return {name: value for name, value in pairs.items() if value}


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
