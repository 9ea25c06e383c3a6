"""What is deployed: complete, the same every time, of one environment only, and it runs on nothing but itself."""

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from scripts import bundle as bundling

from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.domain.topology import FUNCTIONS
from jobfinder.errors import Misconfigured
from tests.places import ROOT

REVISION = "0123456789abcdef0123456789abcdef01234567"
UV = ROOT / ".venv" / "bin" / "uv"
IMPORTS = """
import json, pathlib, pkgutil, sys
import main, jobfinder
for module in pkgutil.walk_packages(jobfinder.__path__, "jobfinder."):
    __import__(module.name)
print(json.dumps({"functions": {name: callable(getattr(main, name, None)) for name in sys.argv[1:]},
                  "from": [str(pathlib.Path(module.__file__).resolve()) for module in (main, jobfinder)]}))
"""


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("bundles") / request.param
    return request.param, bundling.bundle(ENVIRONMENTS[request.param], folder, REVISION)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what a bundle is made from, to spoil."""
    root = tmp_path / "tree"
    ignored = shutil.ignore_patterns("__pycache__", "demo", "cli")
    for part in ("config", "functions", "requirements", "shared/jobfinder"):
        shutil.copytree(ROOT / part, root / part, ignore=ignored)
    return root


def test_the_manifest_names_every_file_with_its_hash(built: tuple[str, Path]) -> None:
    environment, folder = built
    files = files_of(folder)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    assert (manifest["environment"], manifest["revision"]) == (environment, REVISION)
    assert manifest["settings"]["scrape_every_hours"] == 6


def test_the_same_input_gives_the_same_bytes_and_times(built: tuple[str, Path], tmp_path: Path) -> None:
    environment, folder = built
    again = bundling.bundle(ENVIRONMENTS[environment], tmp_path / "again", REVISION)
    assert files_of(again) == files_of(folder)
    times = {path.stat().st_mtime for path in (*folder.rglob("*.py"), *again.rglob("*.py"))}
    assert times == {bundling.STAMP}


def test_a_bundle_replaces_an_older_one_and_nothing_else(tmp_path: Path) -> None:
    folder = bundling.bundle(ENVIRONMENTS["staging"], tmp_path / "b", REVISION)
    (folder / "jobfinder" / "old.py").write_text("")
    bundling.bundle(ENVIRONMENTS["staging"], folder, REVISION)
    assert not (folder / "jobfinder" / "old.py").exists()
    (tmp_path / "mine").mkdir()
    with pytest.raises(Misconfigured, match="not a bundle"):
        bundling.bundle(ENVIRONMENTS["staging"], tmp_path / "mine", REVISION)


def test_the_two_bundles_differ_in_configuration_and_manifest_only(tmp_path: Path) -> None:
    one, other = (files_of(bundling.bundle(ENVIRONMENTS[name], tmp_path / name, REVISION)) for name in ENVIRONMENTS)
    assert set(one) ^ set(other) == {"config/config.yaml", "config/config.production.yaml"}
    assert [path for path in one if path in other and one[path] != other[path]] == ["manifest.json"]


def test_a_bundle_says_nothing_of_the_other_environment(built: tuple[str, Path]) -> None:
    """Outside the package, that is: domain/environments.py must know both, to refuse the other one."""
    environment, folder = built
    (other,) = (names for name, names in ENVIRONMENTS.items() if name != environment)
    words = {other.name, other.database, other.config_file, other.data_directory, other.log_directory} - {
        "data",
        "logs",
    }
    said = re.compile("|".join(rf"(?<![\w.-]){re.escape(word)}(?![\w-])" for word in words), re.IGNORECASE)
    for path, data in files_of(folder).items():
        if not path.startswith("jobfinder/"):
            assert not said.findall(f"{path}\n{data.decode()}"), path
    assert [path.name for path in (folder / "config").iterdir()] == [ENVIRONMENTS[environment].config_file]


def test_only_what_a_function_needs_is_in_it(built: tuple[str, Path]) -> None:
    paths = files_of(built[1])
    unwanted = re.compile(r"__pycache__|\.pyc$|(^|/)(tests?|demo|runtime|profile[\w.]*\.yaml|\.[^/]*)(/|$)")
    assert [path for path in paths if unwanted.search(path)] == []
    assert len(paths) > 50


def test_the_requirements_are_the_locked_ones_each_with_its_hashes(built: tuple[str, Path]) -> None:
    lines = (built[1] / "requirements.txt").read_text().splitlines()
    locked = (ROOT / "requirements" / "functions.txt").read_text().splitlines()
    assert lines == [line for line in locked if line and not line.lstrip().startswith("#")]
    assert {"functions-framework", "google-cloud-firestore"} <= {line.partition("==")[0] for line in lines}
    assert not [line for line in lines if line.startswith(("pytest", "mypy", "ruff", "-e", "."))]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("shared/jobfinder/.env", "KEY=1"),
        ("shared/jobfinder/credentials/serviceAccountKey.json", "{}"),
        ("shared/jobfinder/stores/portfolio.db", ""),
        ("shared/jobfinder/domain/profile.robin.yaml", "person: {}"),
        ("shared/jobfinder/notes.txt", "-----BEGIN RSA " + "PRIVATE KEY-----"),
        ("shared/jobfinder/key.json", '{"private_key": "x"}'),
        ("shared/jobfinder/models.py", 'KEY = "sk-' + "ant-" + "a1" * 12 + '"'),
    ],
)
def test_anything_private_in_the_tree_stops_the_bundle_and_is_named(tree: Path, path: str, text: str) -> None:
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text(text)
    with pytest.raises(Misconfigured, match="private") as caught:
        bundling.bundle(ENVIRONMENTS["staging"], tree / "build", REVISION, tree)
    assert Path(path).name in str(caught.value)
    assert not (tree / "build").exists()


@pytest.mark.parametrize("line", ["httpx", "httpx==0.28.0", "-e .", "httpx>=0.27 --hash=sha256:" + "0" * 64])
def test_a_requirement_without_version_or_hash_stops_the_bundle(tree: Path, line: str) -> None:
    with (tree / "requirements" / "functions.txt").open("a") as lock:
        lock.write(f"{line}\n")
    with pytest.raises(Misconfigured, match="Not pinned"):
        bundling.bundle(ENVIRONMENTS["staging"], tree / "build", REVISION, tree)


def test_a_wrong_configuration_stops_the_bundle(tree: Path) -> None:
    config = tree / "config" / "config.production.yaml"
    config.write_text(config.read_text().replace('"portfolio"', '"portfolio-staging"'))
    with pytest.raises(Misconfigured, match="must not be mixed"):
        bundling.bundle(ENVIRONMENTS["production"], tree / "build", REVISION, tree)


@pytest.mark.parametrize("arguments", [[], ["prod"], ["staging", "a", "b"], ["Staging"]])
def test_an_unknown_environment_is_refused_with_the_known_ones(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bundling.main(arguments) == 2
    assert "staging|production" in capsys.readouterr().err


def test_the_revision_is_the_one_named_or_what_git_says(tmp_path: Path) -> None:
    assert bundling.revision_of(ROOT, {"REVISION": REVISION}) == REVISION
    assert bundling.revision_of(tmp_path, {}) == "unknown"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_queue_leases_outlast_every_function_that_takes_one(environment: str, tmp_path: Path) -> None:
    folder = bundling.bundle(ENVIRONMENTS[environment], tmp_path / "b", REVISION)
    lease_seconds = json.loads((folder / "manifest.json").read_text())["settings"]["lease_seconds"]
    claiming = [function for function in FUNCTIONS if function.name in ("score_queue_item", "retry_queue_item")]
    assert len(claiming) == 2
    assert all(lease_seconds > function.timeout_seconds for function in claiming)


# -- on nothing but itself


@pytest.fixture(scope="module")
def empty_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds what requirements.txt says, installed by hash, and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    bundle = bundling.bundle(ENVIRONMENTS["staging"], folder / "bundle", REVISION)
    uv = str(UV) if UV.exists() else shutil.which("uv")
    assert uv, "uv is missing: `make install` sets it up"
    subprocess.run((uv, "venv", "-q", "--python", sys.executable, folder / "venv"), check=True)
    python = folder / "venv" / "bin" / "python"
    install = (uv, "pip", "install", "-q", "--python", python, "--require-hashes", "-r", bundle / "requirements.txt")
    subprocess.run(install, check=True)
    return python


def quiet(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **more}


def test_every_function_imports_in_an_empty_environment(built: tuple[str, Path], empty_python: Path) -> None:
    folder = built[1]
    names = [function.name for function in FUNCTIONS]
    run = subprocess.run(
        (empty_python, "-c", IMPORTS, *names), cwd=folder, env=quiet(), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["functions"] == dict.fromkeys(names, True)
    assert all(Path(path).is_relative_to(folder.resolve()) for path in found["from"])


def test_the_framework_serves_a_function_from_the_folder(
    built: tuple[str, Path], empty_python: Path, tmp_path: Path
) -> None:
    environment, folder = built
    shutil.copytree(folder, tmp_path / "source")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    framework = empty_python.with_name("functions-framework")
    command = (framework, "--target=clean_up", "--signature-type=cloudevent", "--host=127.0.0.1", f"--port={port}")
    variables = quiet(ENVIRONMENT=environment, STORE="sqlite")
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=tmp_path / "source", env=variables, stdout=log, stderr=log)
    try:
        assert _delivered(port, time.monotonic() + 60) in (200, 204), (tmp_path / "log").read_text()
    finally:
        server.terminate()
        server.wait(10)
    names = ENVIRONMENTS[environment]
    assert (tmp_path / "source" / names.data_directory / f"{names.database}.db").is_file()


def _delivered(port: int, give_up_at: float) -> int:
    """Deliver a message as Eventarc does, once the server answers, and return the status."""
    headers = {
        "ce-id": "1",
        "ce-source": "//pubsub.googleapis.com/projects/p/topics/t",
        "ce-specversion": "1.0",
        "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
        "Content-Type": "application/json",
    }
    body = b'{"message": {"data": "e30=", "messageId": "1"}}'
    while True:
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{port}/", body, headers)
            with urllib.request.urlopen(request, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)


LOGS = """
import logging, main
from jobfinder import log
log.event("scraped a source", outcome="complete")
log.event("broken", logging.ERROR, function="f")
"""


@pytest.mark.parametrize("in_cloud", [True, False])
def test_in_the_cloud_every_line_is_one_that_the_metrics_can_count(built: tuple[str, Path], in_cloud: bool) -> None:
    """Elsewhere nothing is set up by loading the functions: who starts the process decides."""
    environment, folder = built
    service = {
        "ENVIRONMENT": environment,
        "K_SERVICE": ENVIRONMENTS[environment].topic("scrape-source"),
        "FUNCTION_TARGET": "scrape_source",
    }
    variables = quiet(**service if in_cloud else {})
    command = (sys.executable, "-c", LOGS)
    run = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=True)
    if not in_cloud:
        assert "{" not in run.stderr
        return
    lines = [json.loads(line) for line in (run.stdout + run.stderr).splitlines()]
    assert [(line["severity"], line["message"]) for line in lines] == [
        ("INFO", "scraped a source"),
        ("ERROR", "broken"),
    ]
    assert lines[0]["outcome"] == "complete"
