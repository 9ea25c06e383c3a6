"""A main loop that hangs for good ends the process; one that moves, or is stopping, does not."""

import threading
import time

from jobfinder.runtime.watchdog import start_watchdog


def test_a_loop_that_hangs_for_good_ends_the_process() -> None:
    ended: list[int] = []
    began = time.monotonic()
    thread = start_watchdog(
        lambda: began, threading.Event(), ended.append, hung_after_seconds=0.05, look_every_seconds=0.01
    )
    thread.join(5)
    assert ended == [70]
    assert time.monotonic() - began > 0.05


def test_a_loop_that_moves_does_not() -> None:
    ended: list[int] = []
    stopping = threading.Event()
    thread = start_watchdog(time.monotonic, stopping, ended.append, hung_after_seconds=0.05, look_every_seconds=0.01)
    thread.join(0.15)
    assert thread.is_alive()
    stopping.set()
    thread.join(5)
    assert not thread.is_alive()
    assert ended == []


def test_a_process_that_is_asked_to_stop_is_left_to_end_by_itself() -> None:
    ended: list[int] = []
    stopping = threading.Event()
    stopping.set()
    start_watchdog(lambda: 0.0, stopping, ended.append, hung_after_seconds=0.0, look_every_seconds=0.01).join(5)
    assert ended == []
