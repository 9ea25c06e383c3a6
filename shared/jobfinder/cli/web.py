"""`jobfinder web`: the dashboard and the JSON API on this machine."""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import opened

if TYPE_CHECKING:
    from jobfinder.ports import Ports

app = new_app()
PORT = 8765


@app.command(
    cls=Command,
    epilog=examples(
        "web",
        "web --run",
        "web --port 9000",
        "web --host 0.0.0.0 --allow-remote --name jobs.home.lan",
    ),
)
def web(
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes any free one.")] = PORT,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let other machines in, by the token in JOB_FINDER_WEB_TOKEN.")
    ] = False,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="A name that this server is also called by.")
    ] = None,
    run: Annotated[bool, typer.Option("--run", help="Also read boards and score, as `jobfinder run` does.")] = False,
    json: Json = False,
) -> int:
    """Serve the dashboard and the JSON API until stopped.

    Open the link it prints: it holds a token, without which nobody sees anything. The token is a new one each time
    unless JOB_FINDER_WEB_TOKEN holds one. Other machines are refused unless you allow them.
    """
    from jobfinder.web.serving import LocalServer

    token = _token(host, allow_remote=allow_remote)
    with (
        _asked_to_stop() as asked,
        opened() as ports,
        _working(ports, wanted=run) as served,
        LocalServer(served, token, host=host, port=port, names=name or []) as server,
    ):
        if json:
            output.print_json({"url": server.url, "link": server.link, "port": server.port})
        else:
            output.print_lines((server.link,))
            output.say("Open this link. Stop with Ctrl-C.")
            if not run:
                output.say("What you submit is scored by `jobfinder run`, or here with --run.", "dim")
        while not asked.wait(0.5):
            continue
    return Exit.OK


def _token(host: str, *, allow_remote: bool) -> str:
    """Return the token to come in by. Raises UsageProblem, Misconfigured: an open door is never made by accident."""
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.errors import Misconfigured
    from jobfinder.web.serving import TOKEN_VARIABLE, check_token, is_loopback

    chosen = os.environ.get(TOKEN_VARIABLE, "")
    if not is_loopback(host):
        if not allow_remote:
            raise UsageProblem(
                "Other machines could reach this address", where=host, todo="Say --allow-remote to let them."
            )
        if not chosen:
            todo = f"Set {TOKEN_VARIABLE} to a long random text; put a proxy with TLS in front where others listen."
            raise Misconfigured(
                "Other machines are let in by a token of your own only", where=TOKEN_VARIABLE, todo=todo
            )
    if chosen:
        check_token(chosen)
    return chosen or secrets.token_urlsafe(32)


@contextmanager
def _working(ports: Ports, *, wanted: bool) -> Iterator[Ports]:
    """Give the ports to serve with; where wanted, boards are read and items scored meanwhile."""
    if not wanted:
        yield ports
        return
    from jobfinder import log, wiring
    from jobfinder.cli.search import prepare, workers
    from jobfinder.config import load_settings
    from jobfinder.runtime.one_machine import OneMachine

    prepare(ports)
    log.set_up(load_settings(wiring.home()).logging.level, sys.stderr)
    scrape_workers, score_workers = workers()
    machine = OneMachine(ports, scrape_workers=scrape_workers, score_workers=score_workers)
    machine.start()
    thread = threading.Thread(target=machine.run, name="machine", daemon=True)
    thread.start()
    try:
        yield machine.ports
    finally:
        machine.stop()
        thread.join(timeout=5)


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Give what is set when SIGTERM or Ctrl-C asks for the end."""
    asked = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        asked.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
