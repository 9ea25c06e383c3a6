from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from jobfinder import cli
from jobfinder.domain.match import MatchState
from jobfinder.errors import Misconfigured, Retryable
from jobfinder.ports import Ports
from jobfinder.web.answering import MOST_BODY_BYTES
from tests.unit.cli.conftest import NOW, a_listing, keep
from tests.unit.web.conftest import TOKEN, Site
from tests.unit.web.test_forms import a_failed_item
from tests.unit.web.test_pages import HOSTILE, a_source, keep_hostile


def said_by_cli(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert cli.main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def full(visitor: Site) -> Site:
    from jobfinder.domain.source import Completeness

    for number in range(3):
        keep(visitor.ports, a_listing(number), 70 + number)
    keep(visitor.ports, a_listing(7), None)
    a_failed_item(visitor.ports, 8)
    a_source(visitor.ports, "acme", Completeness.COMPLETE)
    return visitor


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/matches", ["matches"]),
        ("/matches?min_score=82&limit=1", ["matches", "--min-score", "82", "--limit", "1"]),
        ("/matches?state=applied&state=saved", ["matches", "--state", "applied", "--state", "saved"]),
        ("/matches?state=all&since=3d&closed=true", ["matches", "--state", "all", "--since", "3d", "--closed"]),
        ("/matches/{match}", ["show", "{match}"]),
        ("/matches/{match}?text=true", ["show", "{match}", "--text"]),
        ("/why?about={match}", ["why", "{match}"]),
        ("/why?about={match}&search=platform", ["why", "{match}", "--search", "platform"]),
        ("/queue/stats", ["queue", "stats"]),
        ("/queue/items", ["queue", "list"]),
        ("/queue/items?status=failed&limit=5", ["queue", "list", "--status", "failed", "--limit", "5"]),
        ("/sources", ["sources", "list"]),
    ],
)
def test_the_api_says_what_the_command_line_says(
    path: str, words: list[str], full: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    match_id = min(match.id for match in full.ports.store.matches())
    response = full.api(path.format(match=match_id))
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert response.json == said_by_cli(capsys, *(word.format(match=match_id) for word in words))


def test_the_parts_of_a_match_add_up_to_its_score(full: Site) -> None:
    for row in full.api("/matches").json or []:
        match: Any = full.api(f"/matches/{row['id']}").json
        assert sum(part["points"] for part in match["parts"]) == match["score"] == row["score"]


def test_a_state_is_recorded_with_its_note(full: Site) -> None:
    match = full.ports.store.matches()[0]
    answer: Any = full.api(f"/matches/{match.id[:12]}/state", {"state": "applied", "note": "by mail"}).json
    assert (answer["id"], answer["state"]) == (match.id, "applied")
    (stored,) = full.ports.store.matches(id_prefix=match.id)
    assert stored.state is MatchState.APPLIED
    assert stored.history[-1].note == "by mail"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"state": "hired"}, 422),
        ({"state": 7}, 422),
        ({"state": "saved", "note": ["x"]}, 422),
        ({"state": "saved", "note": "x" * 2001}, 422),
        ([], 400),
        ("saved", 400),
        ({"state": "saved", "note": "x" * MOST_BODY_BYTES}, 413),
    ],
)
def test_a_state_that_cannot_be_meant_is_a_problem(body: object, status: int, full: Site) -> None:
    match = full.ports.store.matches()[0]
    response = full.api(f"/matches/{match.id}/state", body)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem: Any = response.json
    assert problem["status"] == status
    assert set(problem) == {"type", "title", "status", "detail"}
    assert full.ports.store.matches(states=[MatchState.NEW]).__len__() == 3


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b'{"state": "saved"}', 415),
        ("application/x-www-form-urlencoded", b"state=saved", 415),
        ("", b'{"state": "saved"}', 415),
        ("application/json", b"{", 400),
        ("application/json", b"", 400),
        ("application/json", b"\xff\xfe", 400),
        ("application/json", b"[" * 5000, 400),
    ],
)
def test_only_json_changes_anything(kind: str, body: bytes, status: int, full: Site) -> None:
    match = full.ports.store.matches()[0]
    headers = {"Authorization": f"Bearer {TOKEN}"}
    path = f"/api/v1/matches/{match.id}/state"
    response = full.ask("POST", path, data=body, content_type=kind, headers=headers)
    assert response.status_code == status
    assert full.ports.store.matches(states=[MatchState.SAVED]) == []


def test_a_note_may_hold_any_character(full: Site) -> None:
    match = full.ports.store.matches()[0]
    for note in ("\ud800", "a\x00b", "\u202e", "🧭" * 500, "'; DROP TABLE matches; --"):
        assert full.api(f"/matches/{match.id}/state", {"state": "saved", "note": note}).status_code == 200
        assert full.sign_in().get(f"/matches/{match.id}").status_code == 200


