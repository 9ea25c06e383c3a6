"""`jobfinder state`: what the user did with a match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.opening import opened
from jobfinder.cli.text import one_line

if TYPE_CHECKING:
    from jobfinder.domain.match import MatchState

app = new_app()
NAMES = ("new", "saved", "applied", "interviewing", "offer", "rejected", "dismissed")


def _complete(incomplete: str) -> list[str]:
    return [name for name in NAMES if name.startswith(incomplete)]


@app.command(
    cls=Command,
    epilog=examples("state 1f3a9c2e applied --note 'sent on Monday'", "state 1f3a9c2e dismissed"),
)
def state(
    match_id: Annotated[str, typer.Argument(metavar="ID", help="The beginning of a match's id.")],
    new_state: Annotated[str, typer.Argument(metavar="STATE", help=", ".join(NAMES), autocompletion=_complete)],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A note to keep with it.")] = "",
    json: Json = False,
) -> None:
    """Record what you did with a match. What you touched is never deleted automatically."""
    from jobfinder.domain.codec import match_to_dict
    from jobfinder.usecases.look_up import match_named

    wanted = _state(new_state)
    with opened() as ports:
        match = match_named(match_id, ports.store)
        changed = ports.store.set_match_state(match.id, wanted, note, now=ports.clock())
    if json:
        return output.print_json(match_to_dict(changed))
    return output.print_lines(
        (f"{changed.state.value}: {one_line(changed.title, 70)}, {one_line(changed.company, 40)}",)
    )


def _state(word: str) -> MatchState:
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.domain.match import MatchState

    try:
        return MatchState(word.lower())
    except ValueError:
        raise UsageProblem("There is no such state", where=word, todo=f"Choose among {', '.join(NAMES)}.") from None
