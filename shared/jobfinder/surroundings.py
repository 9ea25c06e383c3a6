"""What the place where we run says of its environment: its name, container, mounts, directories, key file, emulators.

Nothing heavy is imported here: commands that only look ask too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from jobfinder.credentials import key_file
from jobfinder.domain.agreement import Claim, Said
from jobfinder.domain.environments import ENVIRONMENTS, STAGING, Environment
from jobfinder.domain.topology import FUNCTIONS
from jobfinder.errors import Misconfigured

EMULATORS = ("FIRESTORE_EMULATOR_HOST", "PUBSUB_EMULATOR_HOST", "FIREBASE_AUTH_EMULATOR_HOST")
NOTHING_REAL = "demo-"  # how Google's tools tell a project that exists in emulators only
MOUNTS = Path("/proc/self/mountinfo")  # https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html


def named_environment(environ: Mapping[str, str] = os.environ) -> Environment:
    """Return the environment that ENVIRONMENT names, staging where it is not set. Raises Misconfigured."""
    name = environ.get("ENVIRONMENT", STAGING.name).strip().lower()
    if name not in ENVIRONMENTS:
        raise Misconfigured(
            f"ENVIRONMENT is {name!r}", where="environment variable", todo=f"Set it to {' or '.join(ENVIRONMENTS)}."
        )
    return ENVIRONMENTS[name]


def how_chosen(environ: Mapping[str, str], names: Environment) -> str:
    """Return in words what says that this is the environment."""
    if "ENVIRONMENT" in environ:
        return f"the variable ENVIRONMENT is {names.name!r}"
    return f"the variable ENVIRONMENT is not set, which means {names.name!r}"


def variables_file(home: Path, names: Environment) -> Path:
    """Return the file from which Compose takes an environment's variables; see docker-compose.yml."""
    return home / f".env.{names.name}"


def read_variables(path: Path) -> dict[str, str]:
    """Return what a file of variables says, as Compose reads it (NAME=value); nothing where there is no such file."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.strip().removeprefix("export ").partition("=") for line in lines if not line.lstrip().startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, found, value in pairs if found}


def claims_here(home: Path, environ: Mapping[str, str], names: Environment) -> Iterator[Claim]:
    """Yield what the place says of its environment, where it says anything. Raises Misconfigured."""
    yield from _of_host(environ, names)
    yield from _of_function(environ, names)
    for directory, foreign, kind in (
        (names.data_directory, names.other.data_directory, "data directory"),
        (names.log_directory, names.other.log_directory, "log directory"),
    ):
        yield from _of_directory(home / directory, foreign, kind)
    strange = home / names.data_directory / f"{names.other.database}.db"
    if os.path.exists(strange):  # a folder that may not be looked into is for `runtime/directories.py` to tell
        yield Claim(f"the database in {names.data_directory}/", strange.stem, str(strange), "database", names.database)


def _of_host(environ: Mapping[str, str], names: Environment) -> Iterator[Claim]:
    host = environ.get("HOSTNAME", "")  # docker-compose.yml names the host as it names the container
    if host == names.other.container:
        yield Claim("HOSTNAME", host, "variable HOSTNAME", "container", names.container)


def _of_function(environ: Mapping[str, str], names: Environment) -> Iterator[Claim]:
    service = environ.get("K_SERVICE", "")  # https://cloud.google.com/run/docs/container-contract
    for function in FUNCTIONS:
        if service == names.other.topic(function.cloud_name):
            wanted = names.topic(function.cloud_name)
            yield Claim("K_SERVICE", service, "variable K_SERVICE", "function", wanted)


def _of_directory(path: Path, foreign: str, kind: str) -> Iterator[Claim]:
    """Yield what a directory really is: where a link leads, and which folder of the host is mounted there."""
    if path.resolve().name == foreign:
        yield Claim(f"{path.name}/", foreign, str(path.resolve()), kind, path.name)
    if (mounted := _mounted_at(path)) == foreign:
        yield Claim(f"what is mounted at {path}", mounted, str(MOUNTS), kind, path.name)


def _mounted_at(path: Path) -> str:
    """Return the name of the folder that is mounted at a path, "" where none is or where the system does not say."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    roots = [fields[3] for line in lines if len(fields := line.split()) > 4 and fields[4] == str(path)]
    return Path(roots[-1]).name if roots else ""


def project_of_key(environ: Mapping[str, str]) -> Said | None:
    """Return the project that the service account's key is of, None without a key. Raises Misconfigured."""
    project = _key(environ).get("project_id")
    return Said("project_id", str(project), str(key_file(environ))) if project else None


def mixed_account(environ: Mapping[str, str], names: Environment) -> Iterator[str]:
    """Yield a sentence where production works as an account whose name says that it is staging's."""
    account = str(_key(environ).get("client_email") or "")
    foreign = names.other.ending
    if foreign and account.partition("@")[0].endswith(foreign):
        yield (
            f"client_email is {account!r} ({key_file(environ)}), which is {names.other.name}'s by its name, "
            f"but {how_chosen(environ, names)}"
        )


def _key(environ: Mapping[str, str]) -> Mapping[str, object]:
    """Return the key file's content; what is none is left to Google's own library, which says what is wrong with it."""
    path = key_file(environ)
    try:
        content = json.loads(path.read_bytes()) if path else {}
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def mixed_emulators(environ: Mapping[str, str], names: Environment, project: str) -> Iterator[str]:
    """Yield a sentence for each emulator that production would work with: its contents are gone when it ends."""
    if names.name == STAGING.name or project.startswith(NOTHING_REAL):
        return
    for variable in EMULATORS:
        if host := environ.get(variable):
            yield (
                f"{variable} leads to an emulator at {host} (variable {variable}), but this is {names.name} "
                f"of project {project or '(none is named)'} and a rehearsal needs one named {NOTHING_REAL}..., "
                f"as {how_chosen(environ, names)}"
            )
