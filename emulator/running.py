"""What runs in the cloud, on this machine: both emulators, every function of both environments, the schedule.

client ---> Firestore emulator ---> router ---> functions of staging      (a process for each environment, as each
                 ^   ^                |                                    has servers of its own in the cloud)
                 |   +----------------+------> functions of production
                 |                                  |     ^
                 +----------------------------------+     | push
schedule ---------------> Pub/Sub emulator ---------------+
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from emulator import data, register
from emulator.parts import find_parts
from emulator.router import Router
from emulator.schedule import scheduling
from emulator.servers import Server, firestore, free_port, pubsub, together
from jobfinder.domain.environments import ENVIRONMENTS, Environment

ROOT = Path(__file__).parents[1]
RULES = ROOT / "firestore.rules"
PROJECT = "demo-job-finder"  # the prefix demo- tells Google's tools that nothing real may be called
FIRESTORE_PORT = 8080
PUBSUB_PORT = 8085
# Variables of one environment; with both of them running, each takes these from its own file.
OF_ONE_ENVIRONMENT = ("PROFILE_DATABASE_NAME", "STORAGE_DATABASE_NAME")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to run. Port 0 is any free one; `environ` is what the functions' environment has beside our own.

    With `data_folder`, each database begins with what is in <data_folder>/<database>, and is written there at the end.
    """

    firestore_port: int = 0
    pubsub_port: int = 0
    data_folder: Path | None = None
    log_folder: Path | None = None
    has_schedule: bool = False
    environ: Mapping[str, str] = field(default_factory=dict)

    def log(self, name: str) -> Path | None:
        """Return where the output of a server goes."""
        return self.log_folder / f"{name}.log" if self.log_folder else None


@dataclass(frozen=True, kw_only=True)
class Running:
    """What runs: the variables that lead a client to it, and the server of each environment's functions by its name."""

    project: str
    firestore_host: str
    pubsub_host: str
    functions: Mapping[str, Server]

    @property
    def hosts(self) -> dict[str, str]:
        """Return the environment variables that Google's clients follow."""
        return _hosts(self.firestore_host, self.pubsub_host)


@contextlib.contextmanager
def running(plan: Plan) -> Iterator[Running]:
    """Run all of it inside; nothing is left behind, whatever happens. Raises Misconfigured, naming what is missing."""
    parts = find_parts()
    _begin_logs(plan.log_folder)
    router_port, ports = free_port(), {name: free_port() for name in ENVIRONMENTS}
    documents = firestore(
        parts, plan.firestore_port or free_port(), functions_port=router_port, rules=RULES, log=plan.log("firestore")
    )
    messages = pubsub(parts, plan.pubsub_port or free_port(), log=plan.log("pubsub"))
    hosts = _hosts(documents.host, messages.host)
    servers = {name: functions(ENVIRONMENTS[name], port, hosts, plan) for name, port in ports.items()}
    with contextlib.ExitStack() as stack:
        stack.enter_context(Router(router_port, ports))
        stack.enter_context(together([documents, messages, *servers.values()]))
        if plan.data_folder:
            stack.enter_context(data.kept(documents.host, PROJECT, plan.data_folder))
        for name, environment in ENVIRONMENTS.items():
            stack.callback(servers[name].stop)  # before what they have written is kept
            _register(environment, documents.host, messages.host, f"http://{servers[name].host}")
        if plan.has_schedule:
            stack.enter_context(scheduling(messages.host, PROJECT))
        yield Running(project=PROJECT, firestore_host=documents.host, pubsub_host=messages.host, functions=servers)


def functions(environment: Environment, port: int, hosts: Mapping[str, str], plan: Plan) -> Server:
    """Return the server of all functions of one environment, on Firestore and Pub/Sub at `hosts`."""
    command = [sys.executable, "-m", "emulator.functions", str(port)]
    name = f"functions of {environment.name}"
    env = of_environment(environment, {**os.environ, **hosts, **plan.environ})
    return Server(name, command, port, log=plan.log(f"functions-{environment.name}"), env=env, folder=ROOT)


def of_environment(environment: Environment, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the variables as a process of one environment has them here."""
    ours = {name: value for name, value in variables.items() if name not in OF_ONE_ENVIRONMENT}
    return {**ours, "ENVIRONMENT": environment.name, "STORE": "firestore", "JOB_FINDER_HOME": str(ROOT)}


def _begin_logs(folder: Path | None) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for log in folder.glob("*.log"):
            log.unlink()


def _register(environment: Environment, firestore_host: str, pubsub_host: str, functions_url: str) -> None:
    register.set_rules(firestore_host, PROJECT, environment.database, RULES)
    register.register_triggers(firestore_host, PROJECT, environment)
    register.register_topics(pubsub_host, PROJECT, environment, functions_url)


def _hosts(firestore_host: str, pubsub_host: str) -> dict[str, str]:
    return {
        "FIRESTORE_EMULATOR_HOST": firestore_host,
        "PUBSUB_EMULATOR_HOST": pubsub_host,
        "GOOGLE_CLOUD_PROJECT": PROJECT,
    }
