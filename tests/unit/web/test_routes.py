from __future__ import annotations

import importlib

import pytest

from jobfinder.web.routes import TABLE, own_page
from tests.unit.web.conftest import Site


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]} {row[1]}")
def test_every_address_has_something_that_answers(row: tuple[str, ...]) -> None:
    module = importlib.import_module(f"jobfinder.web.{row[3]}")
    assert callable(getattr(module, row[4]))


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/matches/../../evil",
        "javascript:alert(1)",
        "/queue\r\nSet-Cookie: a=b",
        "/ evil",
        "/nosuch",
        "/api/v1/matches",
        "/assets/style.css",
        "http:queue",
        "",
        "[",
    ],
)
def test_nobody_is_led_to_another_site(target: str) -> None:
    assert own_page(target) == "/"


@pytest.mark.parametrize(
    "target", ["/", "/queue", "/?state=all&min_score=80", "/matches/abc", "/why?about=https%3A%2F%2Fa.example"]
)
def test_a_page_of_ours_is_gone_back_to(target: str) -> None:
    assert own_page(target) == target


@pytest.mark.parametrize(
    "path", ["/nosuch", "/matches", "/queue/", "/assets/../pages.py", "/assets/nosuch.css", "/assets/style.css/x"]
)
def test_what_is_not_there_is_a_plain_page(path: str, site: Site) -> None:
    response = site.get(path)
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    assert "There is nothing at this address" in response.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/", {"GET", "HEAD"}),
        ("DELETE", "/matches/abc", {"GET", "HEAD"}),
        ("GET", "/matches/abc/state", {"POST"}),
        ("PUT", "/submit", {"GET", "HEAD", "POST"}),
        ("TRACE", "/queue", {"GET", "HEAD"}),
        ("PATCH", "/api/v1/matches/abc", {"GET", "HEAD"}),
    ],
)
def test_a_wrong_method_is_refused_with_the_right_ones(method: str, path: str, allowed: set[str], site: Site) -> None:
    response = site.ask(method, path)
    assert response.status_code == 405
    assert set(response.headers["Allow"].replace(" ", "").split(",")) == allowed


def test_the_head_of_a_page_has_no_body(site: Site) -> None:
    response = site.ask("HEAD", "/")
    assert (response.status_code, response.data) == (200, b"")
