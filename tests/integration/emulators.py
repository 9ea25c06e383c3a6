"""Both emulators with every function of both environments behind them, for tests of the whole."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from emulator.running import Plan, Running, running
from emulator.seed import PROFILE

from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.errors import Misconfigured
from jobfinder.profiles import load_profile
from jobfinder.stores.firestore import FirestoreStore
from jobfinder.wiring import utc_now
from tests.firestore_calls import emulator_at
from tests.places import IN_CI

Thing = TypeVar("Thing")

SECONDS = 60.0  # how long a test waits for what takes one or two on an idle machine


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """What runs, with a store opened on each database, and where the functions' logs are."""

    emulators: Running
    stores: Mapping[str, FirestoreStore]
    logs: Path

    def logged(self, environment: Environment) -> list[dict[str, str]]:
        """Return what the functions of an environment have logged so far."""
        lines = (self.logs / f"functions-{environment.name}.log").read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]


@contextlib.contextmanager
def cloud(plan: Plan) -> Iterator[Cloud]:
    """Run all of it inside, each database with a profile; skips where the emulators are missing, but fails in CI."""
    assert plan.log_folder is not None
    with contextlib.ExitStack() as stack:
        try:
            emulators = stack.enter_context(running(plan))
        except Misconfigured as missing:
            if IN_CI or ("not installed" not in str(missing) and "need Java" not in str(missing)):
                raise
            pytest.skip(str(missing))
        stores = {}
        for name, environment in ENVIRONMENTS.items():
            with emulator_at(emulators.firestore_host):
                stores[name] = FirestoreStore.open(
                    environment.database, clock=utc_now, environment=name, project=emulators.project
                )
            stack.callback(stores[name].close_store)
            stores[name].save_profile(load_profile(PROFILE, utc_now().date()))
        yield Cloud(emulators=emulators, stores=stores, logs=plan.log_folder)


def eventually(look: Callable[[], Thing], *, within_seconds: float = SECONDS) -> Thing:
    """Return what `look` finds as soon as it is something; the last it found where that takes too long."""
    until = time.monotonic() + within_seconds
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return found
