"""The site over a real SQLite store, asked in this process as a browser or a program would ask it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Request
from werkzeug.test import Client, TestResponse

from jobfinder import wiring
from jobfinder.ports import Ports
from jobfinder.web import answer
from jobfinder.web.local_gate import LocalGate
from jobfinder.web.visitors import install_gate

CONFIG = Path(__file__).parents[3] / "config"
TOKEN = "a-token-that-nobody-guesses"
HOST = "127.0.0.1:8765"
_FORM_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


class Site:
    """A client of the site; `browser` has signed in, `program` sends the token."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self.application = Request.application(lambda request: answer(request, lambda: self.ports))
        self.client = Client(self.application)

    def ask(self, method: str, path: str, **more: Any) -> TestResponse:
        return self.client.open(path, method=method, base_url=f"http://{HOST}", **more)

    def sign_in(self) -> Site:
        assert self.ask("GET", f"/?token={TOKEN}").status_code == 303
        return self

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.ask("GET", path, **more)

    def form_token(self) -> str:
        found = _FORM_TOKEN.search(self.get("/submit").text)
        assert found is not None
        return found[1]

    def send(self, path: str, headers: dict[str, str] | None = None, **fields: str) -> TestResponse:
        """Send a form as a browser does from one of our own pages."""
        data = {"form_token": self.form_token(), **fields}
        return self.ask("POST", path, data=data, headers={"Origin": f"http://{HOST}", **(headers or {})})

    def api(self, path: str, body: object = None, token: str = TOKEN, **more: Any) -> TestResponse:
        """Ask the API as a program does: with the token, and JSON where there is a body."""
        headers = {"Authorization": f"Bearer {token}", **more.pop("headers", {})}
        if body is None:
            return self.ask("GET", f"/api/v1{path}", headers=headers, **more)
        return self.ask(
            "POST", f"/api/v1{path}", data=json.dumps(body), headers=headers, content_type="application/json", **more
        )


@pytest.fixture
def ports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ports]:
    shutil.copytree(CONFIG, tmp_path / "config")
    monkeypatch.setenv("JOB_FINDER_HOME", str(tmp_path))
    for name in ("ENVIRONMENT", "STORE", "K_SERVICE", "FIREBASE_AUTH_EMULATOR_HOST", "JOB_FINDER_WEB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    made = wiring.bootstrap(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visitor(ports: Ports) -> Iterator[Site]:
    """Give the site to somebody who has not signed in."""
    install_gate(LocalGate(TOKEN, 8765))
    yield Site(ports)
    install_gate(None)


@pytest.fixture
def site(visitor: Site) -> Site:
    return visitor.sign_in()
