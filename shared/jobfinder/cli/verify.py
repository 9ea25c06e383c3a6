"""`jobfinder verify`: is a backup as it was written, and the database as it was then?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.databases import opened_database
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.operating import Bars
from jobfinder.cli.text import count

if TYPE_CHECKING:
    from jobfinder.domain.backup import Manifest
    from jobfinder.usecases.verify_backup import Differences

app = new_app()


@app.command(
    cls=Command,
    epilog=examples("verify data/backups/portfolio-20261124T133000Z", "verify BACKUP --against-database --json"),
)
def verify(
    folder: Annotated[Path, typer.Argument(metavar="BACKUP", help="The folder of a backup.")],
    against_database: Annotated[
        bool, typer.Option("--against-database", help="Also compare the database with it, document by document.")
    ] = False,
    json: Json = False,
) -> int:
    """Check that a backup's files are as they were written, and name what is not (exit code 1).

    A byte that changed, a line that is missing, a file that was cut short or a manifest that was edited is found by the
    hashes. With --against-database, what is missing, changed or added in the database since is counted and named too.
    """
    from jobfinder.usecases.backup_files import read_manifest
    from jobfinder.usecases.verify_backup import problems_of

    folder = folder.expanduser()
    with Bars("Checking", quiet=json) as bars:
        problems = problems_of(folder, bars.tell)
    if problems:
        return _tell_problems(folder, problems, json=json)
    manifest = read_manifest(folder)
    found = _differences(folder, manifest, quiet=json) if against_database else None
    if json:
        output.print_json(_as_json(manifest, found))
    else:
        _print(manifest, found)
    return Exit.OK if found is None or found.are_none else Exit.FAILED


def _tell_problems(folder: Path, problems: list[str], *, json: bool) -> Exit:
    if json:
        output.print_json({"intact": False, "problems": problems})
    else:
        output.say(f"Error: the backup is not intact ({folder}):")
        output.print_lines(f"  {problem}" for problem in problems)
    return Exit.FAILED


def _differences(folder: Path, manifest: Manifest, *, quiet: bool) -> Differences:
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.usecases.verify_backup import differences

    with opened_database(manifest.database) as opened, Bars("Comparing", quiet=quiet) as bars:
        if opened.store.kind != manifest.store:
            raise UsageProblem(
                f"The backup is of a {manifest.store} database, and {opened.words} is another kind; they keep the same "
                "documents in different forms",
                todo="Compare it with a database of its own kind.",
            )
        return differences(folder, manifest, opened.store, bars.tell)


def _print(manifest: Manifest, found: Differences | None) -> None:
    output.print_lines(
        (
            f"The backup is intact: {count(manifest.documents, 'document')} of {manifest.database} "
            f"({manifest.environment}, {manifest.store}), as of {manifest.read_at:%Y-%m-%d %H:%M:%S} UTC.",
        )
    )
    if found is None:
        return
    if found.are_none:
        output.print_lines(("The database is as it was then, document by document.",))
        return
    words = f"{found.missing:,} missing, {found.changed:,} changed, {found.added:,} added"
    output.print_lines((f"The database has changed since: {words}.", *(f"  {each}" for each in found.named)))


def _as_json(manifest: Manifest, found: Differences | None) -> dict[str, object]:
    from jobfinder.domain.documents import to_dict

    compared = None
    if found is not None:
        compared = {"missing": found.missing, "changed": found.changed, "added": found.added, "named": found.named}
    return {"intact": True, "problems": [], "manifest": to_dict(manifest), "database": compared}
