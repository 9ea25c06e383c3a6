"""Start the emulators, register what Cloud Build would deploy, serve every function of both environments.

A document added to `job-queue` of either database is scored seconds later, with no other process. The topics of the
schedule are published when they fall due.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from emulator.running import FIRESTORE_PORT, PUBSUB_PORT, ROOT, Plan, Running, running
from jobfinder import log
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.domain.topology import FUNCTIONS
from jobfinder.errors import JobFinderError

LOGS = ROOT / "build" / "emulators"


def main() -> int:
    """Return 0 after a clean end, 3 where something needed is missing."""
    options = _options()
    log.set_up()
    log.logger.setLevel(logging.WARNING)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    try:
        _run(options, stop)
    except JobFinderError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m emulator", description=__doc__)
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help="load each database from here, and save it at the end"
    )
    parser.add_argument("--seed", action="store_true", help="serve sample boards and search them for a sample person")
    parser.add_argument("--firestore-port", type=int, default=FIRESTORE_PORT, help="default: %(default)s")
    parser.add_argument("--pubsub-port", type=int, default=PUBSUB_PORT, help="default: %(default)s")
    return parser.parse_args()


def _run(options: argparse.Namespace, stop: threading.Event) -> None:
    with contextlib.ExitStack() as stack:
        environ = {}
        if options.seed:
            from emulator.seed import allowing, seed
            from jobfinder.demo.server import serve_sample_boards

            boards = stack.enter_context(serve_sample_boards())
            environ = allowing(boards)
        plan = Plan(
            firestore_port=options.firestore_port,
            pubsub_port=options.pubsub_port,
            data_folder=options.data,
            log_folder=LOGS,
            has_schedule=True,
            environ=environ,
        )
        emulators = stack.enter_context(running(plan))
        if options.seed:
            os.environ.update(emulators.hosts)
            seed({**os.environ, **environ}, boards)
        _tell(emulators)
        stop.wait()
        print("Stopping.", flush=True)


def _tell(emulators: Running) -> None:
    print("The emulators run, and every function is served. For a client in another terminal:\n")
    for name, value in emulators.hosts.items():
        print(f"  export {name}={value}")
    print("  export STORE=firestore")
    print("\nNothing is scored before `ENVIRONMENT=staging jobfinder profile import FILE` said who looks for what.\n")
    for name in ENVIRONMENTS:
        url = f"http://{emulators.functions[name].host}"
        print(f"  functions of {name}: {url}/<function>/")
        for function in FUNCTIONS:
            if function.http:
                print(f"    {function.name}: {url}/{function.name}/")
    print(f"\nWhat they log is in {LOGS}. Stop with Ctrl-C.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
