from collections.abc import Iterator
from pathlib import Path

import pytest

from jobfinder.stores.sqlite import SqliteStore
from tests.contract.backends import wall_clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "portfolio.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(path, clock=wall_clock)
    yield opened
    opened.close_store()
