"""The Firestore emulator of this test session: started when the first test needs it, gone when the session ends."""

from __future__ import annotations

import atexit
from functools import cache

import pytest
from emulator.parts import find_parts
from emulator.servers import Server, firestore, free_port

from jobfinder.errors import Misconfigured
from tests.places import IN_CI


def new_emulator() -> Server:
    """Return an emulator that is yet to be started; skips where there is none to be found, but fails in CI."""
    try:
        return firestore(find_parts(), free_port())
    except Misconfigured as missing:
        if IN_CI:
            raise
        pytest.skip(str(missing))


@cache
def firestore_host() -> str:
    """Return where this session's emulator answers."""
    server = new_emulator()
    server.start()
    atexit.register(server.stop)
    return server.host
