"""The tests with a real engine run where one answers; where none does they are left out, and the summary says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.containers import engine

HERE = Path(__file__).parent
_left_out = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    ours = [item for item in items if "image" in getattr(item, "fixturenames", ()) and HERE in item.path.parents]
    if ours and not engine.answers():
        items[:] = [item for item in items if item not in ours]
        config.hook.pytest_deselected(items=ours)
        config.stash[_left_out] = len(ours)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if number := config.stash.get(_left_out, 0):
        terminalreporter.write_line(f"{number} tests with containers were left out: no Docker engine answers here")


@pytest.fixture(scope="session")
def image() -> str:
    """Build the image as a user does, and return its name."""
    return engine.build()


@pytest.fixture
def home(tmp_path: Path, image: str) -> Iterator[engine.Home]:
    """A folder as docs/self-hosting.md has it set up; its containers are gone at the end."""
    made = engine.Home(tmp_path, image)
    yield made
    made.remove_containers()
