"""Invariant 9: with any one or two things wrong nothing starts, and the message names both sides of what is wrong.

The walk goes through the one check that functions, container and command line start with: `wiring.bootstrap`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest

from jobfinder import surroundings, wiring
from jobfinder.cli.opening import looking
from jobfinder.domain.environments import PRODUCTION, STAGING, Environment
from jobfinder.errors import Misconfigured
from tests.unit.mixed import KEYS, Setup, Wrong, make_databases, possible, right

Start = Callable[[Environment, tuple[Wrong, ...]], str]
each_environment = pytest.mark.parametrize("names", [STAGING, PRODUCTION], ids=lambda one: one.name)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_databases(folder)
    return folder


def mount(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = setup.home / "mountinfo"
    lines = (f"36 35 98:0 {root} {setup.home / name} rw - ext4 /dev/sda rw" for name, root in setup.mounts.items())
    mounts.write_text("\n".join(lines))
    monkeypatch.setattr(surroundings, "MOUNTS", mounts)


@pytest.fixture
def start(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Give what starts an environment with things wrong, and returns why it was refused, "" where it was not."""
    numbers = iter(range(100_000))

    def start(names: Environment, wrong: tuple[Wrong, ...]) -> str:
        opens = not wrong or any(each.in_database for each in wrong)  # what refuses before has no use for databases
        setup = right(names, tmp_path / str(next(numbers)), made if opens else None)
        for each in wrong:
            each.apply(setup)
        mount(setup, monkeypatch)
        try:
            wiring.bootstrap(setup.home, setup.environ).close()
        except Misconfigured as refused:
            return str(refused)
        finally:
            shutil.rmtree(setup.home)
        return ""

    return start


def pairs(names: Environment) -> Iterator[tuple[Wrong, Wrong]]:
    """Yield every two things that can be wrong together; what replaces the file comes after what is changed in it."""
    for one, other in combinations(possible(names), 2):
        if not one.what or one.what != other.what:
            yield (other, one) if one.what == "file" else (one, other)


@each_environment
def test_where_everything_agrees_it_starts(names: Environment, start: Start) -> None:
    assert start(names, ()) == ""


@each_environment
def test_with_one_thing_wrong_nothing_starts_and_both_sides_are_named(names: Environment, start: Start) -> None:
    missing = {}
    for wrong in possible(names):
        told = start(names, (wrong,))
        missing[wrong.name] = [words for words in wrong.sides(names) if words not in told]
        assert not any(key in told for key in KEYS.values())
    assert len(missing) > 25
    assert {name: words for name, words in missing.items() if words} == {}


@each_environment
def test_with_two_things_wrong_nothing_starts_and_each_is_named_with_both_sides(
    names: Environment, start: Start
) -> None:
    wrongly, walked = [], 0
    for pair in pairs(names):
        told = start(names, pair)
        named = [all(words in told for words in wrong.sides(names)) for wrong in pair]
        at_once = not any(wrong.steers or wrong.in_database for wrong in pair)
        if not told or not (all(named) if at_once else any(named)):
            wrongly.append((pair[0].name, pair[1].name, told))
        walked += 1
    assert walked > 400
    assert wrongly == []


@each_environment
def test_a_command_that_only_looks_is_refused_by_whatever_became_wrong_since_the_last_check(
    names: Environment, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It checks nothing again while nothing has changed, and everything as soon as anything has."""
    for number, wrong in enumerate(each for each in possible(names) if not each.in_database):
        with monkeypatch.context() as patch:
            setup = right(names, tmp_path / str(number), made)
            look(setup, patch)
            checks: list[int] = []
            patch.setattr(wiring, "bootstrap", lambda *_, seen=checks: seen.append(1))
            look(setup, patch)
            assert checks == []
        with monkeypatch.context() as patch:
            wrong.apply(setup)
            with pytest.raises(Misconfigured):
                look(setup, patch)


def look(setup: Setup, patch: pytest.MonkeyPatch) -> None:
    for name in set(os.environ) - {"PATH", "HOME"}:
        patch.delenv(name)
    for name, value in {**setup.environ, "JOB_FINDER_HOME": str(setup.home)}.items():
        patch.setenv(name, value)
    mount(setup, patch)
    with looking() as store:
        assert store.sources() == []
