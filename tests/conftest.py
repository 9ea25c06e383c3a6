"""What every test shares. In CI nothing may skip: a skipped test is reported as failed, with the reason it gave."""

import logging
import os
from collections.abc import Generator
from typing import Any

import hypothesis
import pytest

from tests.places import IN_CI

# The same examples each time, so that a red run means a change; `make soak` draws new ones.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("soak", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    if IN_CI and report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing may skip: {reason}"
    return report


@pytest.fixture(autouse=True)
def _the_log_as_it_was() -> Generator[None]:
    """Undo what a test set up for the log: its stream is closed by the time another test logs."""
    logger = logging.getLogger("jobfinder")
    before = list(logger.handlers), logger.level, logger.propagate
    yield
    logger.handlers[:], logger.level, logger.propagate = before
