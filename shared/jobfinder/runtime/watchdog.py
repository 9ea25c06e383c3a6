"""Ends the process when its main loop has hung for good, so that whoever supervises it starts it anew.

Docker restarts what has ended and never what is merely unhealthy. As with any kill, nothing is lost.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable

from jobfinder import log

HUNG_AFTER_SECONDS = 600.0  # many times longer than any call to a store may take
LOOK_EVERY_SECONDS = 15.0
EXIT_CODE = 70  # EX_SOFTWARE, as for any bug


def start_watchdog(
    ticked_at: Callable[[], float],
    stopping: threading.Event,
    end: Callable[[int], object] = os._exit,
    *,
    hung_after_seconds: float = HUNG_AFTER_SECONDS,
    look_every_seconds: float = LOOK_EVERY_SECONDS,
) -> threading.Thread:
    """Watch from a thread until `stopping`; `ticked_at` is when the loop last came round, of time.monotonic().

    That clock stands still while the machine sleeps, so a laptop that wakes up is not taken for hung.
    """

    def watch() -> None:
        while not stopping.wait(look_every_seconds):
            hung_seconds = time.monotonic() - ticked_at()
            if hung_seconds > hung_after_seconds:
                log.event(
                    "nothing has moved for too long: ending, to be started again", logging.ERROR, seconds=hung_seconds
                )
                end(EXIT_CODE)
                return

    thread = threading.Thread(target=watch, name="watchdog", daemon=True)
    thread.start()
    return thread
