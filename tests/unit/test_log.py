"""Log lines as Cloud Logging reads them."""

import io
import json
import logging

from jobfinder import log


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_json_line_with_severity_fields_and_trace() -> None:
    stream = io.StringIO()
    log.set_up("INFO", stream)
    with log.tracing("t1"):
        log.event("scored\nan item", logging.WARNING, item_id="é", outcome=None)
    log.event("outside")
    first, second = lines(stream)
    assert first["severity"] == "WARNING"
    assert first["message"] == "scored\nan item"
    assert (first["item_id"], first["trace_id"]) == ("é", "t1")
    assert "outcome" not in first
    assert "trace_id" not in second


def test_an_exception_is_logged_with_its_traceback_in_the_message() -> None:
    stream = io.StringIO()
    log.set_up("INFO", stream)
    try:
        raise ValueError("broken")
    except ValueError:
        log.logger.exception("it failed")
    assert "Traceback" in str(lines(stream)[0]["message"])


def test_a_line_below_the_level_is_not_written() -> None:
    stream = io.StringIO()
    log.set_up("WARNING", stream)
    log.event("quiet")
    assert stream.getvalue() == ""
