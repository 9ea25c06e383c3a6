"""Runs gcloud: a read gives JSON or an error, never an empty answer for a failure; a dry run only prints."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from deploy.resource import Command
from jobfinder.errors import Misconfigured, Retryable

LONGEST_SECONDS = 1800  # building an index or a function takes minutes


class Gcloud:
    """The gcloud on the path, for one project."""

    def __init__(self, project: str, *, dry_run: bool = False, say: Callable[[str], None] = print) -> None:
        self.project = project
        self.dry_run = dry_run
        self.say = say
        self._seen: dict[Command, list[Any]] = {}

    def list(self, command: Command) -> list[Any]:
        """Return what a listing command lists, asked once until `look_again`. Raises Retryable where gcloud fails."""
        if command not in self._seen:
            answer = json.loads(self._run((*command, "--format=json")) or "[]")
            self._seen[command] = answer if isinstance(answer, list) else answer.get("bindings", [])
        return self._seen[command]

    def look_again(self) -> None:
        """Forget what was listed before."""
        self._seen.clear()

    def change(self, command: Command) -> None:
        """Run a command that changes something."""
        self.say(self.shown(command))
        if not self.dry_run:
            self._run(command)

    def text(self, command: Command) -> str:
        """Return what a command prints."""
        return self._run(command).strip()

    def shown(self, command: Command) -> str:
        """Return the command as a person would type it."""
        return shlex.join(self._whole(command))

    def _whole(self, command: Command) -> Command:
        return ("gcloud", *command, f"--project={self.project}", "--quiet")

    def _run(self, command: Command) -> str:
        whole = self._whole(command)
        try:
            done = subprocess.run(  # noqa: S603 - the words are ours
                whole, capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS
            )
        except FileNotFoundError:
            todo = "See https://cloud.google.com/sdk/docs/install."
            raise Misconfigured("gcloud is not installed", where="the path", todo=todo) from None
        except subprocess.TimeoutExpired:
            raise Retryable(f"gcloud took longer than {LONGEST_SECONDS} s", where=shlex.join(whole)) from None
        if done.returncode:
            raise Retryable(f"gcloud failed: {done.stderr.strip()[-2000:]}", where=shlex.join(whole))
        if done.stderr.strip() and not self.dry_run:
            print(done.stderr.strip(), file=sys.stderr)
        return done.stdout
