"""`scripts/clean_old_completed.py`: delete old queue items that ended well, in the environment that is set."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, new_app
from jobfinder.cli.databases import Opened, opened_database
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.operating import (
    WRITES_PER_SECOND,
    Confirm,
    Consent,
    DryRun,
    PerSecond,
    Yes,
    back_up_first,
    may_go_on,
    print_plan,
)
from jobfinder.cli.scripted import script_examples
from jobfinder.cli.text import count

app = new_app()


@app.command(
    cls=Command,
    epilog=script_examples(
        "python scripts/clean_old_completed.py --days 30",
        "ENVIRONMENT=production python scripts/clean_old_completed.py --days 30 --dry-run",
        "ENVIRONMENT=production python scripts/clean_old_completed.py --days 30 --confirm production",
    ),
)
def clean_completed(
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, help="How old an item must be, at least.")],
    dry_run: DryRun = False,
    yes: Yes = False,
    confirm: Confirm = "",
    per_second: PerSecond = WRITES_PER_SECOND,
    json: Json = False,
) -> int:
    """Delete the queue items that ended well more than N days ago. Failed ones, matches and all else stay.

    The database is that of ENVIRONMENT. The plan is shown first; then, on a terminal, the name of the environment has
    to be typed out. A backup is made first, and its place printed. N cannot be less than what the environment keeps.
    """
    from jobfinder.usecases.clean_old_completed import completed_before, count_completed
    from jobfinder.wiring import utc_now

    with opened_database() as opened:
        before = completed_before(days, opened.environment, utc_now())
        number = count_completed(opened.store, before)
        if not json:
            title = f"What ended well before {before:%Y-%m-%d %H:%M} UTC goes from {opened.words}:"
            print_plan(title, ("COLLECTION", "GOES"), [("job-queue", number)])
        if not number:
            output.say("There is nothing to delete.")
            return _done(0, 0, json=json)
        if not may_go_on(opened.environment, Consent(dry_run, yes, confirm)):
            return _done(number, 0, json=json)
        return _delete(opened, before, number, per_second, json=json)


def _delete(opened: Opened, before: datetime, number: int, per_second: float, *, json: bool) -> Exit:
    from jobfinder.usecases.clean_old_completed import clean_old_completed
    from jobfinder.usecases.pacing import Pace

    backup = back_up_first(opened, "before-cleanup")
    deleted = clean_old_completed(opened.store, before, pace=Pace(per_second))
    if not json:
        output.print_lines((f"Deleted {count(deleted, 'item')} from {opened.words}.",))
    return _done(number, deleted, str(backup.folder), json=json)


def _done(number: int, deleted: int, backup: str = "", *, json: bool) -> Exit:
    if json:
        output.print_json({"goes": number, "deleted": deleted, "backup": backup or None})
    return Exit.OK
