"""A real browser on the dashboard over the sample boards. In CI its absence fails; elsewhere it is a reasoned skip."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jobfinder.demo.server import serve_sample_boards
from jobfinder.ports import Ports
from jobfinder.web.serving import LocalServer
from tests.integration.web.served import TOKEN, searched
from tests.places import IN_CI
from tests.unit.web.test_pages import keep_hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


def missing() -> str:
    """Return what is missing to run a browser, "" where nothing is."""
    try:
        import playwright.sync_api
    except ImportError:
        return "the Python package playwright is not installed"
    del playwright
    return "" if Path(CHROMIUM).is_file() else f"there is no Chromium at {CHROMIUM}: apt-get install chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if words := missing():
        pytest.fail(words) if IN_CI else pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def searched_ports(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    with serve_sample_boards() as boards, searched(tmp_path_factory.mktemp("browser"), boards) as ports:
        yield dataclasses.replace(ports, profile=ports.store.profile)


@pytest.fixture(scope="module")
def hostile_match(searched_ports: Ports) -> str:
    """Give the id of a match whose every text tries to break out."""
    return keep_hostile(searched_ports)


@pytest.fixture(scope="module")
def server(searched_ports: Ports, hostile_match: str) -> Iterator[LocalServer]:
    with LocalServer(searched_ports, TOKEN) as server:
        yield server


@dataclass
class Visit:
    """A signed-in person's window; whatever the browser complains of is kept."""

    page: Page
    server: LocalServer
    ports: Ports
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.server.url.rstrip("/") + path)
        return self.page


def new_visit(context: BrowserContext, server: LocalServer, ports: Ports) -> Visit:
    visit = Visit(context.new_page(), server, ports)

    def complain(event: Any) -> None:
        visit.complaints.append(getattr(event, "text", str(event)))

    visit.page.on("console", complain)  # errors and violations of the content policy are told here
    visit.page.on("pageerror", complain)
    visit.page.on("dialog", lambda dialog: (complain(dialog.message), dialog.dismiss()))
    visit.page.on("requestfailed", lambda request: _complain_of_failure(request, complain))
    return visit


def _complain_of_failure(request: Any, complain: Any) -> None:
    if "ERR_ABORTED" not in (request.failure or ""):  # a page that is left while it loads is no failure
        complain(request.url)


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def visit(
    request: pytest.FixtureRequest, browser: Browser, server: LocalServer, searched_ports: Ports
) -> Iterator[Visit]:
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 1280, "height": 900})
    visit = new_visit(context, server, searched_ports)
    visit.page.goto(server.link)
    yield visit
    context.close()
    assert visit.complaints == []
