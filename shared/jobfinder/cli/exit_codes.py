"""What the command's exit status means, for scripts; `jobfinder --help` and docs/commands.md list the same table."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """One meaning per number; those above 128 follow the shell's convention (128 + signal)."""

    OK = 0
    FAILED = 1
    USAGE = 2
    MISCONFIGURED = 3
    NOT_FOUND = 4
    PARTLY = 5
    BUG = 70
    INTERRUPTED = 130
    READER_GONE = 141


MEANINGS = {
    Exit.OK: "done",
    Exit.FAILED: "the work failed (every source failed, the database is locked, a file cannot be read)",
    Exit.USAGE: "the command was not understood, or an id fits several things",
    Exit.MISCONFIGURED: "a setting or the profile is wrong or missing; nothing was started",
    Exit.NOT_FOUND: "no such match, listing, source or file",
    Exit.PARTLY: "partly done (some sources had trouble); the rest is complete",
    Exit.BUG: "a bug in Job Finder; --debug shows the trace",
    Exit.INTERRUPTED: "interrupted with Ctrl-C; nothing was lost",
    Exit.READER_GONE: "the program that read the output went away",
}
