from __future__ import annotations

import pytest

from jobfinder.web.headers import CONTENT_SECURITY_POLICY, HEADERS
from jobfinder.web.local_gate import LocalGate
from jobfinder.web.problems import Problem
from jobfinder.web.routes import TABLE, Kind
from jobfinder.web.visitors import install_gate
from tests.unit.web.conftest import HOST, TOKEN, Site

PAGES = [(method, path) for method, path, kind, *_ in TABLE if kind is Kind.PAGE]
API = [(method, path) for method, path, kind, *_ in TABLE if kind is Kind.API]
COOKIE = "jobfinder-8765"


def filled(path: str) -> str:
    return path.replace("<match_id>", "abc").replace("<item_id>", "abc").replace("<listing_id>", "abc")


@pytest.mark.parametrize(("method", "path"), PAGES)
def test_no_page_is_shown_and_no_form_taken_without_a_session(method: str, path: str, visitor: Site) -> None:
    response = visitor.ask(method, filled(path))
    if method == "GET":
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/sign-in")
    else:
        assert response.status_code == 401


@pytest.mark.parametrize(("method", "path"), API)
@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Token {TOKEN}", f"bearer {TOKEN}x"]
)
def test_the_api_answers_nobody_without_the_token(method: str, path: str, header: str | None, visitor: Site) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = visitor.ask(method, filled(path), headers=headers)
    assert response.status_code == 401
    assert response.mimetype == "application/problem+json"
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path"), API)
def test_a_cookie_does_not_open_the_api(method: str, path: str, site: Site) -> None:
    assert site.ask(method, filled(path)).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", TOKEN, "0" * 64, "é"])
def test_a_made_up_cookie_opens_nothing(cookie: str, visitor: Site) -> None:
    visitor.client.set_cookie(COOKIE, cookie, domain="127.0.0.1")
    assert visitor.get("/").status_code == 303


def test_the_printed_link_becomes_a_cookie_and_leaves_the_address_bar(visitor: Site) -> None:
    response = visitor.get(f"/queue?token={TOKEN}&status=failed")
    assert response.status_code == 303
    assert response.headers["Location"] == "/queue?status=failed"
    cookie = response.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert TOKEN not in cookie
    assert visitor.get("/queue?status=failed").status_code == 200


def test_a_wrong_link_says_so_and_is_not_kept(visitor: Site) -> None:
    response = visitor.get("/?token=wrong")
    assert response.status_code == 401
    assert "Set-Cookie" not in response.headers


def test_the_sign_in_form_takes_the_token_and_goes_on_to_the_page_asked_for(visitor: Site) -> None:
    asked = visitor.get("/why?about=abc")
    assert asked.headers["Location"] == "/sign-in?next=/why%3Fabout%3Dabc"
    form = visitor.get(asked.headers["Location"])
    assert 'name="next" value="/why?about=abc"' in form.text
    sent = {"token": TOKEN, "next": "/why?about=abc"}
    response = visitor.ask("POST", "/sign-in", data=sent, headers={"Origin": f"http://{HOST}"})
    assert (response.status_code, response.headers["Location"]) == (303, "/why?about=abc")
    assert visitor.get("/").status_code == 200


def test_signing_in_leads_to_no_other_site(visitor: Site) -> None:
    sent = {"token": TOKEN, "next": "https://evil.example/"}
    response = visitor.ask("POST", "/sign-in", data=sent, headers={"Origin": f"http://{HOST}"})
    assert response.headers["Location"] == "/"


def test_a_wrong_token_in_the_form_is_told_and_no_browser_dialogue_opens(visitor: Site) -> None:
    response = visitor.ask("POST", "/sign-in", data={"token": "no"}, headers={"Origin": f"http://{HOST}"})
    assert response.status_code == 403
    assert "This is not the token" in response.text
    assert "WWW-Authenticate" not in response.headers


def test_another_site_cannot_sign_a_visitor_in(visitor: Site) -> None:
    for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert visitor.ask("POST", "/sign-in", data={"token": TOKEN}, headers=headers).status_code == 403


def test_signing_out_takes_the_cookie_away(site: Site) -> None:
    assert site.send("/sign-out").headers["Location"] == "/sign-in"
    assert site.get("/").status_code == 303


def test_guessing_the_token_from_another_machine_is_stopped_there(visitor: Site) -> None:
    install_gate(LocalGate(TOKEN, 8765, is_remote=True))
    guesser = {"environ_overrides": {"REMOTE_ADDR": "10.0.0.9"}}
    for _ in range(10):
        assert visitor.api("/sources", token="wrong", **guesser).status_code == 401
    response = visitor.api("/sources", **guesser)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "60"
    assert visitor.api("/sources").status_code == 200


def test_no_page_in_the_owners_browser_can_lock_them_out(visitor: Site) -> None:
    for _ in range(20):
        assert visitor.get("/?token=wrong").status_code == 401
    assert visitor.api("/sources").status_code == 200
    assert visitor.get(f"/?token={TOKEN}").status_code == 303


def test_a_link_with_line_ends_in_its_path_makes_no_header_of_its_own(visitor: Site) -> None:
    response = visitor.get(f"/matches/a%0d%0aSet-Cookie:%20b=c?token={TOKEN}")
    assert response.headers["Location"] == "/matches/a%0D%0ASet-Cookie%3A%20b%3Dc"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "10.0.0.7:8765", "", "[::2]"]
)
def test_a_host_that_is_not_ours_is_refused(host: str, site: Site) -> None:
    for path in ("/", "/api/v1/matches", "/assets/style.css", "/sign-in", f"/?token={TOKEN}"):
        assert site.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "LOCALHOST", "127.0.0.1", "[::1]:8765", "127.0.0.9:1"])
def test_this_machine_by_any_of_its_own_names_is_fine(host: str, site: Site) -> None:
    assert site.get("/assets/style.css", headers={"Host": host}).status_code == 200


def test_a_server_for_others_takes_its_names_and_addresses_but_no_made_up_name(site: Site) -> None:
    gate = LocalGate(TOKEN, 8765, names=["jobs.home.lan"], is_remote=True)
    install_gate(gate)
    for host, status in (
        ("192.168.1.7:8765", 200),
        ("jobs.home.lan", 200),
        ("JOBS.home.lan:80", 200),
        ("evil.example", 421),
    ):
        assert site.get("/assets/style.css", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/queue",
        "/nosuch",
        "/assets/style.css",
        "/assets/icon.svg",
        "/sign-in",
        "/api/v1/matches",
        "/api/v1/nosuch",
        "/matches/abc",
    ],
)
def test_every_answer_carries_the_headers_that_protect(path: str, site: Site) -> None:
    headers = site.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    if not path.startswith("/assets/"):
        assert headers["Cache-Control"] == "no-store"


def test_no_script_may_run_and_nobody_may_frame_a_page() -> None:
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert not {name for name in rules if name.startswith("script")}
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_an_encrypted_connection_is_remembered_as_such(visitor: Site) -> None:
    response = visitor.get(f"/?token={TOKEN}", headers={"X-Forwarded-Proto": "https"})
    assert "max-age=" in response.headers["Strict-Transport-Security"]
    assert "Secure" in response.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in visitor.get("/sign-in").headers


def test_a_style_sheet_with_its_version_may_be_kept(site: Site) -> None:
    page = site.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "immutable" in site.get(address).headers["Cache-Control"]
    assert site.get("/assets/style.css?v=old").headers["Cache-Control"] == "no-cache"


def test_a_problem_reads_as_a_problem() -> None:
    document = Problem(422, "It cannot be.", "Send another.").document()
    assert document == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "It cannot be. Send another.",
    }