def test_a_submitted_address_is_accepted_and_can_be_asked_about(full: Site) -> None:
    response = full.api("/submit", {"url": "https://boards.greenhouse.io/acme/jobs/4012345"})
    assert response.status_code == 202
    item: Any = response.json
    assert item["status"] == "pending"
    where = response.headers["Location"].removeprefix("/api/v1")
    assert full.api(where).json == item
    assert full.api("/submit", {"url": "javascript:alert(1)"}).status_code == 422
    assert full.api("/submit", {}).status_code == 422


def test_a_submitted_company_is_an_item_of_its_own_kind(full: Site) -> None:
    response = full.api("/submit", {"url": "https://fern.example", "kind": "source"})
    assert response.status_code == 202
    item: Any = response.json
    assert (item["kind"], item["url"], item["status"]) == ("source", "https://fern.example", "pending")
    assert full.api("/submit", {"url": "https://fern.example", "kind": "url"}).json["kind"] == "url"  # type: ignore[index]
    for body in ({"url": "fern", "kind": "source"}, {"url": "https://fern.example", "kind": "listing"}):
        assert full.api("/submit", body).status_code == 422


def test_failed_items_are_tried_again_by_name_or_all_at_once(full: Site) -> None:
    (failed,) = full.api("/queue/items?status=failed").json or []
    for body in ({}, {"items": []}, {"items": "x"}, {"items": [1]}, {"all": True, "items": ["x"]}, {"all": "yes"}):
        assert full.api("/queue/retry", body).status_code == 422
    assert full.api("/queue/retry", {"items": ["nosuch"]}).status_code == 404
    assert full.api("/queue/retry", {"items": [failed["id"][:10]]}).json == {"retried": 1}
    assert full.api("/queue/retry", {"all": True}).json == {"retried": 0}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nosuch", 404),
        ("/matches/zzzz", 404),
        ("/matches/%20", 404),
        ("/matches/%00", 404),
        ("/matches/%25", 404),
        ("/matches/_", 404),
        ("/matches/%ff%ed%a0%80", 404),
        ("/queue/items/%25", 404),
        ("/queue/items/zzzz", 404),
        ("/why", 422),
        ("/why?about=zzzz", 404),
        ("/why?about=https://acme.example/nosuch", 404),
        ("/queue/items?status=lost", 422),
        ("/queue/items?limit=0", 422),
    ],
)
def test_what_is_not_there_or_cannot_be_meant_is_a_problem(path: str, status: int, full: Site) -> None:
    response = full.api(path)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"


def test_an_id_that_fits_several_things_is_a_conflict(full: Site) -> None:
    ids = sorted(match.id for match in full.ports.store.matches())
    short = next(
        (one[:length] for length in (1, 2) for one in ids if sum(i.startswith(one[:length]) for i in ids) > 1), ""
    )
    for number in range(10, 30):
        keep(full.ports, a_listing(number))
    firsts = [match.id[0] for match in full.ports.store.matches()]
    short = short or next(letter for letter in firsts if firsts.count(letter) > 1)
    assert full.api(f"/matches/{short}").status_code == 409


def test_text_of_others_stays_harmless_and_whole(visitor: Site) -> None:
    match_id = keep_hostile(visitor.ports)
    response = visitor.api(f"/matches/{match_id}")
    assert "\u202e" not in response.text
    assert "\x1b" not in response.text
    document: Any = response.json
    assert document["title"] == HOSTILE


class Broken:
    """A store that fails in one way whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Any:
        def fail(*_: object, **__: object) -> None:
            raise self.error

        return fail


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (
            Retryable("The store does not answer", where="secret-host", after_seconds=7),
            503,
            "The store does not answer",
        ),
        (Misconfigured("The key is wrong", where="secret-key"), 500, "the log says what to mend"),
        (RuntimeError("secret"), 500, "was logged"),
        (KeyError("secret"), 500, "was logged"),
    ],
)
def test_trouble_of_ours_is_told_without_its_insides(
    error: Exception, status: int, told: str, ports: Ports, visitor: Site, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Site(replace(ports, store=Broken(error))).sign_in()  # type: ignore[arg-type]
    for response in (broken.api("/sources"), broken.get("/sources")):
        assert response.status_code == status
        assert told in response.text
        assert "secret" not in response.text
        assert ("Retry-After" in response.headers) == (status == 503)


def test_ports_that_cannot_be_opened_are_a_problem_too(visitor: Site) -> None:
    from werkzeug import Request
    from werkzeug.test import Client

    from jobfinder.web import answer

    def refuse() -> Ports:
        raise Misconfigured("There is no configuration file", where="/secret/config.yaml")

    client = Client(Request.application(lambda request: answer(request, refuse)))
    response = client.get("/api/v1/sources", headers={"Authorization": f"Bearer {TOKEN}"}, base_url="http://127.0.0.1")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert client.get("/assets/style.css", base_url="http://127.0.0.1").status_code == 200


def test_the_moment_of_the_answer_is_the_clock_of_the_ports(ports: Ports, visitor: Site) -> None:
    from datetime import timedelta

    keep(ports, a_listing(1), 70)
    later = Site(replace(ports, clock=lambda: NOW + timedelta(days=60)))
    rows: Any = later.api("/matches").json
    assert [row["score"] for row in rows] == [70]
