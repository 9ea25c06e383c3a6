"""Adds and scores until it is killed, and says what was committed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import google.cloud.firestore  # noqa: F401 - imported once, before the workers are forked off

from jobfinder.errors import Retryable
from jobfinder.ports import Arrival, Limits, Ports
from jobfinder.usecases.score import score_item
from tests.contract.backends import Firestore, wall_clock
from tests.contract.things import arrival, first_rival
from tests.integration.firestore.conftest import PROFILE
from tests.integration.firestore.scoring import scoring_ports

BOARDS = ("greenhouse:acme", "lever:acme")


def work(address: str, seed: int, say: Callable[[tuple[object, ...]], None]) -> None:
    random_ = random.Random(seed)
    store = Firestore(Path()).open(address, wall_clock)
    ports = scoring_ports(store, PROFILE, wall_clock, limits=Limits(min_match_score=0, lease_seconds=1))
    while True:
        try:
            _turn(ports, random_, seed, say)
        except Retryable:  # the others are in the way: what a platform would deliver again
            continue


def _turn(ports: Ports, random_: random.Random, seed: int, say: Callable[[tuple[object, ...]], None]) -> None:
    # Some numbers are this worker's own, some are brought by its neighbours too.
    numbers = [*(seed * 1000 + random_.randrange(1000) for _ in range(2)), random_.randrange(30)]
    new = [_now(arrival(n, board, merge_keys=(f"k{n}",))) for n in numbers for board in BOARDS]
    ports.store.add(new, first_rival)
    say(("added", *numbers))
    for ticket in ports.store.due(now=wall_clock(), limit=6):
        say((score_item(ticket, ports),))


def _now(made: Arrival) -> Arrival:
    return replace(made, item=replace(made.item, created_at=wall_clock()))
