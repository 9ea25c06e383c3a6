"""`jobfinder backup`: the whole database into a folder, while the work goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.databases import opened_database
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.operating import Bars, free_folder
from jobfinder.cli.text import count

if TYPE_CHECKING:
    from jobfinder.usecases.back_up import Backup

app = new_app()


@app.command(
    cls=Command,
    epilog=examples("backup", "backup --keep 14", "backup /mnt/usb/portfolio-monday", "backup --json | jq -r .folder"),
)
def backup(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="A new folder; without it, one in backups/ beside the data."),
    ] = None,
    keep: Annotated[
        int, typer.Option("--keep", metavar="N", min=0, help="Keep only the newest N of those in backups/ (0: all).")
    ] = 0,
    json: Json = False,
) -> int:
    """Write the database of the environment into a new folder: JSON lines, and a manifest with hashes.

    It is read as of one moment, while everything goes on. The folder is there as a whole or not at all, and only its
    owner can read it. No key or password is in it. `jobfinder verify` checks it, `jobfinder restore` takes it back.
    """
    from jobfinder.usecases.back_up import back_up, backup_folder, forget_old_backups
    from jobfinder.wiring import utc_now

    now = utc_now()
    with opened_database() as opened, Bars("Backing up", quiet=json) as bars:
        place = folder or free_folder(backup_folder(opened.data_folder, opened.environment, now))
        made = back_up(opened.store, opened.environment, place.expanduser().resolve(), now=now, tell=bars.tell)
        gone = forget_old_backups(place.parent, opened.environment, keep) if keep and folder is None else []
        words = opened.words
    if json:
        output.print_json({"folder": str(made.folder), "deleted": [str(each) for each in gone], **as_json(made)})
    else:
        output.say(f"Backed up {count(made.manifest.documents, 'document')} of {words} to:")
        output.print_lines((str(made.folder),))
        if gone:
            output.say(f"Deleted {count(len(gone), 'older backup')}.")
    return Exit.OK


def as_json(made: Backup) -> dict[str, object]:
    """Return what a backup holds, for programs."""
    from jobfinder.domain.documents import to_dict

    return {**to_dict(made.manifest), "documents": made.manifest.documents}
