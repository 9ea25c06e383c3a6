"""What a run over an unchanged board costs on Firestore, as docs/fetching.md says it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from jobfinder.domain.source import Completeness, Source
from jobfinder.fetch import HttpFetcher, Pace
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.usecases.scrape import scrape_source
from tests.contract.things import NOW
from tests.firestore_calls import Calls
from tests.integration.firestore.conftest import PROFILE
from tests.integration.firestore.scoring import scoring_ports

JOBS = [
    {"id": number, "title": f"Carpenter {number}", "absolute_url": f"https://acme.example/{number}", "content": "Wood"}
    for number in range(20)
]


def answer(request: Request) -> Response:
    same = request.headers.get("If-None-Match") == '"1"'
    return Response("" if same else json.dumps({"jobs": JOBS}), 304 if same else 200, {"ETag": '"1"'})


def test_a_run_over_an_unchanged_board_is_five_calls_for_seven_documents_and_two_writes(
    store: FirestoreStore, calls: Calls, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/v1/boards/acme/jobs").respond_with_handler(answer)
    now = [NOW]
    fetcher = HttpFetcher(
        user_agent="JobFinder tests",
        allow_hosts=(f"{httpserver.host}:{httpserver.port}",),
        pace=Pace(store.change_pace, interval_seconds=1, now=lambda: now[0]),
        paces_all=True,
    )
    ports = replace(scoring_ports(store, PROFILE, lambda: now[0]), fetcher=fetcher)
    endpoint = httpserver.url_for("").rstrip("/")
    store.save_source(
        Source(key="greenhouse:acme", type="greenhouse", board="acme", url="", endpoint=endpoint, added_at=NOW)
    )
    assert scrape_source("greenhouse:acme", ports).new == 20
    now[0] += timedelta(hours=6)
    calls.forget()
    run = scrape_source("greenhouse:acme", ports)
    assert (run.completeness, run.not_modified, run.known) == (Completeness.COMPLETE, 1, 20)
    assert calls.writes == 2  # the run, and the turn at the host
    assert calls.by_name["BatchGetDocuments"] == 5  # the source, its validators, three listings, the turn, the source
    assert calls.by_name["RunQuery"] == 0
    fetcher.close()
