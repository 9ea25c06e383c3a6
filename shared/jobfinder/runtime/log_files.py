"""Keeps the log in files as well: scheduler.log and queue_worker.log, a file a day, as long as the environment says.

The lines are those of standard output. What the workers of the queue say goes to queue_worker.log, all else
(boards read, things scheduled, starts and stops) to scheduler.log.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

from jobfinder import log
from jobfinder.log_retention import QUEUE_WORKER_LOG, SCHEDULER_LOG, past_retention

QUEUE_WORKERS = "work-"  # what the names of their threads begin with


class DailyFile(TimedRotatingFileHandler):
    """A log file that begins anew at midnight UTC; files of days past the retention are deleted, also after a pause."""

    def __init__(self, path: Path, retention_days: int) -> None:
        super().__init__(path, when="midnight", utc=True, encoding="utf-8", delay=True)
        self._path, self._retention_days, self._has_told = path, retention_days, False
        self.setFormatter(log.JsonLines())
        self.backupCount = retention_days  # what makes the rollover look for files to delete
        self.delete_old(datetime.now(UTC))

    def getFilesToDelete(self) -> list[str]:  # noqa: N802 - the name that the rollover calls
        """Return the files of days past the retention."""
        return list(map(str, past_retention(self._path, self._retention_days, datetime.now(UTC))))

    def delete_old(self, now: datetime) -> None:
        """Delete the files of days past the retention."""
        for path in past_retention(self._path, self._retention_days, now):
            path.unlink(missing_ok=True)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name for it
        """Say once why a line could not be written, where the other lines go; the work goes on."""
        if not self._has_told:
            self._has_told = True
            error = sys.exception()
            log.event(f"the log file cannot be written: {error}", logging.ERROR, path=str(self._path))


def keep_log_files(directory: Path, retention_days: int) -> None:
    """Write the product's log lines into the directory's files too. Raises OSError where it cannot be made."""
    directory.mkdir(parents=True, exist_ok=True)
    worker, scheduler = (DailyFile(directory / name, retention_days) for name in (QUEUE_WORKER_LOG, SCHEDULER_LOG))
    worker.addFilter(_is_of_a_queue_worker)
    scheduler.addFilter(lambda record: not _is_of_a_queue_worker(record))
    log.logger.handlers += [worker, scheduler]


def _is_of_a_queue_worker(record: logging.LogRecord) -> bool:
    return (record.threadName or "").startswith(QUEUE_WORKERS)
