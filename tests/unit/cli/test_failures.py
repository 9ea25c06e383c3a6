from __future__ import annotations

import pytest

from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.failures import UsageProblem, exit_code_of, report
from jobfinder.errors import Blocked, JobFinderError, Misconfigured, Retryable, Unreadable
from jobfinder.usecases.look_up import NothingThere, SeveralThere
from tests.unit.cli.conftest import Run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageProblem("x"), Exit.USAGE),
        (SeveralThere("x"), Exit.USAGE),
        (NothingThere("x"), Exit.NOT_FOUND),
        (FileNotFoundError(2, "No such file"), Exit.NOT_FOUND),
        (Misconfigured("x"), Exit.MISCONFIGURED),
        (Retryable("x"), Exit.FAILED),
        (Blocked("x"), Exit.FAILED),
        (Unreadable("x"), Exit.FAILED),
        (PermissionError(13, "Permission denied"), Exit.FAILED),
        (ValueError("x"), Exit.BUG),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: Exception, code: Exit) -> None:
    assert exit_code_of(error) is code


def test_an_error_says_what_happened_where_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    report(JobFinderError("It broke", where="file.yaml", todo="Mend it."), debug=False)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == ["Error: It broke.", "  Where: file.yaml", "  To do: Mend it."]


def test_an_error_quoting_a_posting_cannot_drive_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    report(JobFinderError("bad \x1b[2J title", where="\x9b31m", todo=""), debug=False)
    assert "\x1b" not in (said := capsys.readouterr().err)
    assert "\x9b" not in said


def test_a_bug_is_told_in_two_lines_and_debug_shows_the_trace(capsys: pytest.CaptureFixture[str]) -> None:
    report(ZeroDivisionError("division by zero"), debug=False)
    quiet = capsys.readouterr().err
    assert "Traceback" not in quiet
    assert "--debug" in quiet
    report(ZeroDivisionError("division by zero"), debug=True)
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_an_error_of_the_system_names_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    report(PermissionError(13, "Permission denied", "/some/file"), debug=False)
    assert "/some/file" in capsys.readouterr().err


def test_ctrl_c_says_that_nothing_was_lost(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(argv: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jobfinder.cli.app.run", interrupted)
    result = run("matches")
    assert result.code == Exit.INTERRUPTED
    assert "Nothing was lost" in result.err


def test_debug_may_stand_anywhere(run: Run) -> None:
    assert run("version", "--debug").code == 0
    assert "Traceback" in run("show", "ffff", "--debug").err


def test_a_setting_keeps_its_spelling_in_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    report(Misconfigured("queue.workers is 'two'", where="config.yaml"), debug=False)
    report(Misconfigured("the settings have 2 mistakes:\n  - a.b\n  - c.d"), debug=False)
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Error: queue.workers is 'two'."
    assert said[2] == "Error: The settings have 2 mistakes:"
