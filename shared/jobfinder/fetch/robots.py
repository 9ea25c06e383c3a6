"""robots.txt: what a site asks of programs, kept for a day (RFC 9309).

    2xx          the rules hold
    4xx          there are none: everything may be read (2.3.1.3)
    5xx, 429, no answer, an address never to be fetched    nothing may be read for a while (2.3.1.4)

A file that was read before stays in force while the site does not give another.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobfinder.errors import Blocked, NotYet, Permanent, Refused, Retryable
from jobfinder.fetch.guard import Target
from jobfinder.fetch.public_apis import public_api
from jobfinder.ports import Clock, Response

if TYPE_CHECKING:
    from protego import Protego

PATH = "/robots.txt"
MOST_BYTES = 512_000  # what comes after 500 KiB is not read (2.5)
KEPT = timedelta(hours=24)  # the most a file may be used without another look (2.4)
UNREACHABLE = timedelta(minutes=10)
MOST_DELAY_SECONDS = 30.0  # of a Crawl-delay; a longer one is a slip, or a "no" that robots.txt has other words for
_MOST_SITES = 500  # remembered
_TOKEN = re.compile(r"[A-Za-z_-]+")

Ask = Callable[[str], Response]  # an address in, the answer to it out, whatever its status


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one site asks; without `rules` everything may be read, unless there is a reason `why_not`."""

    until: datetime
    rules: Protego | None = None
    why_not: str = ""


class Robots:
    """What sites ask of the program that calls itself `user_agent`; `exempt_hosts` are never asked."""

    def __init__(self, user_agent: str, *, now: Clock, exempt_hosts: Sequence[str] = ()) -> None:
        token = _TOKEN.match(user_agent)
        self._token = token[0] if token else user_agent  # 2.2.1: the product's name alone
        self._now = now
        self._exempt = frozenset(host.strip().lower() for host in exempt_hosts)
        self._sites: dict[str, _Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def delay_seconds(self, target: Target, ask: Ask) -> float:
        """Return how many seconds a site wants between two requests, 0 where it does not say.

        `ask` fetches its robots.txt. Raises Blocked where the site asks programs to leave the address alone.
        """
        if target.host in self._exempt or public_api(target.host, target.path):
            return 0.0
        found = self._rules(f"{target.scheme}://{target.site}", ask)
        if found.why_not:
            seconds = max(0.0, (found.until - self._now()).total_seconds())
            raise Blocked(found.why_not, where=target.url, after_seconds=seconds)
        if found.rules is None:
            return 0.0
        if not found.rules.can_fetch(target.url, self._token):
            raise Blocked(
                "The site's robots.txt asks programs not to read this address",
                where=target.url,
                todo=f"Where its owner has allowed you to, name {target.host} under fetch.robots_exempt.",
            )
        return min(found.rules.crawl_delay(self._token) or 0.0, MOST_DELAY_SECONDS)

    def _rules(self, site: str, ask: Ask) -> _Rules:
        with self._lock_of(site):
            known = self._sites.get(site)
            if known is None or known.until <= self._now():
                known = self._asked(site, ask, known)
                self._keep(site, known)
            return known

    def _asked(self, site: str, ask: Ask, before: _Rules | None) -> _Rules:
        try:
            response = ask(site + PATH)
        except NotYet:  # nothing was sent
            raise
        except Refused as error:
            return self._unreachable(before, error.what)
        except Permanent:  # too many redirects, or no text: as good as none (2.3.1.2)
            return _Rules(self._now() + KEPT)
        except Retryable as error:
            return self._unreachable(before, error.what)
        if response.status == 429 or response.status >= 500:
            return self._unreachable(before, f"status {response.status}")
        if response.status >= 300:
            return _Rules(self._now() + KEPT)
        from protego import Protego

        return _Rules(self._now() + KEPT, Protego.parse(response.body.decode("utf-8-sig", "replace")))

    def _unreachable(self, before: _Rules | None, why: str) -> _Rules:
        until = self._now() + UNREACHABLE
        if before is not None and not before.why_not:
            return _Rules(until, before.rules)
        why_not = "The site's robots.txt cannot be read, so nothing of it is read for now"
        return _Rules(until, why_not=f"{why_not}: {why[:1].lower()}{why[1:]}")

    def _lock_of(self, site: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(site, threading.Lock())

    def _keep(self, site: str, rules: _Rules) -> None:
        with self._lock:
            self._sites.pop(site, None)
            self._sites[site] = rules
            while len(self._sites) > _MOST_SITES:
                oldest = next(iter(self._sites))
                del self._sites[oldest]
                self._locks.pop(oldest, None)
