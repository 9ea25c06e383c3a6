"""Lets gcloud itself read commands: one it understands fails for want of an account, a wrong one fails before that."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import IN_CI

UNDERSTOOD = "You do not currently have an active account selected"
READER = Path(__file__).with_name("gcloud_reads.py")

needs_gcloud = pytest.mark.skipif(
    shutil.which("gcloud") is None and not IN_CI, reason="gcloud is not installed, and only it knows its own flags"
)


def complaints(commands: list[list[str]], config: Path) -> dict[str, str]:
    """Return what gcloud says of each command that it does not understand. The project is nobody's."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(config),
        "CLOUDSDK_CONFIG": str(config),
        "CLOUDSDK_CORE_DISABLE_PROMPTS": "1",
        "CLOUDSDK_CORE_CHECK_GCE_METADATA": "false",
    }
    root = Path(shutil.which("gcloud") or "").resolve().parents[1]
    bundled = root / "platform" / "bundledpythonunix" / "bin" / "python3"
    python = str(bundled) if bundled.exists() else sys.executable
    whole = [[*words, *(() if "--project" in str(words) else ("--project=a-project",))] for words in commands]
    config.mkdir(exist_ok=True)
    (config / "key.txt").write_text("a key")  # gcloud reads the files it is given before anything else
    lines = "".join(json.dumps(words) + "\n" for words in whole)
    done = subprocess.run(
        (python, "-S", READER, root) if python == sys.executable else (python, READER, root),
        input=lines,
        env=environment,
        cwd=config,
        capture_output=True,
        text=True,
        check=False,
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(said) == len(commands), done.stderr
    listed = zip((" ".join(words) for words in commands), said, strict=True)
    return {command: words for command, words in listed if UNDERSTOOD not in words or not words.endswith("exit 1")}
