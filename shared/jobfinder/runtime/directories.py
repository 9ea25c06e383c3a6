"""Sees before the start that what must be written can be, and what must be read: a mounted folder has an owner.

The message names the command that helps; without this, a container started for the first time ends in a riddle.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from jobfinder.errors import Misconfigured

LEAST_FREE_BYTES = 8 << 20  # less, and SQLite has no room for its write-ahead log


def check_writable(home: Path, folders: Mapping[str, str]) -> None:
    """Check that the folders in `home` can be written to; each maps to what it holds, for the message.

    Raises Misconfigured naming all that cannot. One that is not there is made by whoever needs it, if it can be.
    """
    refused = [name for name in folders if not _is_writable(home / name)]
    if refused:
        who = f"{os.getuid()}:{os.getgid()}"
        held = " and ".join(f"{name}/, which holds {folders[name]}," for name in refused)
        raise Misconfigured(
            f"The user that Job Finder runs as, {who}, cannot write to {held.removesuffix(',')}",
            where=str(home),
            todo=f"On the machine that keeps the folder: sudo chown -R {who} {' '.join(refused)}",
        )


def full_disk(folder: Path) -> str:
    """Return in words that the disk that holds a folder is full, "" where it is not, or there is no such folder yet."""
    try:
        space = os.statvfs(folder)
    except OSError:
        return ""  # there are no data yet, or they are in Firestore
    free_bytes = space.f_bavail * space.f_frsize
    return (
        f"The disk is full: {free_bytes / (1 << 20):.1f} MB free at {folder}" if free_bytes < LEAST_FREE_BYTES else ""
    )


def _is_writable(folder: Path) -> bool:
    """Return whether a folder can be written to, or made; access(2) also tells of a file system mounted read-only."""
    there = folder if folder.exists() else folder.parent
    return os.access(there, os.W_OK | os.X_OK)
