from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from jobfinder.cli import output


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_terminal_gets_styles_and_a_pipe_gets_none() -> None:
    assert output.styled("x", "bold", Terminal()) == "\x1b[1mx\x1b[0m"
    assert output.styled("x", "bold", io.StringIO()) == "x"


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert output.styled("x", "red", Terminal()) == "x"


def test_an_empty_no_color_means_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert output.styled("x", "red", Terminal()) != "x"


def test_a_dumb_terminal_gets_no_escape_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert not output.is_terminal(Terminal())
    assert output.styled("x", "red", Terminal()) == "x"


def test_a_pipe_is_as_wide_as_it_needs_to_be_unless_columns_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert output.width_of(io.StringIO()) == output.UNBOUNDED
    monkeypatch.setenv("COLUMNS", "72")
    assert output.width_of(io.StringIO()) == 72


def test_a_paragraph_of_talk_is_wrapped_on_a_terminal_and_a_line_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, pipe = Terminal(), io.StringIO()
    words = "a board that is gone " * 3
    monkeypatch.setattr("sys.stderr", pipe)
    output.say_wrapped(words, hanging=2)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr", terminal)
    output.say_wrapped(words, hanging=2)
    assert pipe.getvalue() == f"{words.strip()}\n"
    assert terminal.getvalue() == "a board that is gone a board that is\n  gone a board that is gone\n"


def test_json_holds_moments_and_enumerations_as_text() -> None:
    class Colour(StrEnum):
        RED = "red"

    document = json.loads(output.as_json({"at": datetime(2026, 1, 2, tzinfo=UTC), "c": Colour.RED, "t": (1, 2)}))
    assert document == {"at": "2026-01-02T00:00:00+00:00", "c": "red", "t": [1, 2]}


def test_a_reader_that_went_away_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    with pytest.raises(output.ReaderGone):
        output.print_lines(["x"])


def test_nobody_is_asked_where_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert output.ask("Name", "default") == "default"
    assert not output.confirm("Sure?", default=False)


def test_an_answer_is_taken_from_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Keyboard("Yes\n\n"))
    monkeypatch.setattr("sys.stderr", Terminal())
    assert output.confirm("Sure?", default=False)
    assert not output.confirm("Sure?", default=False)  # an empty answer is the default


def test_a_paragraph_wraps_with_its_indent(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    output.print_wrapped("word " * 20, indent=2, hanging=4)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("  word")
    assert lines[1].startswith("      word")
    assert all(len(line) <= 40 for line in lines)
