"""One scenario: boards with every kind of posting and trouble, items submitted by hand, old items to clean up.

It says what the outside world does, and nothing about what runs it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder.domain.facts import Level, Place
from jobfinder.domain.ids import item_id
from jobfinder.domain.person import Person, PersonSkill, Policy, Profile, Search
from jobfinder.domain.queue import ItemKind, ItemStatus, Outcome, QueueItem
from jobfinder.domain.source import Source
from jobfinder.ports import Store
from jobfinder.wiring import utc_now

TEXT = """<p>You build the services of our ferry company in Python and Go, on PostgreSQL and Kubernetes: {number}.</p>
<p>Five years of experience with Python, PostgreSQL and Docker. You work from our office in Berlin two days a week, the
others from wherever you like. The timetable of forty harbours hangs on what you write, and so does the price of each
ticket; we test it, we watch it, and we sleep well.</p>"""
PROFILE = Profile(
    person=Person(
        place=Place(city="Berlin", country="DE"),
        skills=tuple(PersonSkill(name=name, years=6) for name in ("Python", "PostgreSQL", "Docker", "Kubernetes")),
    ),
    searches=(
        Search(
            name="backend",
            titles=("Backend Engineer",),
            levels=(Level.SENIOR,),
            policy=Policy(excluded_companies=("Numquam",), excluded_titles=("PHP",)),
        ),
        Search(name="anything", threshold=0),
        Search(name="nothing", threshold=100),
    ),
    version="1",
)


@dataclass
class World:
    """The boards as they stand; `changed` moves them on to the second day."""

    url: str
    is_second_day: bool = False
    asked: dict[str, int] = field(default_factory=dict)

    def greenhouse(self) -> list[dict[str, Any]]:
        jobs = [greenhouse_job(number) for number in range(1, 9)]
        jobs[1]["title"] = "PHP Backend Engineer"
        jobs[2]["title"] = "Nurse"
        jobs[3] = {"id": 4, "title": None}
        if self.is_second_day:
            jobs[4]["content"] = TEXT.format(number="5, now with Apache Kafka")
            jobs = [job for job in jobs if job["id"] != 6]
        return jobs

    def lever(self) -> list[dict[str, Any]]:
        return [lever_job(number) for number in (1, 5, 11)]


def greenhouse_job(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "title": f"Senior Backend Engineer, Harbour {number}",
        "company_name": "Acme Ferries",
        "absolute_url": f"https://ferries.example/jobs/{number}",
        "location": {"name": "Berlin, Germany"},
        "first_published": (utc_now() - timedelta(days=number)).isoformat(),
        "content": TEXT.format(number=number),
    }


def lever_job(number: int) -> dict[str, Any]:
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "text": f"Senior Backend Engineer, Harbour {number}",
        "hostedUrl": f"https://jobs.lever.co/acmeferries/00000000-0000-4000-8000-{number:012}",
        "createdAt": int((utc_now() - timedelta(days=number)).timestamp() * 1000),
        "categories": {"location": "Berlin, Germany"},
        "description": TEXT.format(number=number)[: 2000 if number == 11 else 420],
    }


def page() -> str:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Senior Backend Engineer",
        "description": TEXT.format(number=21),
        "hiringOrganization": {"name": "Glass Works"},
        "identifier": "page-21",
        "url": "https://glass.example/jobs/21",
        "jobLocation": {"address": {"addressLocality": "Berlin", "addressCountry": "DE"}},
    }
    return f'<script type="application/ld+json">{json.dumps(posting)}</script>'


@contextmanager
def world() -> Iterator[World]:
    """Serve the boards inside."""
    with HTTPServer() as server:
        served = World(server.url_for("").rstrip("/"))
        server.expect_request("/v1/boards/acme/jobs").respond_with_handler(
            lambda request: json_response({"jobs": served.greenhouse()})
        )
        server.expect_request("/v0/postings/acmeferries").respond_with_handler(
            lambda request: json_response(served.lever())
        )
        server.expect_request("/robots.txt").respond_with_data("", status=404)
        server.expect_request("/v1/boards/gone/jobs").respond_with_data("{}", status=404)
        server.expect_request("/v1/boards/broken/jobs").respond_with_data("oh", status=500)
        server.expect_request("/jobs/21").respond_with_handler(lambda request: flaky(served, request))
        server.expect_request("/about").respond_with_data("<p>no posting here</p>", content_type="text/html")
        server.expect_request("/never").respond_with_data("", status=500)
        yield served


def json_response(body: Any) -> Response:
    return Response(json.dumps(body), content_type="application/json")


def flaky(served: World, request: Request) -> Response:
    """Fail the first two times that the path is asked for."""
    served.asked[request.path] = served.asked.get(request.path, 0) + 1
    if served.asked[request.path] <= 2:
        return Response("not now", 503)
    return Response(page(), content_type="text/html")


def set_up(store: Store, served: World) -> list[str]:
    """Put the profile, the sources and an item from long ago into the store; return the sources' keys."""
    store.save_profile(PROFILE)
    now = utc_now()
    boards = (("greenhouse", "acme"), ("lever", "acmeferries"), ("greenhouse", "gone"), ("greenhouse", "broken"))
    sources = [
        Source(
            key=f"{kind}:{board}",
            type=kind,
            board=board,
            url=f"https://{board}.example",
            endpoint=served.url,
            company="Acme Ferries",
            added_at=now,
        )
        for kind, board in boards
    ]
    for source in sources:
        store.save_source(source)
    old = QueueItem(
        id=item_id("url", "long ago", ""),
        kind=ItemKind.URL,
        url="https://old.example",
        created_at=now - timedelta(days=41),
        status=ItemStatus.SUCCEEDED,
        outcome=Outcome.FILTERED,
        finished_at=now - timedelta(days=40),
    )
    store.enqueue([old])
    return [source.key for source in sources]


def submissions(served: World) -> list[QueueItem]:
    """Return the items a user submits: one that works at the third try, one without a posting, one that never works."""
    return [
        QueueItem(id=item_id("url", path, ""), kind=ItemKind.URL, url=served.url + path, created_at=utc_now())
        for path in ("/jobs/21", "/about", "/never")
    ]
