"""`jobfinder notify`: does a message reach you, and what is wrong just now?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import opened
from jobfinder.cli.text import one_line

if TYPE_CHECKING:
    from jobfinder.domain.alarm_book import Episode
    from jobfinder.usecases.notify import Delivered

app = new_app("Try out where messages go, and list the alerts that are on.")


@app.callback()
def _group() -> None:
    """Try out where messages go, and list the alerts that are on."""


@app.command("test", cls=Command, epilog=examples("notify test", "notify test --json"))
def send_one(json: Json = False) -> int:
    """Send a test to every address of notify.urls and alerts.urls, and say what became of each (exit code 1: refused).

    The addresses hold secrets and are never shown: each is named by its place in the settings and its service.
    """
    from jobfinder.usecases.notify import send_test

    with opened() as ports:
        delivered = send_test(ports)
    print_delivered(delivered, json=json)
    return Exit.FAILED if any(one.error for one in delivered) else Exit.OK


@app.command("list", cls=Command, epilog=examples("notify list", "notify list --json"))
def list_alarms(json: Json = False) -> int:
    """List the alerts that are on, and what to do about each (exit code 1 if there is any).

    docs/operations.md has a section for each kind. How the running process itself is, `jobfinder health` says.
    """
    from jobfinder.usecases.alerts import open_alarms

    with opened() as ports:
        episodes = open_alarms(ports)
    if json:
        output.print_json([_as_json(each) for each in episodes])
    else:
        output.print_lines([line for each in episodes for line in _lines(each)] or ["Nothing is wrong."])
    return Exit.FAILED if episodes else Exit.OK


def _as_json(episode: Episode) -> dict[str, Any]:
    alarm = episode.alarm
    return {
        "key": alarm.key,
        "kind": episode.kind.name,
        "title": alarm.title,
        "body": alarm.body,
        "todo": alarm.todo,
        "since": episode.began_at,
        "told": bool(episode.told),
    }


def _lines(episode: Episode) -> Iterator[str]:
    alarm = episode.alarm
    yield f"{one_line(alarm.title)} (since {episode.began_at:%Y-%m-%d %H:%M} UTC)"
    for words in (*alarm.body.splitlines(), *alarm.todo.splitlines()):
        yield f"  {one_line(words)}"


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
