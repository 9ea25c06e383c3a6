"""Runs one command from start to exit code: streams made safe, logs kept quiet, every ending told in words."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import typer

from jobfinder.cli import failures, output
from jobfinder.cli.exit_codes import Exit


def run_command(argv: list[str], run: Callable[[list[str]], Any] | None = None) -> int:
    """Run the command that `argv` names, or what a script gives in its place, and return its exit code."""
    output.prepare_streams()
    debug = failures.wants_debug(argv)
    _set_up_logs(debug=debug)
    try:
        return _ended((run or _run)([word for word in argv if word != "--debug"]))  # it may stand anywhere
    except output.ReaderGone:
        output.silence_broken_pipe()
        return Exit.READER_GONE
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except Exception as error:  # noqa: BLE001 - the outermost frame: whatever it is becomes words and an exit code
        if _is_usage_error(error):
            return _usage(error)
        return failures.report(error, debug=debug)


def _set_up_logs(*, debug: bool) -> None:
    """Keep the log quiet: commands speak for themselves, and only `run` logs; for debugging it is shown."""
    if debug:
        from jobfinder import log

        log.set_up("DEBUG")
    elif not logging.getLogger("jobfinder").handlers:
        logging.getLogger("jobfinder").addHandler(logging.NullHandler())


def _run(argv: list[str]) -> Any:
    from jobfinder.cli.app import run

    return run(argv)


def _ended(result: Any) -> int:
    if result == Exit.INTERRUPTED:
        return _interrupted()
    return int(result) if isinstance(result, int) else Exit.OK


def _interrupted() -> int:
    output.say()
    output.say("Interrupted. Nothing was lost: the same command goes on where this one stopped.")
    return Exit.INTERRUPTED


def _is_usage_error(error: Exception) -> bool:
    """Return whether the parser of the command line raised it (its classes have moved between typer's releases)."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def _usage(error: Any) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        output.say(context.get_help() if context else message)
        return Exit.USAGE
    output.say(f"Error: {message}")
    if context is not None:
        output.say(f"  Help: {context.command_path} --help")
    return int(error.exit_code)
