from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jobfinder.domain.match import MatchState
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, ItemKind, ItemStatus, Outcome, QueueItem
from jobfinder.ports import Ports
from jobfinder.web.answering import MOST_BODY_BYTES
from tests.unit.cli.conftest import NOW, a_listing, an_arrival, keep
from tests.unit.web.conftest import HOST, Site

OURS = {"Origin": f"http://{HOST}"}


def state_of(ports: Ports) -> MatchState:
    (match,) = ports.store.matches()
    return match.state


@pytest.fixture
def path(ports: Ports) -> str:
    match = keep(ports, a_listing(1))
    assert match is not None
    return f"/matches/{match.id}/state"


def test_a_state_and_its_note_are_kept(site: Site, path: str) -> None:
    response = site.send(path, state="applied", note="sent on Monday", back="/?min_score=10")
    assert (response.status_code, response.headers["Location"]) == (303, "/?min_score=10&done=state")
    (match,) = site.ports.store.matches()
    assert match.state is MatchState.APPLIED
    assert match.history[-1].note == "sent on Monday"
    assert "Recorded." in site.get(response.headers["Location"]).text
    assert "sent on Monday" in site.get(f"/matches/{match.id}").text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": f"http://{HOST}.evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://[broken"},
        {"Sec-Fetch-Site": "cross-site", **OURS},
        {"Sec-Fetch-Site": "same-site", **OURS},
        {"Sec-Fetch-Site": "none", **OURS},
    ],
)
def test_a_form_from_another_site_changes_nothing(headers: dict[str, str], site: Site, path: str) -> None:
    data = {"state": "dismissed", "form_token": site.form_token()}
    assert site.ask("POST", path, data=data, headers=headers).status_code == 403
    assert state_of(site.ports) is MatchState.NEW


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_the_token_of_the_session_changes_nothing(token: str, site: Site, path: str) -> None:
    response = site.ask("POST", path, data={"state": "dismissed", "form_token": token}, headers=OURS)
    assert response.status_code == 403
    assert "earlier session" in response.text
    assert state_of(site.ports) is MatchState.NEW


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_only_a_plain_form_is_taken(kind: str, site: Site, path: str) -> None:
    body = f"state=dismissed&form_token={site.form_token()}"
    assert site.ask("POST", path, data=body, content_type=kind, headers=OURS).status_code == 415
    assert state_of(site.ports) is MatchState.NEW


def test_the_address_bar_changes_nothing(site: Site, path: str) -> None:
    assert site.get(f"{path}?state=dismissed").status_code == 405


def test_a_body_that_is_too_large_is_refused_before_it_is_read(site: Site, path: str) -> None:
    assert site.send(path, state="saved", note="x" * MOST_BODY_BYTES).status_code == 413
    assert site.send(path, state="saved", note="x" * 2001).status_code == 422
    assert site.get("/?search=" + "x" * 9000).status_code == 414
    assert state_of(site.ports) is MatchState.NEW


def test_a_state_that_is_none_is_told(site: Site, path: str) -> None:
    response = site.send(path, state="hired")
    assert response.status_code == 422
    assert "interviewing" in response.text


def test_after_a_form_nobody_is_led_to_another_site(site: Site, path: str) -> None:
    assert site.send(path, state="saved", back="//evil.example").headers["Location"] == "/?done=state"


def test_an_unknown_match_is_not_there(site: Site) -> None:
    assert site.send("/matches/ffff/state", state="saved").status_code == 404


def test_a_submitted_address_waits_in_the_queue(site: Site) -> None:
    url = "https://boards.greenhouse.io/acme/jobs/4012345"
    response = site.send("/submit", url=url)
    assert response.status_code == 303
    (item,) = site.ports.store.items()
    assert (item.kind, item.url, item.status) == (ItemKind.URL, url, ItemStatus.PENDING)
    assert response.headers["Location"] == f"/queue/{item.id}"
    assert "waiting to be read" in site.get(response.headers["Location"]).text
    assert site.send("/submit", url=url).headers["Location"] == f"/queue/{item.id}"
    assert len(site.ports.store.items()) == 1


