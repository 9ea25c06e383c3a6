"""Which log files are past their retention: there is a file a day, and each goes when its last line is too old.

A running process deletes them at midnight, the daily clean-up deletes them whatever runs or does not run.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

SCHEDULER_LOG, QUEUE_WORKER_LOG = "scheduler.log", "queue_worker.log"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # what stands behind the dot of a day's file


def past_retention(path: Path, retention_days: int, now: datetime) -> list[Path]:
    """Return the files of a log's days whose every line is older than so many days; `path` is the log's own."""
    oldest_kept = (now - timedelta(days=retention_days)).date().isoformat()
    days = {each: each.name.removeprefix(f"{path.name}.") for each in path.parent.glob(f"{path.name}.*")}
    return sorted(each for each, day in days.items() if _DAY.fullmatch(day) and day < oldest_kept)


def forget_old_logs(directory: Path, retention_days: int, now: datetime) -> int:
    """Delete the log files past their retention; return how many. Where there are no log files, that is none."""
    old = [
        each
        for name in (SCHEDULER_LOG, QUEUE_WORKER_LOG)
        for each in past_retention(directory / name, retention_days, now)
    ]
    for path in old:
        path.unlink(missing_ok=True)  # a process that keeps the log may have been quicker
    return len(old)
