"""Who holds a claim: a token names its machine, process and the moment that process began.

So a process that starts again after a kill can tell the claims of its dead predecessor from those of a living
neighbour, and need not wait for their leases to expire. Where that cannot be told (another host, no /proc), the lease
decides.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from uuid import uuid4


def new_token() -> str:
    """Return a token no one else has: `host/pid/start/random`."""
    pid = os.getpid()
    return f"{socket.gethostname()}/{pid}/{_started(pid)}/{uuid4().hex}"


def owner_is_dead(token: str) -> bool:
    """Return whether the token's owner certainly does not run any more."""
    host, _, rest = token.partition("/")
    pid, _, rest = rest.partition("/")
    started = rest.partition("/")[0]
    if host != socket.gethostname() or not pid.isdigit() or not started:
        return False
    return _started(int(pid)) != started


def owner_is_this_process(token: str) -> bool:
    """Return whether this very process made the token."""
    return token.startswith(new_token().rpartition("/")[0] + "/")


def _started(pid: int) -> str:
    """Return the process's start in clock ticks since boot (proc(5), field 22); "" where there is no such process.

    Where the system has no /proc, the answer is "" for every process, so no owner is ever taken for dead.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()  # the name before it may hold spaces and brackets
    return "" if fields[0] == "Z" else fields[19]
