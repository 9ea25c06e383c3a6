"""`jobfinder run`: the same work, for ever."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from jobfinder.cli import output
from jobfinder.cli.app import Command, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import opened

app = new_app()


@app.command(cls=Command, epilog=examples("run", "run 2>> logs-staging/jobfinder.jsonl"))
def run() -> int:
    """Keep reading boards and scoring until stopped; logs are JSON lines on standard error.

    SIGTERM and Ctrl-C end it within ten seconds: what is in hand is finished or handed back. A kill loses nothing.
    """
    from jobfinder import log
    from jobfinder.cli.search import prepare, workers
    from jobfinder.runtime.one_machine import OneMachine

    with opened() as ports:
        prepare(ports)
        scrape_workers, score_workers = workers()
        machine = OneMachine(ports, scrape_workers=scrape_workers, score_workers=score_workers)

        def stop(number: int, frame: FrameType | None) -> None:
            machine.ask_to_stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        log.set_up(_level(), sys.stderr)
        log.event("started", environment=ports.environment.name, database=ports.environment.database)
        if sys.stderr.isatty():
            output.say("Running. Stop with Ctrl-C.")
        machine.start()
        try:
            machine.run()
        finally:
            in_time = machine.stop()
        log.event("stopped", in_time=in_time)
    return Exit.OK if in_time else Exit.FAILED


def _level() -> str:
    from jobfinder.config import load_settings
    from jobfinder.wiring import home

    return load_settings(home()).logging.level
