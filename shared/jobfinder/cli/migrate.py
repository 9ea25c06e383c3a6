"""`scripts/migrate_data.py`: documents of one environment's database into the other's."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, new_app
from jobfinder.cli.databases import Opened, opened_database
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.operating import (
    WRITES_PER_SECOND,
    Bars,
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
from jobfinder.cli.text import one_line

if TYPE_CHECKING:
    from jobfinder.usecases.migrate_data import Migration

app = new_app()


class Kind(StrEnum):
    """The kinds of store a database may be in."""

    CONFIGURED = ""
    SQLITE = "sqlite"
    FIRESTORE = "firestore"


Store = Annotated[
    Kind, typer.Option(metavar="KIND", help="sqlite or firestore; without it, what its configuration says.")
]


@app.command(
    cls=Command,
    epilog=script_examples(
        "python scripts/migrate_data.py --source portfolio-staging --target portfolio --dry-run",
        "python scripts/migrate_data.py --source portfolio-staging --target portfolio",
        "python scripts/migrate_data.py --source portfolio-staging --target portfolio --confirm production",
    ),
)
def migrate(
    source: Annotated[str, typer.Option("--source", metavar="DATABASE", help="Where the documents are.")],
    target: Annotated[str, typer.Option("--target", metavar="DATABASE", help="Where they go.")],
    source_store: Store = Kind.CONFIGURED,
    target_store: Store = Kind.CONFIGURED,
    dry_run: DryRun = False,
    yes: Yes = False,
    confirm: Confirm = "",
    per_second: PerSecond = WRITES_PER_SECOND,
    json: Json = False,
) -> int:
    """Copy what the target lacks: profile, sources, listings, what models said, matches and the queue.

    Each document is validated. Nothing in the target is overwritten: what it has otherwise is a conflict, which is
    named and stays (exit code 5). The plan is shown first; then, on a terminal, the target's environment has to be
    typed out. The target is backed up first. Killed midway, it is run again.
    """
    _refuse_one_database(source, target)
    with (
        opened_database(source, source_store.value) as there,
        opened_database(target, target_store.value) as here,
    ):
        plan = _migrated(there, here, 0.0, dry_run=True, quiet=json)
        if not json:
            _print(plan, f"Migrate from {there.words} to {here.words}:", "NEW")
        if not plan.new.total():
            output.say("There is nothing that the target lacks.")
            return _done(plan, json=json)
        if not may_go_on(here.environment, Consent(dry_run, yes, confirm)):
            return _done(plan, json=json)
        backup = back_up_first(here, "before-migration")
        done = _migrated(there, here, per_second, dry_run=False, quiet=json)
        if not json:
            _print(done, f"Migrated to {here.words}:", "MIGRATED")
        return _done(done, str(backup.folder), json=json)


def _refuse_one_database(source: str, target: str) -> None:
    from jobfinder.cli.failures import UsageProblem

    if source == target:
        raise UsageProblem("Source and target are one database", where=source)


def _migrated(source: Opened, target: Opened, per_second: float, *, dry_run: bool, quiet: bool) -> Migration:
    from jobfinder.usecases.migrate_data import migrate_data
    from jobfinder.usecases.pacing import Pace
    from jobfinder.wiring import utc_now

    with Bars("Comparing" if dry_run else "Migrating", quiet=quiet) as bars:
        return migrate_data(
            source.store, target.store, now=utc_now, dry_run=dry_run, pace=Pace(per_second), tell=bars.tell
        )


def _print(migration: Migration, title: str, new: str) -> None:
    from jobfinder.usecases.migrate_data import MIGRATED

    counts = (migration.new, migration.there, migration.conflicts, migration.invalid)
    rows = [(name, *(each[name] for each in counts)) for name in MIGRATED if any(each[name] for each in counts)]
    print_plan(title, ("COLLECTION", new, "THERE", "CONFLICTS", "INVALID"), rows)
    if migration.stays:
        output.say(f"Belongs to the source's environment and stays there: {', '.join(migration.stays)}.")
    for refused in migration.named:
        output.print_lines((f"  {refused.collection}/{refused.id[:16]}: {one_line(refused.why, 200)}",))
    unnamed = migration.conflicts.total() + migration.invalid.total() - len(migration.named)
    if unnamed:
        output.say(f"  ... and {unnamed:,} more")


def _done(migration: Migration, backup: str = "", *, json: bool) -> Exit:
    if json:
        names = ("new", "there", "conflicts", "invalid", "stays")
        named = [{"collection": each.collection, "id": each.id, "why": each.why} for each in migration.named]
        counts = {name: dict(getattr(migration, name)) for name in names}
        output.print_json({"migrated": bool(backup), **counts, "named": named, "backup": backup or None})
    return Exit.OK if migration.is_clean else Exit.PARTLY
