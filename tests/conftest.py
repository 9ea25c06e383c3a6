"""What every test shares. In CI nothing may skip: a skipped test is reported as failed, with the reason it gave."""

from collections.abc import Generator
from typing import Any

import pytest

from tests.places import IN_CI


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    if IN_CI and report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing may skip: {reason}"
    return report
