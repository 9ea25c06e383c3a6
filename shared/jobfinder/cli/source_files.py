"""Reads and writes files that a user names on the command line, with errors that name the file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from jobfinder.errors import Unreadable
from jobfinder.usecases.look_up import NothingThere

MOST_BYTES = 100_000_000


def file_bytes(path: Path) -> bytes:
    """Return what a file (or standard input, for "-") holds. Raises NothingThere or Unreadable."""
    if str(path) == "-":
        return sys.stdin.buffer.read(MOST_BYTES)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"The file is larger than {MOST_BYTES // 1_000_000} MB", where=str(path))
        return path.read_bytes()
    except FileNotFoundError:
        raise NothingThere("There is no such file", where=str(path)) from None
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}", where=str(path)) from error


def write_whole(path: Path, text: str) -> None:
    """Write a file as a whole or not at all, line ends as they are. Raises NothingThere, Unreadable: both name it."""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
            path.write_text(text, encoding="utf-8", newline="")
        else:
            _replace(path.resolve(), text)
    except FileNotFoundError:
        raise NothingThere("There is no such folder", where=str(path)) from None
    except OSError as error:
        raise Unreadable(f"The file cannot be written: {error.strerror}", where=str(path)) from error


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_text(text, encoding="utf-8", newline="")
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def addresses(path: Path) -> list[str]:
    """Return the addresses in a file: one a line; empty lines and what follows a # after a space are left out."""
    lines = file_bytes(path).decode("utf-8", "replace").splitlines()
    bare = (line.partition(" #")[0].strip() for line in lines)
    return [line for line in bare if line and not line.startswith("#")]
