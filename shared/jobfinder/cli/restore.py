"""`jobfinder restore`: a backup into an empty database."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.databases import Opened, opened_database
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.operating import WRITES_PER_SECOND, Bars, Confirm, Consent, DryRun, Yes, may_go_on, print_plan
from jobfinder.cli.text import count

if TYPE_CHECKING:
    from jobfinder.domain.backup import Manifest
    from jobfinder.domain.environments import Environment

app = new_app()


@app.command(
    cls=Command,
    epilog=examples(
        "restore data-staging/backups/portfolio-staging-20261124T133000Z --yes",
        "restore data/backups/portfolio-20261124T133000Z --dry-run",
        "restore data/backups/portfolio-20261124T133000Z --confirm production",
    ),
)
def restore(
    folder: Annotated[Path, typer.Argument(metavar="BACKUP", help="The folder of a backup.")],
    dry_run: DryRun = False,
    yes: Yes = False,
    confirm: Confirm = "",
    per_second: Annotated[
        float | None,
        typer.Option(
            "--per-second",
            metavar="N",
            min=0,
            help=f"Documents a second at most (0: no limit); without it {WRITES_PER_SECOND:g} on Firestore.",
        ),
    ] = None,
    json: Json = False,
) -> int:
    """Write a backup into the empty database of the environment, which is then the one that was backed up.

    The backup is verified first. A database that holds anything is refused, and so is a backup of the other
    environment. Stop `jobfinder run` first; a restore that was stopped goes on when it is run again.
    """
    from jobfinder.surroundings import named_environment

    folder, environment = folder.expanduser(), named_environment()
    manifest = _checked(folder, environment, quiet=json)
    if not json:
        _print_plan(manifest, environment)
    if not may_go_on(environment, Consent(dry_run, yes, confirm)):
        if json:
            output.print_json({"restored": 0, "would_restore": manifest.documents, "left_out": []})
        return Exit.OK
    with opened_database(may_be_new=True) as opened:
        pace = pace_for(opened.store.kind) if per_second is None else per_second
        return _restore(folder, opened, pace, json=json)


def pace_for(kind: str) -> float:
    """Return how many documents a second a kind of store takes where nobody says otherwise; 0 is no limit.

    A new Firestore database is to be filled slowly (firebase.google.com/docs/firestore/best-practices, "ramping up
    traffic"); a SQLite file is nobody else's.
    """
    return WRITES_PER_SECOND if kind == "firestore" else 0.0


def _checked(folder: Path, environment: Environment, *, quiet: bool) -> Manifest:
    """Return the manifest of a backup that can be restored now; a database that is yet to be made is not made here."""
    from jobfinder.usecases.look_up import NothingThere
    from jobfinder.usecases.restore import check_backup, check_target

    with Bars("Checking", quiet=quiet) as bars:
        manifest = check_backup(folder, environment, bars.tell)
    with contextlib.suppress(NothingThere), opened_database() as opened:
        check_target(manifest, opened.store, folder)
    return manifest


def _print_plan(manifest: Manifest, environment: Environment) -> None:
    title = (
        f"Restore into {environment.database} ({environment.name}) the backup of {manifest.database} "
        f"({manifest.environment}, {manifest.store}) as of {manifest.read_at:%Y-%m-%d %H:%M:%S} UTC:"
    )
    rows = [(file.collection, file.documents) for file in manifest.collections]
    print_plan(title, ("COLLECTION", "DOCUMENTS"), [*rows, ("all", manifest.documents)])


def _restore(folder: Path, opened: Opened, per_second: float, *, json: bool) -> Exit:
    from jobfinder.usecases.pacing import Pace
    from jobfinder.usecases.restore import restore as restore_into

    with Bars("Restoring", quiet=json) as bars:
        done = restore_into(folder, opened.store, opened.environment, pace=Pace(per_second), tell=bars.tell)
    if json:
        output.print_json({"restored": done.documents, "went_on": done.went_on, "left_out": done.left_out})
    else:
        output.print_lines((f"Restored {count(done.documents, 'document')} into {opened.words}.",))
        if done.left_out:
            output.say("Left out:")
            output.print_lines(f"  {each}" for each in done.left_out)
    return Exit.PARTLY if done.left_out else Exit.OK
