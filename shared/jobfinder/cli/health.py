"""`jobfinder health`: is what should run here at work? Quick and light, for Docker's health check."""

from __future__ import annotations

import os

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit

app = new_app()


@app.command(cls=Command, epilog=examples("health", "health --json"))
def health(json: Json = False) -> int:
    """Say whether `jobfinder run` is at work here: watcher and scheduler tick, the store answers, the disk has room.

    It turns red, with words and exit code 1, a minute after one of them stalls. Nothing but a small file is read.
    """
    from jobfinder.domain.environments import ENVIRONMENTS
    from jobfinder.errors import Misconfigured
    from jobfinder.runtime.directories import full_disk
    from jobfinder.runtime.heartbeat import heartbeat_path, read_health
    from jobfinder.wiring import home, utc_now

    environment = os.environ.get("ENVIRONMENT", "staging").strip().lower()
    if environment not in ENVIRONMENTS:
        raise Misconfigured(f"ENVIRONMENT is {environment!r}", todo=f"Set it to {' or '.join(ENVIRONMENTS)}.")
    found = read_health(heartbeat_path(home(), environment), utc_now())
    full = full_disk(home() / ENVIRONMENTS[environment].data_directory)
    problems = [*found.problems, *([full] if full else [])]
    if json:
        ages = {part: round(age, 1) for part, age in found.ages_seconds.items()}
        output.print_json({"healthy": not problems, "problems": problems, "ages_seconds": ages})
    else:
        ages_text = ", ".join(f"{part} {age:.0f} s ago" for part, age in found.ages_seconds.items())
        output.print_lines(problems or [f"Healthy: {ages_text}"])
    return Exit.FAILED if problems else Exit.OK
