"""Turns whatever ended a command into words and an exit code; a user's mistake never shows a trace."""

from __future__ import annotations

import os
import sys
import traceback

from jobfinder.cli import output
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.text import block
from jobfinder.errors import JobFinderError, Misconfigured, Retryable
from jobfinder.usecases.look_up import NothingThere, SeveralThere


class UsageProblem(JobFinderError):
    """What was asked for cannot be meant: options that exclude each other, a file that is none."""


def exit_code_of(error: BaseException) -> Exit:
    """Return the exit code an error ends a command with."""
    if isinstance(error, UsageProblem | SeveralThere):
        return Exit.USAGE
    if isinstance(error, NothingThere | FileNotFoundError):
        return Exit.NOT_FOUND
    if isinstance(error, Misconfigured):
        return Exit.MISCONFIGURED
    if isinstance(error, JobFinderError | OSError):
        return Exit.FAILED
    return Exit.BUG


def tell(error: JobFinderError) -> None:
    """Write an error for a person to standard error: what happened, where, what to do."""
    what = block(error.what).strip()
    if what.partition(" ")[0].isalpha():  # a key stays as it is written: queue.workers
        what = what[:1].upper() + what[1:]
    output.say(f"{output.styled('Error:', 'red', sys.stderr)} {what}{'' if what.endswith(('.', '!', '?')) else '.'}")
    if error.where:
        output.say(f"  Where: {block(error.where)}")
    if error.todo:
        output.say(f"  To do: {block(error.todo)}")
    if isinstance(error, Retryable) and not error.todo:
        output.say("  To do: Try again in a moment.")


def report(error: Exception, *, debug: bool) -> Exit:
    """Tell the user what ended the command and return its exit code; `debug` shows the trace."""
    if debug:
        traceback.print_exception(error)
    if isinstance(error, JobFinderError):
        tell(error)
    elif isinstance(error, OSError):
        tell(_of_system(error))
    else:
        output.say(f"Error: this is a bug in Job Finder ({type(error).__name__}: {block(str(error))[:300]}).")
        output.say("  Nothing stored was lost. To do: run it again with --debug and report the trace.")
    return exit_code_of(error)


def _of_system(error: OSError) -> JobFinderError:
    return JobFinderError(error.strerror or type(error).__name__, where=str(error.filename or ""))


def wants_debug(argv: list[str]) -> bool:
    """Return whether traces are wanted: --debug, or JOB_FINDER_DEBUG set to anything but 0."""
    return "--debug" in argv or os.environ.get("JOB_FINDER_DEBUG", "0") not in ("", "0")
