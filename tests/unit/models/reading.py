"""A store, a profile and listings for a model to read, around the fake provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from jobfinder import sources
from jobfinder.config import ModelSettings
from jobfinder.domain.environments import STAGING
from jobfinder.domain.identity import choose_canonical
from jobfinder.domain.match import Match
from jobfinder.domain.person import Person, PersonSkill, Profile, Search, WorkPeriod
from jobfinder.domain.posting import Posting
from jobfinder.domain.queue import QueueItem
from jobfinder.domain.reading import read_posting
from jobfinder.fetch import HttpFetcher
from jobfinder.html_text import clean_text
from jobfinder.models.choosing import models_of
from jobfinder.ports import Extractor, Limits, Ports
from jobfinder.stores.sqlite import SqliteStore
from jobfinder.usecases.arrive import arrival_of
from jobfinder.usecases.score import score_item
from tests.fakes.model_server import KEY, ModelServer, answering

IN_USE: list[Extractor] = []  # those whose connections the end of a test closes
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PRICES = [
    {"model": name, "input": 1.0, "output": 5.0, "cache_read": 0.1, "cache_write": 1.25, "as_of": "2026-03-01"}
    for name in ("claude-haiku-5-5", "gpt-6-luna")
]
PROFILE = Profile(
    person=Person(
        name="Robin Secret",
        headline="Backend engineer",
        summary="Ten years of services in Python.",
        skills=(PersonSkill(name="Python", years=6), PersonSkill(name="PostgreSQL", years=4)),
        work=(
            WorkPeriod(
                title="Backend Engineer",
                company="Example Ltd",
                start=date(2020, 3, 1),
                skills=("Python",),
                highlights=("Cut the nightly import from five hours to ten minutes",),
            ),
        ),
    ),
    searches=(Search(name="backend", titles=("Backend Engineer",), threshold=40),),
    version="1",
)
TEXT = """We build the booking service of a railway.

What you bring
- Five years of Python in production
- PostgreSQL at scale
- A calm way of handling incidents

What we offer
- A team of six, and time to think"""


ANSWER = answering(
    facts=[
        {"field": "level", "value": "senior", "quote": "five years of python in production"},
        {"field": "required_skill", "value": "PostgreSQL", "quote": "PostgreSQL at scale"},
        {"field": "employment", "value": "full_time", "quote": "a calm way of handling incidents"},
        {"field": "pay", "value": "90000-99000 EUR year", "quote": "PostgreSQL at scale"},
    ],
    requirements=[
        {"quote": "Five years of Python in production", "met": "met", "evidence": "Python (6 years)"},
        {"quote": "PostgreSQL at scale", "met": "partial", "evidence": "PostgreSQL (4 years)"},
        {"quote": "A calm way of handling incidents", "met": "missing", "evidence": ""},
    ],
    strengths=["The stack is yours."],
    concerns=["Nothing is said about on-call."],
    intake={
        "summary": "Lead with the import you made fast.",
        "skills": ["Python", "COBOL"],
        "highlights": ["Cut the nightly import from five hours to ten minutes", "Won a prize"],
        "keywords": ["PostgreSQL", "blockchain"],
        "gaps": ["Tell of an incident you handled."],
    },
)


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@dataclass
class Bus:
    sent: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def publish(self, topic: str, messages: Any) -> None:
        self.sent += [(topic, dict(message)) for message in messages]


@dataclass
class Desk:
    """The use cases' ports, with a model behind them."""

    ports: Ports
    store: SqliteStore
    clock: Clock

    def add(self, number: int = 1, source: str = "greenhouse:acme", **changes: Any) -> QueueItem:
        posting = a_posting(number, **changes)
        arrival = arrival_of(posting, source, clean_text, now=self.clock(), trace_id=f"t{number}")
        self.store.add([arrival], choose_canonical)
        return self.item(arrival.item)

    def item(self, item: QueueItem) -> QueueItem:
        found = self.store.item(item.id)
        assert found is not None
        return found

    def score(self, item: QueueItem) -> str:
        return score_item(self.item(item).ticket, self.ports)

    def match(self) -> Match:
        (match,) = self.store.matches()
        return match

    def later(self) -> list[QueueItem]:
        return [item for item in self.store.items() if item.kind == "read"]


def a_posting(number: int = 1, **changes: Any) -> Posting:
    values = {
        "native_id": str(number),
        "title": "Backend Engineer",
        "company": "Acme",
        "url": f"https://acme.example/jobs/{number}",
        "text": f"{TEXT}\n- Job number {number}",
        "locations": ("Berlin, Germany",),
        "posted_at": START - timedelta(days=3),
        **changes,
    }
    return Posting(**values)


def a_desk(folder: Path, server: ModelServer | None, **settings: Any) -> Desk:
    """Return a desk whose model is Claude on the fake server, unless the settings say otherwise."""
    clock, numbers = Clock(), count()
    store = SqliteStore.open(folder / "desk.db", environment="staging", clock=clock)
    store.save_profile(PROFILE)
    ports = Ports(
        environment=STAGING,
        limits=Limits(min_match_score=70, lease_seconds=300),
        store=store,
        fetcher=HttpFetcher(user_agent="JobFinder tests", host_interval_seconds=0, timeout_seconds=5),
        bus=Bus(),
        source_type=sources.source_type,
        recognise=sources.recognise,
        clean_text=clean_text,
        read=read_posting,
        profile=store.profile,
        clock=clock,
        new_token=lambda: f"token-{next(numbers)}",
        jitter=lambda: 0.5,
    )
    if server is not None:
        ports = with_models(ports, server, **settings)
    return Desk(ports, store, clock)


def with_models(ports: Ports, server: ModelServer, environ: Mapping[str, str] | None = None, **settings: Any) -> Ports:
    """Return the ports with the models that the settings name, all on the fake server."""
    values = {"provider": "anthropic", "base_url": server.url, "prices": PRICES, "daily_budget_usd": 10, **settings}
    keys = {"ANTHROPIC_API_KEY": KEY, "OPENAI_API_KEY": KEY} if environ is None else environ
    models = models_of(ModelSettings.model_validate(values), keys, function_seconds=240)
    if models is not None:
        IN_USE.extend(choice.extractor for choice in models.choices)
    return replace(ports, models=models)


def configured(desk: Desk, server: ModelServer, **settings: Any) -> Desk:
    """Return the desk with other settings of the models."""
    return replace(desk, ports=with_models(desk.ports, server, **settings))
