from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jobfinder import wiring
from jobfinder.web.serving import LocalServer
from tests.browser.conftest import Visit, new_visit
from tests.integration.web.served import TOKEN
from tests.unit.web.conftest import CONFIG
from tests.unit.web.test_readings import READING, keep_read

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    shutil.copytree(CONFIG, tmp_path / "config")
    ports = wiring.bootstrap(tmp_path, {})
    keep_read(ports, READING)
    with LocalServer(ports, TOKEN) as server:
        context = browser.new_context(viewport={"width": 390, "height": 800})
        made = new_visit(context, server, ports)
        made.page.goto(server.link)
        yield made
        context.close()
    ports.close()
    assert made.complaints == []


def test_a_match_tells_what_the_model_read_apart_from_what_the_rules_read_also_on_a_telephone(visit: Visit) -> None:
    page = visit.open("/")
    page.locator("article").first.get_by_role("link").click()
    asked = page.get_by_role("region", name="What it asks for")
    assert asked.locator("blockquote").first.inner_text().split("\n\n") == ["five years of roofs", "from the posting"]
    assert page.get_by_role("region", name="For your résumé").get_by_text("Lead with the big roof.").is_visible()
    told = page.get_by_role("region", name="Score")
    assert told.get_by_text("read by rules and the model").is_visible()
    assert page.get_by_text("Nothing is said of ladders.").locator(".by-model").inner_text() == "the model"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
