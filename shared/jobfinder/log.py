"""Structured logs: one JSON object a line, as Cloud Logging reads it; a trace id follows a listing from board to match.

Special fields: https://cloud.google.com/logging/docs/structured-logging#special-payload-fields
The standard library's logging serves here: structlog's import alone would cost a tenth of a second at every cold start.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

_trace: ContextVar[str] = ContextVar("trace", default="")
_SEVERITY = {logging.DEBUG: "DEBUG", logging.INFO: "INFO", logging.WARNING: "WARNING", logging.ERROR: "ERROR"}

logger = logging.getLogger("jobfinder")


@contextmanager
def tracing(trace_id: str) -> Iterator[None]:
    """Mark every line logged inside with a trace id."""
    token = _trace.set(trace_id)
    try:
        yield
    finally:
        _trace.reset(token)


def event(message: str, level: int = logging.INFO, **fields: Any) -> None:
    """Log one event with its fields; None and empty ones are left out."""
    if logger.isEnabledFor(level):
        told = {name: _writable(value) for name, value in fields.items() if value not in (None, "")}
        logger.log(level, _writable(message), extra={"fields": told})


def _writable(value: Any) -> Any:
    """Return text that UTF-8 can carry: a lone surrogate from a message or a board would end the log line's writer."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object; exceptions keep their traceback in the message, as Error Reporting wants.

    With a `project`, lines of one trace are shown together in its Cloud Logging.
    """

    def __init__(self, project: str = "") -> None:
        super().__init__()
        self._project = project

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, Any] = {
            "severity": _SEVERITY.get(record.levelno, "CRITICAL"),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "message": record.getMessage(),
        }
        if trace := _trace.get():
            line["trace_id"] = trace
            line["logging.googleapis.com/trace"] = self._resource_of(trace)
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["message"] += "\n" + self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)

    def _resource_of(self, trace: str) -> str:
        """Return a trace's name in Cloud Logging, which takes the 32 hexadecimal digits at the end of our ids."""
        return f"projects/{self._project}/traces/{trace.rpartition('/')[2]}" if self._project else trace


def set_up_for_cloud(environ: Mapping[str, str] = os.environ) -> None:
    """Send the lines to standard error where Cloud Run runs us; anywhere else, the program that serves decides."""
    if "K_SERVICE" in environ and not logger.handlers:  # https://cloud.google.com/run/docs/container-contract
        set_up()


def set_up(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send the product's log lines to `stream` (standard error by default), replacing what was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(os.environ.get("GOOGLE_CLOUD_PROJECT", "")))
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False
