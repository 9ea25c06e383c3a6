"""Ports to score with on a given store: the real reader and rules, no network."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from jobfinder import sources
from jobfinder.domain.environments import STAGING
from jobfinder.domain.person import Profile
from jobfinder.domain.reading import read_posting
from jobfinder.html_text import clean_text
from jobfinder.ports import Clock, Limits, Ports, Request, Response, Store
from tests.contract.things import NOW


class NoFetcher:
    """Nothing here goes out."""

    def fetch(self, request: Request) -> Response:
        raise AssertionError(f"{request.url} was asked for")

    def close(self) -> None:
        """There is nothing to close."""


class Bus:
    """Keeps what is published."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, str]]] = []

    def publish(self, topic: str, messages: Any) -> None:
        self.sent += [(topic, dict(message)) for message in messages]


def _now() -> datetime:
    return NOW


def scoring_ports(store: Store, profile: Profile, clock: Clock = _now, *, limits: Limits | None = None) -> Ports:
    numbers = count()
    return Ports(
        environment=STAGING,
        limits=limits or Limits(min_match_score=0),
        store=store,
        fetcher=NoFetcher(),
        bus=Bus(),
        source_type=sources.source_type,
        recognise=sources.recognise,
        clean_text=clean_text,
        read=read_posting,
        profile=lambda: profile,
        clock=clock,
        new_token=lambda: f"token-{id(numbers)}-{next(numbers)}",
        jitter=lambda: 0.5,
    )
