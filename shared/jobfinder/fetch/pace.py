"""Turns at a host: one request at a time, so many seconds apart, whichever worker of whichever process asks.

The turns are reserved in the store. A process that reads one host request after request reserves several at once, up
to MOST_AHEAD_SECONDS, so that the store is not written for each. Nothing here waits longer than it is told to.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from jobfinder.domain.pace import HostPace, demand_welcome, leave_alone, reserve
from jobfinder.errors import NotYet
from jobfinder.ports import Clock

MOST_AHEAD_SECONDS = 4.0  # reserved at once: for so long another process may wait for turns that are not used
_MOST_HOSTS = 2_000  # remembered
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Change = Callable[[HostPace], HostPace]
ChangePace = Callable[[str, Change], HostPace]  # `ports.FetchStore.change_pace`


@dataclass(slots=True)
class _Turns:
    """What this process has reserved at one host, and what it told those who could not wait."""

    pace: HostPace
    lock: threading.Lock = field(default_factory=threading.Lock)
    taken_until: datetime = _LONG_AGO  # the turn of the last request is over then
    reserved_until: datetime = _LONG_AGO
    reserved_turns: int = 0  # the last time
    promised_until: datetime = _LONG_AGO

    def is_idle(self, now: datetime) -> bool:
        """Return whether nothing that still matters would be forgotten with it."""
        left_alone_until = self.pace.left_alone_until or now
        return not self.lock.locked() and max(self.reserved_until, self.promised_until, left_alone_until) <= now


class Pace:
    """Gives turns; safe to share between threads. `change` is the store's, or `in_memory()` for one process alone."""

    def __init__(
        self,
        change: ChangePace,
        *,
        interval_seconds: float,
        now: Clock = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._change, self._interval_seconds = change, interval_seconds
        self._now, self._sleep = now, sleep
        self._hosts: dict[str, _Turns] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, *, within_seconds: float, interval_seconds: float = 0.0) -> float:
        """Return when it is this request's turn, and how many seconds that took.

        `interval_seconds` is what the host asks for between two requests, if that is longer than ours.

        Raises NotYet where the turn is further off than `within_seconds`, which then is nobody's; Blocked where the
        host wants to be left alone.
        """
        interval = timedelta(seconds=max(interval_seconds, self._interval_seconds))
        turns = self._turns_at(host)
        with turns.lock:
            now = self._now()
            turn = self._turn(turns, now, interval, within_seconds)
        seconds = (turn - now).total_seconds()
        if seconds > 0:
            self._sleep(seconds)
        return seconds

    def leave_alone(self, host: str, seconds: float) -> None:
        """Keep all workers of all processes away from a host for a while."""
        until = self._now() + timedelta(seconds=seconds)
        turns = self._turns_at(host)
        with turns.lock:
            turns.pace = self._change(host, lambda pace: leave_alone(pace, until))

    def _turn(self, turns: _Turns, now: datetime, interval: timedelta, within_seconds: float) -> datetime:
        demand_welcome(turns.pace, now)
        turn = max(now, turns.taken_until)
        if not interval or turn + interval > turns.reserved_until:
            turn = self._reserve(turns, now, interval, within_seconds)
        elif (turn - now).total_seconds() > within_seconds:
            raise _not_yet(turns, turn, now, interval)
        turns.taken_until = turn + interval
        return turn

    def _reserve(self, turns: _Turns, now: datetime, interval: timedelta, within_seconds: float) -> datetime:
        """Reserve turns for all processes to see: twice as many as before where those were used up just now."""
        goes_on = bool(interval) and now <= turns.reserved_until + interval
        most = max(1, int(MOST_AHEAD_SECONDS / interval.total_seconds())) if interval else 1
        number = min(2 * turns.reserved_turns, most) if goes_on else 1
        firsts: list[datetime] = []

        def change(pace: HostPace) -> HostPace:
            demand_welcome(pace, now)
            if not interval:
                firsts.append(now)
                return pace
            if pace.free_at == turns.reserved_until:  # nobody came after us, so what we did not use is free again
                pace = replace(pace, free_at=turns.taken_until)
            seconds = interval.total_seconds()
            changed, first = reserve(
                pace, turns=number, interval_seconds=seconds, now=now, within_seconds=within_seconds
            )
            firsts.append(first)
            return changed

        try:
            turns.pace = self._change(turns.pace.host, change)
        except NotYet as refused:
            raise _not_yet(turns, now + timedelta(seconds=refused.after_seconds or 0.0), now, interval) from None
        first = firsts[-1]
        turns.reserved_until, turns.reserved_turns = first + number * interval, number
        return first

    def _turns_at(self, host: str) -> _Turns:
        with self._lock:
            if len(self._hosts) >= _MOST_HOSTS and host not in self._hosts:
                now = self._now()
                self._hosts = {name: turns for name, turns in self._hosts.items() if not turns.is_idle(now)}
            return self._hosts.setdefault(host, _Turns(HostPace(host=host)))


def _not_yet(turns: _Turns, turn: datetime, now: datetime, interval: timedelta) -> NotYet:
    """Return the error with a wait of its own for each who is sent away, so that they do not all come back at once."""
    back_at = max(turn, turns.promised_until)
    turns.promised_until = back_at + interval
    seconds = (back_at - now).total_seconds()
    return NotYet("Others have the next turns at this site", where=turns.pace.host, after_seconds=seconds)


def in_memory() -> ChangePace:
    """Return a `change` that keeps the pace of hosts in this process only."""
    paces: dict[str, HostPace] = {}
    lock = threading.Lock()

    def change_pace(host: str, change: Change) -> HostPace:
        with lock:
            paces[host] = change(paces.get(host) or HostPace(host=host))
            return replace(paces[host])

    return change_pace
