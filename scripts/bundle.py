"""Writes what is deployed to Cloud Functions into build/bundle-<environment>, with nothing of the other environment.

Usage: python scripts/bundle.py staging|production [FOLDER]

The same input gives the same bytes. `manifest.json` holds the version, the revision (REVISION, or what git says), the
settings that the deployment needs to know, and the SHA-256 of every other file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jobfinder import __version__
from jobfinder.config import load_settings
from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.errors import JobFinderError, Misconfigured

ROOT = Path(__file__).parents[1]
# What only people's machines use: the sample boards and the one-machine runtime. All else loads without them (a test).
LEFT_OUT = frozenset({"demo", "runtime", "__main__.py", "__pycache__"})
# Names that must not lie in the tree that is deployed, whatever is in them.
PRIVATE_NAME = re.compile(
    r"^\.|credential|secret|service.?account|\.(env|pem|key|p12|db|sqlite|log)$|^profile.*\.ya?ml$", re.I
)
PRIVATE_TEXT = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY-----|\"private_key\"\s*:|\bsk-(ant|proj)-[\w-]{20}|\bAIza[\w-]{35}"
)
STAMP = 1_577_836_800  # 2020-01-01T00:00:00Z, so that an archive of the folder does not change with the clock


def bundle(environment: Environment, folder: Path, revision: str, root: Path = ROOT) -> Path:
    """Write the bundle into `folder`, replacing what was there, and return it.

    Raises Misconfigured for a wrong configuration file, a requirement without a hash, and anything private in the tree.
    """
    content = dict(sorted(_content(environment, root).items()))
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in content.items()}
    manifest = {
        "environment": environment.name,
        "version": __version__,
        "revision": revision,
        "settings": _settings(environment, root),
        "files": hashes,
    }
    content["manifest.json"] = json.dumps(manifest, indent=2).encode() + b"\n"
    _write(content, folder)
    return folder


def _content(environment: Environment, root: Path) -> dict[str, bytes]:
    config = f"config/{environment.config_file}"
    content = {
        "main.py": (root / "functions" / "main.py").read_bytes(),
        "requirements.txt": _requirements((root / "requirements" / "functions.txt").read_text(encoding="utf-8")),
        config: (root / config).read_bytes(),
    }
    content.update(_package(root / "shared" / "jobfinder"))
    for path, data in content.items():
        if (PRIVATE_NAME.search(Path(path).name) and not path.endswith(".py")) or PRIVATE_TEXT.search(data):
            raise Misconfigured("This looks private, and is not deployed", where=path, todo="Take it out of the tree.")
    return content


def _package(package: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.is_file() and not LEFT_OUT.intersection(inside.parts):
            yield f"jobfinder/{inside.as_posix()}", path.read_bytes()


def _requirements(text: str) -> bytes:
    """Return the lock file without its comments, once each requirement is an exact version with hashes."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    wanted = "\n".join(lines).replace("\\\n", " ").splitlines()
    loose = [line for line in wanted if not re.match(r"^[\w.\[\],-]+==\S+.*--hash=sha256:[0-9a-f]{64}", line)]
    if loose or not wanted:
        raise Misconfigured("Not pinned by version and hash", where=(loose or ["an empty lock file"])[0][:100])
    return ("\n".join(lines) + "\n").encode()


def _settings(environment: Environment, root: Path) -> Mapping[str, Any]:
    """Return the settings that decide how it is deployed; reading them checks the configuration file."""
    settings = load_settings(root, {"ENVIRONMENT": environment.name})
    return {"lease_seconds": settings.queue.lease_seconds, "scrape_every_hours": settings.scrape.every_hours}


def _write(content: Mapping[str, bytes], folder: Path) -> None:
    if folder.exists():
        if not (folder / "manifest.json").is_file():
            raise Misconfigured("This folder is not a bundle, so it is not replaced", where=str(folder))
        shutil.rmtree(folder)
    for path, data in content.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        file.chmod(0o644)
        os.utime(file, (STAMP, STAMP))


def revision_of(root: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Return REVISION, or the commit that git says the tree is at ("-dirty" if it was changed since), or "unknown"."""
    if named := environ.get("REVISION"):
        return named
    command = ("git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def main(arguments: list[str]) -> int:
    """Write one bundle and say where and what it is."""
    if len(arguments) not in (1, 2) or arguments[0] not in ENVIRONMENTS:
        print(f"Usage: python scripts/bundle.py {'|'.join(ENVIRONMENTS)} [FOLDER]", file=sys.stderr)
        return 2
    environment = ENVIRONMENTS[arguments[0]]
    folder = Path(arguments[1]) if len(arguments) == 2 else ROOT / "build" / f"bundle-{environment.name}"
    try:
        bundle(environment, folder, revision_of(ROOT))
    except JobFinderError as error:
        print(error, file=sys.stderr)
        return 3
    files = [path for path in folder.rglob("*") if path.is_file()]
    print(f"{folder}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
