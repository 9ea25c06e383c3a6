"""Reads docker-compose.yml as Compose does, into plain values: by Compose itself, and by a reading of our own.

The second one runs where there is no Compose, and says that nothing hangs on a reading of ours where there is.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any

import yaml

from tests.places import ROOT

FILE = ROOT / "docker-compose.yml"
PROFILES = ("staging", "production", "emulator")
KEPT = ("PATH", "HOME", "DOCKER_HOST", "DOCKER_CONFIG")  # nothing that the file could read
_VARIABLE = re.compile(r"\$\{(\w+):-([^}]*)\}")


@functools.cache
def has_compose() -> bool:
    """Return whether Compose is there; it needs no engine to read a file."""
    return bool(shutil.which("docker")) and compose("version").returncode == 0


def compose(*words: str, environ: Mapping[str, str] | None = None, **how: Any) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return subprocess.run(
        ["docker", "compose", *words], env={**kept, **(environ or {})}, capture_output=True, text=True, **how
    )


def by_compose(*profiles: str, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what `docker compose config` makes of the file."""
    chosen = [word for profile in profiles for word in ("--profile", profile)]
    said = compose("-f", str(FILE), "--env-file", "/dev/null", *chosen, "config", "--format", "json", environ=environ)
    assert said.returncode == 0, said.stderr
    document = json.loads(said.stdout)
    return {
        "services": {name: _plain(one) for name, one in document["services"].items()},
        "networks": document["networks"],
    }


def by_hand(*profiles: str, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the services of the profiles and their networks, with the variables filled in."""
    document = _filled_in(yaml.safe_load(FILE.read_text(encoding="utf-8")), environ or {})
    services = {name: one for name, one in document["services"].items() if set(one["profiles"]) & set(profiles)}
    used = {network for one in services.values() for network in one["networks"]}
    networks = {name: one for name, one in document["networks"].items() if name in used}
    return {"services": {name: _plain(one) for name, one in services.items()}, "networks": networks}


def readers() -> list[Any]:
    return [by_hand, by_compose] if has_compose() else [by_hand]


def _filled_in(value: Any, environ: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _VARIABLE.sub(lambda hit: environ.get(hit[1]) or hit[2], value)
    if isinstance(value, dict):
        return {key: _filled_in(inner, environ) for key, inner in value.items()}
    return [_filled_in(inner, environ) for inner in value] if isinstance(value, list) else value


def _plain(service: dict[str, Any]) -> dict[str, Any]:
    """Return a service with its values in units: seconds, bytes, CPUs; volumes as target -> (source, read-only)."""
    made = dict(service)
    made["networks"] = sorted(service["networks"])
    made["volumes"] = dict(_volume(each) for each in service.get("volumes", ()))
    resources = service["deploy"]["resources"]
    made["limits"], made["reservations"] = (_amounts(resources.get(kind, {})) for kind in ("limits", "reservations"))
    check = service.get("healthcheck", {})
    made["healthcheck"] = {key: _seconds(value) for key, value in check.items()}
    if "stop_grace_period" in made:
        made["stop_grace_period"] = _seconds(made["stop_grace_period"])
    return made


def _volume(volume: Any) -> tuple[str, tuple[str, bool]]:
    if isinstance(volume, dict):
        source = os.path.relpath(volume["source"], ROOT) if volume["source"].startswith(str(ROOT)) else volume["source"]
        return volume["target"], (source, volume.get("read_only", False))
    source, target, *mode = volume.split(":")
    return target, (source.removeprefix("./"), mode == ["ro"])


def _amounts(resources: Mapping[str, Any]) -> dict[str, float]:
    return {name: _bytes(str(value)) if name == "memory" else float(value) for name, value in resources.items()}


def _bytes(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)([KMG]?)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}[unit]


def _seconds(value: Any) -> Any:
    """Return the seconds of 5m, 5m0s, 20s; anything else as it is."""
    hit = re.fullmatch(r"(?:(\d+)m)?(?:(\d+)s)?", value) if isinstance(value, str) else None
    return int(hit[1] or 0) * 60 + int(hit[2] or 0) if hit else value
