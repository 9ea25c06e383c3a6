"""A board on a real HTTP server, a real SQLite store, and a clock that stands where the test puts it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder import sources
from jobfinder.domain.environments import STAGING
from jobfinder.domain.person import Person, PersonSkill, Profile, Search
from jobfinder.domain.reading import read_posting
from jobfinder.domain.source import Source
from jobfinder.fetch import HttpFetcher
from jobfinder.html_text import clean_text
from jobfinder.ports import Limits, Ports
from jobfinder.stores.sqlite import SqliteStore

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PROFILE = Profile(
    person=Person(skills=(PersonSkill(name="Python", years=6), PersonSkill(name="PostgreSQL", years=4))),
    searches=(Search(name="backend", titles=("Backend Engineer",), threshold=40),),
    version="1",
)


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@dataclass
class SilentBus:
    sent: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def publish(self, topic: str, messages: Any) -> None:
        self.sent += [(topic, dict(message)) for message in messages]


def job(number: int | None, title: str | None = "Backend Engineer", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "title": title,
        "absolute_url": f"https://acme.example/jobs/{number}",
        "location": {"name": "Berlin"},
        "first_published": "2026-02-27T10:00:00Z",
        "updated_at": "2026-03-01T10:00:00Z",
        "content": f"&lt;p&gt;Job {number}: you write Python and PostgreSQL.&lt;/p&gt;",
        **more,
    }


@dataclass
class Greenhouse:
    """A board whose answer the test can change."""

    jobs: list[Any]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    requests: int = 0

    def answer(self, request: Request) -> Response:
        self.requests += 1
        return Response(json.dumps({"jobs": self.jobs}), self.status, self.headers, content_type="application/json")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path / "portfolio-staging.db", environment="staging", clock=clock)
    opened.save_profile(PROFILE)
    yield opened
    opened.close_store()


@pytest.fixture
def board(httpserver: HTTPServer) -> Greenhouse:
    greenhouse = Greenhouse([job(1), job(2), job(3)])
    httpserver.expect_request("/v1/boards/acme/jobs").respond_with_handler(greenhouse.answer)
    return greenhouse


@pytest.fixture
def source(store: SqliteStore, httpserver: HTTPServer, clock: Clock) -> Source:
    added = Source(
        key="greenhouse:acme",
        type="greenhouse",
        board="acme",
        url="https://boards.greenhouse.io/acme",
        endpoint=httpserver.url_for("").rstrip("/"),
        company="Acme",
        added_at=clock(),
    )
    store.save_source(added)
    return added


@pytest.fixture
def ports(store: SqliteStore, httpserver: HTTPServer, clock: Clock) -> Iterator[Ports]:
    numbers = count()
    made = Ports(
        environment=STAGING,
        limits=Limits(min_match_score=70),
        store=store,
        fetcher=HttpFetcher(
            user_agent="JobFinder tests",
            allow_hosts=(f"{httpserver.host}:{httpserver.port}",),
            host_interval_seconds=0,
            timeout_seconds=5,
        ),
        bus=SilentBus(),
        source_type=sources.source_type,
        recognise=sources.recognise,
        clean_text=clean_text,
        read=read_posting,
        profile=store.profile,
        clock=clock,
        new_token=lambda: f"token-{next(numbers)}",
        jitter=lambda: 0.5,
    )
    yield made
    made.fetcher.close()


@pytest.fixture
def stopped(ports: Ports) -> Ports:
    return replace(ports, stopping=lambda: True)
