"""The sample boards, searched to the end, and the dashboard over them, served in the two ways it is served."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from werkzeug.serving import make_server

from jobfinder import wiring
from jobfinder.demo.server import SampleServer
from jobfinder.ports import Ports
from tests.integration.test_one_machine import home_at, search
from tests.places import ROOT

TOKEN = "a-token-that-nobody-guesses"


@contextmanager
def searched(folder: Path, boards: SampleServer) -> Iterator[Ports]:
    """Give ports over a store in which everything the sample boards hold is read and scored."""
    ports = home_at(folder, boards)
    search(ports)
    try:
        yield ports
    finally:
        ports.close()


@contextmanager
def functions_framework_at(ports: Ports) -> Iterator[str]:
    """Give the address of the `web` function as functions-framework serves it."""
    from functions_framework import create_app

    wiring.install(ports)
    app: Any = create_app("web", str(ROOT / "functions" / "main.py"), "http")  # type: ignore[no-untyped-call]
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        wiring.install(None)


@dataclass
class Program:
    """A program that asks the API over HTTP."""

    base: str
    token: str = TOKEN

    def get(self, path: str, **more: Any) -> httpx.Response:
        return httpx.get(f"{self.base}/api/v1{path}", headers=self._headers, timeout=30, **more)

    def post(self, path: str, body: object) -> httpx.Response:
        return httpx.post(f"{self.base}/api/v1{path}", headers=self._headers, json=body, timeout=30)

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}
