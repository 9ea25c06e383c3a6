"""Connections are kept for each host, and not for more hosts than there are places."""

import httpcore
import pytest

from jobfinder.fetch import pools
from jobfinder.fetch.pools import Pools


class Watched(httpcore.ConnectionPool):
    closed = False

    def close(self) -> None:
        self.closed = True
        super().close()


def test_a_host_keeps_its_pool_and_the_one_unused_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "MOST_POOLS", 2)
    kept = Pools()
    made: dict[str, Watched] = {}

    def use(key: str) -> httpcore.ConnectionPool:
        with kept.of(key, lambda: made.setdefault(key, Watched())) as pool:
            return pool

    assert use("a") is use("a")
    use("b")
    use("a")
    use("c")
    assert {key: pool.closed for key, pool in made.items()} == {"a": False, "b": True, "c": False}
    kept.close()
    assert all(pool.closed for pool in made.values())


def test_a_pool_in_use_is_never_closed_to_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "MOST_POOLS", 1)
    kept, first = Pools(), Watched()
    with kept.of("a", lambda: first), kept.of("b", Watched):
        assert not first.closed
    with kept.of("c", Watched):
        assert first.closed
