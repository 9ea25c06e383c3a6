"""A company submitted by its page, all the way on one machine: its board is found over HTTP, added, read and scored."""

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from jobfinder import wiring
from jobfinder.demo.server import serve_sample_boards
from jobfinder.domain.queue import Outcome
from jobfinder.profiles import load_profile
from jobfinder.runtime.one_machine import OneMachine
from jobfinder.usecases.add_company import submit_company
from tests.places import ROOT


def test_a_submitted_company_is_found_added_read_and_scored(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    for name in ("config.yaml", "config.production.yaml"):
        (tmp_path / "config" / name).write_text((ROOT / "config" / name).read_text())
    with serve_sample_boards() as boards:
        sample = next(source for source in boards.sources() if source["type"] == "greenhouse")
        api = f"{sample['endpoint']}/v1/boards/{sample['board']}/jobs"
        httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private")
        httpserver.expect_request("/").respond_with_data('<a href="/careers">Careers</a>', content_type="text/html")
        httpserver.expect_request("/careers").respond_with_data(f'<script>load("{api}")</script>')
        site = f"127.0.0.1:{httpserver.port}"
        hosts = [site, boards.url.removeprefix("http://")]
        allowed = ", ".join(f'"{host}"' for host in hosts)
        environ = {"JOB_FINDER_FETCH__ALLOW_HOSTS": f"[{allowed}]"}
        ports = wiring.bootstrap(tmp_path, environ)
        ports.store.save_profile(load_profile(ROOT / "config" / "demo" / "profile.yaml", wiring.utc_now().date()))
        item = submit_company(f"http://{site}/", ports)
        machine = OneMachine(ports)
        machine.start()
        machine.search([])
        done = ports.store.item(item.id)
        assert done is not None
        assert done.outcome is Outcome.ADDED, done.error
        machine.search([source.key for source in ports.store.sources()])
        assert machine.stop()
        assert len(list(ports.store.each_listing())) > 1
        ports.close()
