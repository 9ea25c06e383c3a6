from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from jobfinder.cli.catalogue import ENTRIES, root_help
from jobfinder.cli.exit_codes import MEANINGS, Exit
from tests.unit.cli.conftest import Run

PRINTS_NO_DATA = {"run"}


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command with the words that call it."""
    for name, entry in ENTRIES.items():
        command = typer.main.get_command(importlib.import_module(f"jobfinder.cli.{entry.module}").app)
        subcommands = getattr(command, "commands", None)
        if subcommands:
            yield from ((f"{name} {sub}", each) for sub, each in subcommands.items())
        else:
            yield name, command


COMMANDS = dict(commands())


def test_the_first_page_names_every_command_exit_code_and_example() -> None:
    page = root_help(100)
    assert all(f"  {name}" in page for name in ENTRIES)
    assert all(f"  {int(code)} " in page for code in MEANINGS)
    assert set(MEANINGS) == set(Exit)
    assert "jobfinder demo" in page


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_the_first_page_fits_the_terminal(width: int) -> None:
    longest = max((line for line in root_help(width).splitlines() if "jobfinder" not in line), key=len)
    assert len(longest) <= width


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_help_with_examples(words: str, run: Run) -> None:
    result = run(*words.split(), "--help")
    assert result.code == 0
    assert f"Usage: jobfinder {words}" in result.out
    assert f"  jobfinder {words.split()[0]}" in result.out.partition("Examples:")[2]
    assert "\x1b" not in result.out


@pytest.mark.parametrize("words", sorted(set(COMMANDS) - PRINTS_NO_DATA))
def test_every_command_that_prints_data_prints_json_too(words: str) -> None:
    options = {option for parameter in COMMANDS[words].params for option in parameter.opts}
    assert "--json" in options


@pytest.mark.parametrize("words", COMMANDS)
def test_every_argument_and_option_is_explained(words: str) -> None:
    for parameter in COMMANDS[words].params:
        assert parameter.name == "help" or parameter.help, f"{words}: {parameter.name}"


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"], ["help"]])
def test_help_in_every_form_is_the_first_page(argv: list[str], run: Run) -> None:
    result = run(*argv)
    assert result.code == 0
    assert "Start here:" in result.out


def test_help_with_other_options_is_the_first_page_too(run: Run) -> None:
    assert "Start here:" in run("--debug", "--help").out


def test_the_version_is_printed(run: Run) -> None:
    from jobfinder import __version__

    assert run("--version").out == f"jobfinder {__version__}\n"
    assert __version__ in run("version").out


def test_a_group_without_a_command_shows_what_it_has(run: Run) -> None:
    result = run("sources")
    assert result.code == Exit.USAGE
    assert "disable" in result.err


@pytest.mark.parametrize(
    "argv",
    [["nosuch"], ["matches", "--nosuch"], ["matches", "--limit", "x"], ["show"], ["export", "--format", "xml"]],
)
def test_what_is_not_understood_ends_with_usage_and_the_way_to_help(argv: list[str], run: Run) -> None:
    result = run(*argv)
    assert result.code == Exit.USAGE
    assert "Error:" in result.err
    assert "--help" in result.err
    assert not result.out


def test_a_mistyped_command_is_guessed(run: Run) -> None:
    assert "matches" in run("matchs").err
