"""Start the emulators, register what Cloud Build would deploy, serve every function of both environments.

Usage: python -m emulator [--data FOLDER] [--firestore-port N] [--pubsub-port N]

A document added to `job-queue` of either database is scored seconds later, with no other process. With --data, each
database is loaded from FOLDER/<database> at the start and written there at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from emulator import register
from emulator.parts import find_parts
from emulator.router import Router
from emulator.servers import Server, firestore, free_port, pubsub
from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.errors import JobFinderError

ROOT = Path(__file__).parents[1]
PROJECT = "demo-job-finder"  # the prefix demo- tells Google's tools that nothing real may be called


def main() -> int:
    """Return 0 after a clean end, 3 where something needed is missing."""
    options = _options()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        with running(options.firestore_port, options.pubsub_port, logs=ROOT / "build" / "emulators") as hosts:
            _tell(hosts)
            stop.wait()
    except JobFinderError as error:
        print(error, file=sys.stderr)
        return 3
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m emulator", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--firestore-port", type=int, default=8080)
    parser.add_argument("--pubsub-port", type=int, default=8085)
    return parser.parse_args()


@contextlib.contextmanager
def running(firestore_port: int, pubsub_port: int, *, logs: Path | None = None) -> Iterator[dict[str, str]]:
    """Run everything inside, and yield the environment variables that lead a client to it."""
    parts = find_parts()
    if logs:
        logs.mkdir(parents=True, exist_ok=True)
    router_port, ports = free_port(), {name: free_port() for name in ENVIRONMENTS}
    router = Router(router_port, ports)
    rules = ROOT / "firestore.rules"
    hosts = {
        "FIRESTORE_EMULATOR_HOST": f"127.0.0.1:{firestore_port}",
        "PUBSUB_EMULATOR_HOST": f"127.0.0.1:{pubsub_port}",
        "GOOGLE_CLOUD_PROJECT": PROJECT,
    }
    with contextlib.ExitStack() as stack:
        router.start()
        stack.callback(router.stop)
        stack.enter_context(
            firestore(parts, firestore_port, rules=rules, functions_port=router_port, log=_log(logs, "firestore"))
        )
        stack.enter_context(pubsub(parts, pubsub_port, log=_log(logs, "pubsub")))
        for name, environment in ENVIRONMENTS.items():
            stack.enter_context(functions(environment, ports[name], hosts, log=_log(logs, f"functions-{name}")))
            register.register_triggers(hosts["FIRESTORE_EMULATOR_HOST"], PROJECT, environment)
            register.register_topics(
                hosts["PUBSUB_EMULATOR_HOST"], PROJECT, environment, f"http://127.0.0.1:{ports[name]}"
            )
            register.set_rules(hosts["FIRESTORE_EMULATOR_HOST"], PROJECT, environment.database, rules)
        yield hosts


def functions(environment: Environment, port: int, hosts: dict[str, str], *, log: Path | None = None) -> Server:
    """Return the server of all functions of one environment, on Firestore and Pub/Sub at `hosts`."""
    env = {**os.environ, **hosts, "ENVIRONMENT": environment.name, "STORE": "firestore", "JOB_FINDER_HOME": str(ROOT)}
    command = [sys.executable, "-m", "emulator.functions", str(port)]
    return Server(f"functions of {environment.name}", command, port, log=log, env=env)


def _log(logs: Path | None, name: str) -> Path | None:
    return logs / f"{name}.log" if logs else None


def _tell(hosts: dict[str, str]) -> None:
    print("The emulators run and every function is served. For a client in another terminal:\n")
    for name, value in hosts.items():
        print(f"  export {name}={value}")
    print("\nStop with Ctrl-C.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
