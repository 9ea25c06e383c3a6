"""Log lines as Cloud Logging reads them."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from jobfinder import log


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    kept = (list(log.logger.handlers), log.logger.level, log.logger.propagate)
    yield
    log.logger.handlers[:], log.logger.level, log.logger.propagate = kept


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


def test_where_the_project_is_known_a_trace_has_its_name_in_cloud_logging(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, digits = io.StringIO(), "0af7651916cd43dd8448eb211c80319c"
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "my-jobs")
    log.set_up("INFO", stream)
    for trace in (f"host/7/99/{digits}", digits):
        with log.tracing(trace):
            log.event("scored")
    assert {line["logging.googleapis.com/trace"] for line in lines(stream)} == {f"projects/my-jobs/traces/{digits}"}


def test_a_functions_own_server_writes_json_and_other_programs_keep_what_they_set_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.logger.handlers[:] = []
    log.set_up_for_cloud({})
    assert log.logger.handlers == []
    log.set_up_for_cloud({"K_SERVICE": "clean-up"})
    log.event("cleaned up", matches=0)
    assert json.loads(capsys.readouterr().err)["message"] == "cleaned up"
    kept = list(log.logger.handlers)
    log.set_up_for_cloud({"K_SERVICE": "clean-up"})
    assert log.logger.handlers == kept


def test_half_a_character_is_written_as_what_it_is() -> None:
    stream = io.StringIO()
    log.set_up("INFO", stream)
    log.event("odd \ud800", source="a\ud800")
    stream.getvalue().encode()
    assert lines(stream)[0]["source"] == "a\\ud800"
