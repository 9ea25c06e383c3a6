"""`jobfinder why`: nothing is dropped without a reason that can be looked up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import opened
from jobfinder.cli.text import block, one_line

if TYPE_CHECKING:
    from jobfinder.usecases.ask_why import Answer

app = new_app()


@app.command(
    cls=Command,
    epilog=examples(
        "why https://boards.greenhouse.io/acme/jobs/4012345?utm_source=mail", "why 1f3a9c2e", "why 1f3a9c2e --json"
    ),
)
def why(
    what: Annotated[str, typer.Argument(metavar="URL|ID", help="The posting's address in any form, or an id.")],
    search: Annotated[
        str, typer.Option("--search", metavar="NAME", help="Only what one search of your profile says.")
    ] = "",
    json: Json = False,
) -> int:
    """Say why a listing was rejected, or scored as it was: what was decided then, and what your rules say today."""
    from jobfinder.usecases.ask_why import ask_why
    from jobfinder.usecases.look_up import NothingThere, listing_named

    with opened() as ports:
        try:
            answer = ask_why(listing_named(what, ports), ports)
        except NothingThere as unknown:
            raise _with_advice(unknown, what) from None
    if json:
        from jobfinder.views import why_view

        output.print_json(why_view(answer, search))
    else:
        _print_answer(answer, search)
    return Exit.OK


def _with_advice(unknown: Exception, what: str) -> Exception:
    from jobfinder.usecases.look_up import NothingThere, looks_like_url

    if not looks_like_url(what):
        todo = "Give its address instead, or the id that `jobfinder matches` shows."
    else:
        todo = (
            "It was never read. Is its board among your sources (`jobfinder sources list`)? "
            f"If not: jobfinder sources add {what}. If it is: jobfinder search, as the posting may be new."
        )
    return NothingThere(
        "No posting is known under this " + ("address" if looks_like_url(what) else "id"), where=what, todo=todo
    )


def _print_answer(answer: Answer, search: str) -> None:
    from jobfinder.domain.explain import why_lines

    _print_past(answer)
    decisions = [each for each in answer.today if search in ("", each.search)]
    for decision in decisions:
        output.print_lines(("",))
        for line in why_lines(decision, answer.facts, answer.listing):
            output.print_wrapped(block(line).rstrip(), hanging=_hanging(line))
    if not decisions:
        output.say(
            "There is no profile to judge it by: jobfinder profile import FILE" if not search else "No such search."
        )
    if answer.has_changed:
        output.say("This differs from what was decided then: your profile or the day has moved on.")


def _hanging(line: str) -> int:
    """Return how far the rest of a wrapped line stands in: below the words of a part of the score, or a little."""
    part = _PART.match(line)
    return part.end() if part else len(line) - len(line.lstrip()) + 2


_PART = re.compile(r" +\w+ +\d+ of +\d+  ")


def _print_past(answer: Answer) -> None:
    listing, item = answer.listing, answer.item
    posting = listing.posting
    output.print_wrapped(f"{one_line(posting.title, 100)}, {one_line(posting.company, 60)}")
    output.print_lines(
        (f"  {one_line(posting.url)}", f"  {listing.source_key}, first seen {listing.first_seen_at:%Y-%m-%d %H:%M} UTC")
    )
    if listing.state != "open":
        output.print_lines((f"  {listing.state.value}: the board does not list it any more",))
    output.print_lines(f"  also at {one_line(copy.posting.url)} ({copy.source_key})" for copy in answer.copies)
    if item is None:
        output.print_lines(("  Nothing was decided on it that is still stored.",))
    elif item.finished_at is None:
        waits = f": {one_line(item.error.message)}" if item.error else ""
        output.print_wrapped(f"Not decided yet: it is {item.status.value} in the queue{waits}", indent=2)
    else:
        how = item.outcome.value.replace("_", " ") if item.outcome else item.status.value
        reason = item.reason or (item.error.message if item.error else "")
        output.print_wrapped(
            f"decided {item.finished_at:%Y-%m-%d %H:%M} UTC: {how}. {one_line(reason)}", indent=2, hanging=2
        )