def test_a_submitted_company_waits_for_its_board_to_be_found(site: Site) -> None:
    response = site.send("/submit", url="https://fern.example", kind="source")
    (item,) = site.ports.store.items()
    assert (item.kind, item.url) == (ItemKind.SOURCE, "https://fern.example")
    shown = site.get(response.headers["Location"]).text
    assert "Submitted company" in shown
    assert "waiting for its board to be found" in shown


def test_what_came_of_a_company_is_shown(site: Site) -> None:
    site.send("/submit", url="https://fern.example", kind="source")
    (item,) = site.ports.store.items()
    claimed = site.ports.store.claim(item.ticket, now=site.ports.clock(), lease_seconds=60, token="t")
    assert claimed is not None
    ending = Ending(Outcome.ADDED, "added greenhouse:fern (<b>2</b> postings)")
    site.ports.store.finish(claimed, ending, (), now=site.ports.clock())
    shown = site.get(f"/queue/{item.id}").text
    assert "added greenhouse:fern (&lt;b&gt;2&lt;/b&gt; postings)" in shown
    assert 'href="/sources"' in shown


def test_a_company_that_is_no_address_is_refused_beside_its_own_field(site: Site) -> None:
    response = site.send("/submit", url="fern", kind="source")
    assert response.status_code == 422
    assert 'id="site" name="url" type="url" inputmode="url" value="fern"' in response.text
    assert not site.ports.store.items()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no address",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.example/x",
        "https://",
        "https://" + "x" * 3000,
    ],
)
def test_what_is_no_web_address_is_refused_with_what_was_typed(url: str, site: Site) -> None:
    response = site.send("/submit", url=url)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert not site.ports.store.items()


def a_failed_item(ports: Ports, number: int) -> QueueItem:
    arrival = an_arrival(a_listing(number))
    ports.store.add([arrival], lambda new, rivals: None)
    stored = ports.store.item(arrival.item.id)
    assert stored is not None
    item = ports.store.claim(stored.ticket, now=NOW, lease_seconds=60, token=ports.new_token())
    assert item is not None
    ports.store.fail(item, ItemError(ErrorKind.PERMANENT, "the board <b>refused</b>"), now=NOW)
    return item


def test_a_failed_item_is_shown_with_its_reason_and_tried_again(site: Site) -> None:
    item = a_failed_item(site.ports, 1)
    page = site.get("/queue").text
    assert "the board &lt;b&gt;refused&lt;/b&gt;" in page
    assert site.send("/queue/retry", item=item.id).headers["Location"] == "/queue?done=retried"
    again = site.ports.store.item(item.id)
    assert again is not None
    assert again.status is ItemStatus.PENDING


def test_all_failed_items_are_tried_again_and_none_is_fine_too(site: Site) -> None:
    for number in (1, 2, 3):
        a_failed_item(site.ports, number)
    assert "Retry all 3" in site.get("/queue").text
    site.send("/queue/retry", all="true")
    assert site.ports.store.queue_stats().by_status["pending"] == 3
    assert site.send("/queue/retry", all="true").headers["Location"] == "/queue?done=nothing"
    assert site.send("/queue/retry").status_code == 422


def test_a_merge_is_undone(site: Site) -> None:
    keep(site.ports, a_listing(1))
    twin = replace(a_listing(1, source="lever:acme"), first_seen_at=NOW + timedelta(hours=1))
    site.ports.store.add([an_arrival(twin)], lambda new, rivals: rivals[0].id if rivals else None)
    (match,) = site.ports.store.matches()
    assert "split it off" in site.get(f"/matches/{match.id}").text
    response = site.send(f"/listings/{twin.id}/split", back=f"/matches/{match.id}")
    assert response.headers["Location"] == f"/matches/{match.id}?done=split"
    assert site.ports.store.listings([twin.id])[twin.id].canonical_id is None
