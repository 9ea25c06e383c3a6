"""`jobfinder run`: the same work, for ever."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

from jobfinder.cli import output
from jobfinder.cli.app import Command, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import opened

if TYPE_CHECKING:
    from jobfinder.config import Settings
    from jobfinder.runtime.one_machine import OneMachine

app = new_app()


@app.command(cls=Command, epilog=examples("run", "run >> jobfinder.jsonl"))
def run() -> int:
    """Keep reading boards and scoring until stopped; the log is JSON lines on standard output.

    Where the environment's log directory is there (logs-staging/ or logs/), scheduler.log and queue_worker.log in it
    hold the same lines. SIGTERM and Ctrl-C end it within ten seconds: what is in hand is finished or handed back. A
    kill loses nothing. `jobfinder health` says how it is.
    """
    from jobfinder import log
    from jobfinder.cli.search import prepare, workers
    from jobfinder.config import load_settings
    from jobfinder.runtime.one_machine import OneMachine
    from jobfinder.wiring import home

    settings = load_settings(home())
    _check_folders(settings)
    with opened() as ports:
        prepare(ports)
        scrape_workers, score_workers = workers()
        machine = OneMachine(ports, scrape_workers=scrape_workers, score_workers=score_workers)

        _stop_on_signals(machine)
        _set_up_logs(settings)
        names = ports.environment
        log.event("started", environment=names.name, database=names.database, store=settings.storage.backend)
        if sys.stdout.isatty():
            output.say("Running. Stop with Ctrl-C.")
        machine.start()
        try:
            machine.run()
        finally:
            in_time = machine.stop()
        log.event("stopped", in_time=in_time)
    return Exit.OK if in_time else Exit.FAILED


def _stop_on_signals(machine: OneMachine) -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        machine.ask_to_stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


def _check_folders(settings: Settings) -> None:
    """Refuse to start where what must be written cannot be. Raises Misconfigured."""
    from jobfinder.runtime.directories import check_writable
    from jobfinder.wiring import home

    names, folders = settings.names, {}
    if settings.storage.backend == "sqlite":
        folders[names.data_directory] = "the database"
    if _keeps_files(settings):
        folders[names.log_directory] = "the log files"
    check_writable(home(), folders)


def _set_up_logs(settings: Settings) -> None:
    from jobfinder import log
    from jobfinder.runtime.log_files import keep_log_files
    from jobfinder.wiring import home

    log.set_up(settings.logging.level, sys.stdout)
    if _keeps_files(settings):
        keep_log_files(home() / settings.names.log_directory, settings.names.log_retention_days)


def _keeps_files(settings: Settings) -> bool:
    from jobfinder.wiring import home

    said = settings.logging.files
    return (home() / settings.names.log_directory).is_dir() if said is None else said
