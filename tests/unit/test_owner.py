"""Claims of the dead and of the living."""

import subprocess
import sys

import pytest

from jobfinder.owner import new_token, owner_is_dead

MAKE_TOKEN = "from jobfinder.owner import new_token; print(new_token(), flush=True); input()"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc; elsewhere the lease decides")


def test_no_two_tokens_are_the_same() -> None:
    assert len({new_token() for _ in range(100)}) == 100


def test_this_process_is_alive() -> None:
    assert not owner_is_dead(new_token())


def test_a_process_is_alive_until_it_is_killed() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", MAKE_TOKEN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        token = process.stdout.readline().strip()
        assert not owner_is_dead(token)
        process.kill()
        process.wait()
    assert owner_is_dead(token)


def test_a_reused_process_number_is_not_the_old_process() -> None:
    host, pid, started, rest = new_token().split("/")
    assert owner_is_dead("/".join((host, pid, str(int(started) - 1), rest)))


@pytest.mark.parametrize("token", ["", "x", "elsewhere/1/2/3", "a/b/c/d", "//"])
def test_what_cannot_be_told_is_left_to_the_lease(token: str) -> None:
    assert not owner_is_dead(token)
