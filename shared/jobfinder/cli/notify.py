"""`jobfinder notify`: does a message reach you?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import opened
from jobfinder.cli.text import one_line

if TYPE_CHECKING:
    from jobfinder.usecases.notify import Delivered

app = new_app("Try out where the digest goes.")


@app.callback()
def _group() -> None:
    """Try out where the digest goes."""


@app.command("test", cls=Command, epilog=examples("notify test", "notify test --json"))
def send_one(json: Json = False) -> int:
    """Send a short message to every address of notify.urls, and say what became of each (exit code 1 if one failed).

    The addresses hold secrets and are never shown: each is named by its place in the settings and its service.
    """
    from jobfinder.usecases.notify import send_test

    with opened() as ports:
        delivered = send_test(ports)
    print_delivered(delivered, json=json)
    return Exit.FAILED if any(one.error for one in delivered) else Exit.OK


def print_delivered(delivered: list[Delivered], *, json: bool) -> None:
    """Print a line for each target: what became of the message there."""
    if json:
        output.print_json(
            [
                {"target": one.target, "outcome": one.outcome, "matches": one.matches, "error": one.error}
                for one in delivered
            ]
        )
        return
    for one in delivered:
        words = f"{one.target}: {one.outcome}{f': {one.error}' if one.error else ''}"
        output.print_lines((one_line(words),))
