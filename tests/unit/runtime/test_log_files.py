"""The log files of `run`: who writes where, and for how long they stay."""

import io
import json
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobfinder import log, wiring
from jobfinder.domain.environments import ENVIRONMENTS
from jobfinder.runtime.log_files import DailyFile, keep_log_files
from tests.places import ROOT


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = log.logger.handlers[:], log.logger.level, log.logger.propagate
    yield
    for handler in log.logger.handlers:
        handler.close()
    log.logger.handlers[:], log.logger.level, log.logger.propagate = before


def in_thread(name: str, message: str) -> None:
    thread = threading.Thread(target=log.event, args=(message,), name=name)
    thread.start()
    thread.join()


def messages(path: Path) -> list[str]:
    return [json.loads(line)["message"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_workers_of_the_queue_have_a_file_of_their_own_and_standard_output_has_all(tmp_path: Path) -> None:
    stream = io.StringIO()
    log.set_up("INFO", stream)
    keep_log_files(tmp_path / "logs-staging", 7)
    in_thread("work-0", "scored")
    in_thread("scrape-3", "read")
    log.event("started")
    assert messages(tmp_path / "logs-staging" / "queue_worker.log") == ["scored"]
    assert messages(tmp_path / "logs-staging" / "scheduler.log") == ["read", "started"]
    assert len(stream.getvalue().splitlines()) == 3


@pytest.mark.parametrize("days", [7, 30])
def test_files_of_days_past_the_retention_are_deleted_also_after_a_pause(days: int, tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    for age in (1, days, days + 1, 400):
        (tmp_path / f"scheduler.log.{today - timedelta(days=age)}").touch()
    (tmp_path / "scheduler.log.notes-of-mine").touch()
    DailyFile(tmp_path / "scheduler.log", days).close()
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {
        f"scheduler.log.{today - timedelta(days=1)}",
        f"scheduler.log.{today - timedelta(days=days)}",
        "scheduler.log.notes-of-mine",
    }


def test_a_new_day_begins_a_new_file(tmp_path: Path) -> None:
    log.set_up("INFO", io.StringIO())
    file = DailyFile(tmp_path / "scheduler.log", 7)
    log.logger.addHandler(file)
    log.event("yesterday")
    file.rolloverAt -= 86_400
    log.event("today")
    yesterday = datetime.fromtimestamp(file.rolloverAt - 2 * 86_400, UTC).date()
    assert messages(tmp_path / "scheduler.log") == ["today"]
    assert messages(tmp_path / f"scheduler.log.{yesterday}") == ["yesterday"]


def test_a_file_that_cannot_be_written_is_told_once_where_the_other_lines_go(tmp_path: Path) -> None:
    stream = io.StringIO()
    log.set_up("INFO", stream)
    (tmp_path / "scheduler.log").mkdir()
    log.logger.addHandler(DailyFile(tmp_path / "scheduler.log", 7))
    for number in range(3):
        log.event(f"line {number}")
    said = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["message"] for line in said if line["severity"] == "INFO"] == ["line 0", "line 1", "line 2"]
    (told,) = [line for line in said if line["severity"] == "ERROR"]
    assert "the log file cannot be written" in told["message"]


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_every_runtime_is_given_what_deletes_the_environments_old_log_files(environment: str, tmp_path: Path) -> None:
    names = ENVIRONMENTS[environment]
    shutil.copytree(ROOT / "config", tmp_path / "config")
    directory = tmp_path / names.log_directory
    directory.mkdir()
    now = datetime.now(UTC)
    for age in (names.log_retention_days, names.log_retention_days + 1):
        (directory / f"queue_worker.log.{now.date() - timedelta(days=age)}").touch()
    ports = wiring.bootstrap(tmp_path, {"ENVIRONMENT": environment})
    try:
        assert ports.forget_old_logs(now) == 1
        assert ports.forget_old_logs(now) == 0
    finally:
        ports.close()
