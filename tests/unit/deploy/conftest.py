"""A project to deploy to: a gcloud that remembers, and Google's two APIs over HTTP."""

import copy
import json
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from deploy.functions import Release
from deploy.gcloud import Gcloud
from deploy.google import Google
from deploy.plan import Tools
from deploy.site import Site
from scripts.bundle import bundle

from jobfinder.domain.environments import ENVIRONMENTS
from tests.unit.deploy import fake_gcloud

REVISION = "0123456789abcdef0123456789abcdef01234567"


def site_of(environment: str) -> Site:
    return Site(
        environment=ENVIRONMENTS[environment],
        project="a-project",
        number="123456789012",
        region="europe-west1",
        database_location="europe-west1",
    )


GCLOUD = """#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/{port}
printf '%s\\0' "$#" "$@" >&3
read -r code <&3
IFS= read -r -d '' text <&3
if [ "$code" = 0 ]; then printf %s "$text"; else printf %s "$text" >&2; fi
exit "$code"
"""


@dataclass
class FakeProject:
    """A whole Google project, as far as a deployment can see it."""

    google: Google
    resources: dict[str, Any] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)
    releases: dict[str, str] = field(default_factory=dict)
    rulesets: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    def state(self) -> dict[str, Any]:
        return copy.deepcopy(self.resources)

    def set(self, **values: Any) -> None:
        self.resources.update(copy.deepcopy(values))

    def calls(self) -> list[list[str]]:
        return list(self.resources.get("calls", ()))

    def tools(self, folder: Path, *, dry_run: bool = False) -> Tools:
        folder.mkdir(parents=True, exist_ok=True)
        said: list[str] = []
        return Tools(gcloud=Gcloud("a-project", dry_run=dry_run, say=said.append), google=self.google, folder=folder)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeProject]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    commands = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Obeying)
    program = tmp_path / "bin" / "gcloud"
    program.parent.mkdir()
    program.write_text(GCLOUD.format(port=commands.server_address[1]))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    url = f"http://127.0.0.1:{server.server_port}"
    gcloud = Gcloud("a-project")
    google = Google(
        lambda: gcloud.text(("auth", "print-access-token")), rules=f"{url}/rules", firestore=f"{url}/firestore"
    )
    found = FakeProject(google)
    for serving in (server, commands):
        serving.project = found  # type: ignore[attr-defined]
        threading.Thread(target=serving.serve_forever, args=(0.02,), daemon=True).start()
    yield found
    for serving in (server, commands):
        serving.shutdown()
        serving.server_close()


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("deployed")
    return {name: bundle(environment, folder / name, REVISION) for name, environment in ENVIRONMENTS.items()}


@pytest.fixture(params=ENVIRONMENTS)
def environment(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(environment: str) -> Site:
    return site_of(environment)


@pytest.fixture
def release(environment: str, bundles: dict[str, Path]) -> Release:
    return Release(bundle=bundles[environment])


class Obeying(socketserver.StreamRequestHandler):
    """What stands behind the gcloud on the path: words that end in NUL come in, an exit code and a text go out."""

    def handle(self) -> None:
        words: list[str] = []
        count = int(self.word())
        while len(words) < count:
            words.append(self.word())
        code, text = fake_gcloud.run(self.server.project.resources, words)  # type: ignore[attr-defined]
        self.wfile.write(f"{code}\n{text}\n".encode())

    def word(self) -> str:
        found = bytearray()
        while (one := self.rfile.read(1)) not in (b"\0", b""):
            found += one
        return found.decode()


class Answering(BaseHTTPRequestHandler):
    """Firestore's document API and the rules API, as far as they are used."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        project: FakeProject = self.server.project  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        project.requests.append(f"{self.command} {self.path}")
        status, found = (401, {}) if self.headers["Authorization"] != "Bearer a-token" else self.found(project, body)
        data = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def found(self, project: FakeProject, body: Any) -> tuple[int, Any]:
        kind, _, rest = self.path.lstrip("/").partition("/")
        if kind == "firestore":
            return documents(project, self.command, rest, body)
        if "/rulesets" in rest:
            if self.command == "POST":
                name = f"projects/a-project/rulesets/{len(project.rulesets) + 1}"
                project.rulesets[name] = body["source"]["files"][0]["content"]
                return 200, {"name": name}
            return 200, {"name": rest, "source": {"files": [{"content": project.rulesets[rest]}]}}
        return releases(project, self.command, rest, body)

    do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        pass


def documents(project: FakeProject, method: str, path: str, body: Any) -> tuple[int, Any]:
    if method == "POST":
        path, _, name = path.partition("?documentId=")
        if f"{path}/{name}" in project.documents:
            return 409, {}
        project.documents[f"{path}/{name}"] = body
        return 200, body
    return (200, project.documents[path]) if path in project.documents else (404, {})


def releases(project: FakeProject, method: str, path: str, body: Any) -> tuple[int, Any]:
    if method == "POST":
        project.releases[body["name"]] = body["rulesetName"]
        return 200, body
    if path not in project.releases:
        return 404, {}
    if method == "PATCH":
        project.releases[path] = body["release"]["rulesetName"]
    if method == "DELETE":
        del project.releases[path]
        return 200, {}
    return 200, {"name": path, "rulesetName": project.releases[path]}
