"""A small pool of connections for each host: a large one would look through all its connections at each request."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore

MOST_POOLS = 64


@dataclass(slots=True)
class _Kept:
    pool: httpcore.ConnectionPool
    in_use: int = 0


class Pools:
    """Pools by key, made when needed; safe to share between threads.

    Where there are too many, the one that was unused for longest is closed; one that is in use never is.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def of(self, key: Hashable, make: Callable[[], httpcore.ConnectionPool]) -> Iterator[httpcore.ConnectionPool]:
        """Give the pool of a key, which stays open meanwhile."""
        with self._lock:
            if key not in self._kept:
                self._make_room()
                self._kept[key] = _Kept(make())
            self._kept.move_to_end(key)
            kept = self._kept[key]
            kept.in_use += 1
        try:
            yield kept.pool
        finally:
            with self._lock:
                kept.in_use -= 1

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for kept in self._kept.values():
                kept.pool.close()
            self._kept.clear()

    def _make_room(self) -> None:
        if len(self._kept) >= MOST_POOLS:
            unused = next((key for key, kept in self._kept.items() if not kept.in_use), None)
            if unused is not None:
                self._kept.pop(unused).pool.close()
