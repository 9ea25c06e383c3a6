"""A company submitted by its page, all the way on one machine: its board is found over HTTP, added, read and scored."""

import shutil
from pathlib import Path

from pytest_httpserver import HTTPServer

from jobfinder import wiring
from jobfinder.domain.queue import ItemKind, Outcome
from jobfinder.profiles import load_profile
from jobfinder.runtime.one_machine import OneMachine
from jobfinder.usecases.add_company import submit_company
from tests.places import ROOT
from tests.unit.usecases.web_of_sites import greenhouse_job


def test_a_submitted_company_is_found_added_read_and_scored(httpserver: HTTPServer, tmp_path: Path) -> None:
    site = f"127.0.0.1:{httpserver.port}"
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private")
    httpserver.expect_request("/").respond_with_data('<a href="/careers">Careers</a>')
    board = f"http:\\/\\/{site}\\/v1\\/boards\\/fern\\/jobs"
    httpserver.expect_request("/careers").respond_with_data(f'<script>load("{board}")</script>')
    jobs = [greenhouse_job(number, company_name="Fern") for number in (1, 2, 3)]
    httpserver.expect_request("/v1/boards/fern/jobs").respond_with_json({"jobs": jobs})
    shutil.copytree(ROOT / "config", tmp_path / "config")

    ports = wiring.bootstrap(tmp_path, {"JOB_FINDER_FETCH__ALLOW_HOSTS": f'["{site}"]'})
    ports.store.save_profile(load_profile(ROOT / "config" / "demo" / "profile.yaml", wiring.utc_now().date()))
    company = submit_company(f"http://{site}/", ports)
    machine = OneMachine(ports)
    machine.start()
    machine.search([])
    machine.search([source.key for source in ports.store.sources()])
    assert machine.stop()

    done = ports.store.item(company.id)
    assert done is not None
    assert done.outcome is Outcome.ADDED, done.error
    assert [source.key for source in ports.store.sources()] == ["greenhouse:fern"]
    listings = [item for item in ports.store.items() if item.kind is ItemKind.LISTING]
    assert len(listings) == 3
    assert all(item.outcome for item in listings)
    ports.close()
