"""`scripts/cleanup_staging_db.py`: empty staging's database of what was found there, so that testing can begin anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from jobfinder.usecases.clean_staging import Emptying

SCRIPT = "cleanup_staging_db.py"
app = new_app()


@app.command(
    cls=Command,
    epilog=script_examples(
        "python scripts/cleanup_staging_db.py", "python scripts/cleanup_staging_db.py --yes --touched-too"
    ),
)
def clean_staging(
    touched_too: Annotated[
        bool, typer.Option("--touched-too", help="Also delete the matches that you saved, applied to, annotated, ...")
    ] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    confirm: Confirm = "",
    per_second: PerSecond = WRITES_PER_SECOND,
    json: Json = False,
) -> int:
    """Delete queue, listings, matches and what models and boards said from staging's database, and from no other.

    The plan is shown first; then, on a terminal, the name of the environment has to be typed out. What you touched
    stays, with its listings, and so do profile, sources and costs. A backup is made first, and its place printed.
    """
    from jobfinder.usecases.clean_staging import demand_staging, plan_emptying

    with opened_database() as opened:
        demand_staging(opened.store, opened.environment, SCRIPT)
        plan = plan_emptying(opened.store, touched_too=touched_too)
        if not json:
            _print_plan(plan, opened)
        if not sum(plan.goes.values()):
            output.say("There is nothing to delete.")
            return _done(plan, json=json)
        if not may_go_on(opened.environment, Consent(dry_run, yes, confirm)):
            return _done(plan, json=json)
        return _empty(opened, per_second, touched_too=touched_too, json=json)


def _print_plan(plan: Emptying, opened: Opened) -> None:
    rows = [(name, plan.goes[name], plan.stays[name]) for name in sorted(plan.goes)]
    print_plan(f"Empty {opened.words}:", ("COLLECTION", "GOES", "STAYS"), rows)
    if plan.kept_matches:
        matches, listings = len(plan.kept_matches), len(plan.kept_listings)
        output.say(f"You touched {count(matches, 'match', 'matches')}: they stay, with {count(listings, 'listing')}.")


def _empty(opened: Opened, per_second: float, *, touched_too: bool, json: bool) -> Exit:
    from jobfinder.usecases.clean_staging import empty_staging
    from jobfinder.usecases.pacing import Pace
    from jobfinder.wiring import utc_now

    backup = back_up_first(opened, "before-cleanup")
    pace = Pace(per_second)
    done = empty_staging(opened.store, opened.environment, now=utc_now(), touched_too=touched_too, pace=pace)
    if not json:
        output.print_lines((f"Deleted {count(sum(done.goes.values()), 'document')} from {opened.words}.",))
    return _done(done, str(backup.folder), json=json)


def _done(plan: Emptying, backup: str = "", *, json: bool) -> Exit:
    if json:
        output.print_json({"deleted": bool(backup), "goes": plan.goes, "stays": plan.stays, "backup": backup or None})
    return Exit.OK
