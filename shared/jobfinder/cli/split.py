"""`jobfinder split`: undoes a merge."""

from __future__ import annotations

from typing import Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.opening import opened
from jobfinder.cli.text import one_line

app = new_app()


@app.command(cls=Command, epilog=examples("split 9be1c7d4", "split https://jobs.lever.co/acme/5ac21346-8e0c-4494"))
def split(
    copy: Annotated[str, typer.Argument(metavar="ID|URL", help="The copy, as `jobfinder show` lists it, or its URL.")],
    json: Json = False,
) -> None:
    """Undo a merge: this copy is a job of its own from now on, and is scored as one."""
    from jobfinder.usecases.look_up import listing_named
    from jobfinder.usecases.split import split_listing

    with opened() as ports:
        listing = listing_named(copy, ports)
        item = split_listing(listing, ports)
    if json:
        return output.print_json({"listing_id": listing.id, "item_id": item.id})
    posting = listing.posting
    output.print_lines(
        (f"Split: {one_line(posting.title, 70)}, {one_line(posting.company, 40)} ({listing.source_key})",)
    )
    return output.say("It is scored by `jobfinder run`, or now: jobfinder search --offline")
