"""`jobfinder matches`: the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import looking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jobfinder.domain.match import MatchState
    from jobfinder.domain.reposts import Reposts
    from jobfinder.ports import Store
    from jobfinder.usecases.ranking import Ranked

app = new_app()

STATES = "new, saved, applied, interviewing, offer, rejected, dismissed or all"


@app.command(
    cls=Command,
    epilog=examples(
        "matches",
        "matches --min-score 85 --since 3d",
        "matches --state applied --state interviewing",
        "matches --search platform --limit 5 --json",
    ),
)
def matches(
    search: Annotated[
        str, typer.Option("--search", metavar="NAME", help="Only those of one search of your profile.")
    ] = "",
    state: Annotated[
        list[str] | None, typer.Option("--state", metavar="STATE", help=f"Only in this state: {STATES}.")
    ] = None,
    min_score: Annotated[
        int, typer.Option("--min-score", metavar="N", min=0, max=100, help="Only from this score.")
    ] = 0,
    since: Annotated[
        str, typer.Option("--since", metavar="WHEN", help="Only matched since: 12h, 3d, 2w or 2026-03-01.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=0, help="How many at most; 0 for all.")] = 20,
    closed: Annotated[bool, typer.Option("--closed", help="Also those whose posting is gone.")] = False,
    json: Json = False,
) -> int:
    """List the matches, the best first, scored as of now.

    What you dismissed or were rejected for is left out unless you ask for it with --state.
    """
    from jobfinder.cli.ranking import print_table, ranked_json
    from jobfinder.usecases.ranking import Wanted, ranked
    from jobfinder.wiring import utc_now

    now = utc_now()
    wanted = Wanted(
        search=search, states=states(state or []), min_score=min_score, since=_since(since), limit=limit, closed=closed
    )
    with looking() as store:
        rows, total = ranked(store, now, wanted)
        repeated = _repeated(rows, store)
    if json:
        output.print_json([ranked_json(row, reposts=repeated.get(row.head.listing_id)) for row in rows])
    elif rows:
        print_table(rows, now, repeated)
        more = f" of {total:,}; all with --limit 0" if total > len(rows) else ""
        output.say(f"{len(rows)}{more}. In full: jobfinder show ID", "dim")
    else:
        output.say(_nothing(search, state or [], min_score=min_score, since=since))
    return Exit.OK


def _repeated(rows: Sequence[Ranked], store: Store) -> dict[str, Reposts]:
    """Return how often the jobs were posted before; what tells is loaded where there is something to tell of."""
    if not rows:
        return {}
    from jobfinder.usecases.find_reposts import hints

    return hints(rows, store)


def _since(words: str) -> datetime | None:
    from jobfinder.cli.when import since
    from jobfinder.wiring import utc_now

    return since(words, utc_now()) if words else None


def states(words: list[str]) -> tuple[MatchState, ...]:
    """Return the states that were asked for. Raises UsageProblem."""
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.domain.match import MatchState
    from jobfinder.usecases.ranking import OF_INTEREST

    if not words:
        return OF_INTEREST
    try:
        return tuple(MatchState) if "all" in words else tuple(MatchState(word.lower()) for word in words)
    except ValueError:
        raise UsageProblem("There is no such state", where=", ".join(words), todo=f"Choose among {STATES}.") from None


def _nothing(search: str, state: list[str], **others: object) -> str:
    if search or state or any(others.values()):
        return "Nothing fits these filters. Without them: jobfinder matches"
    return "No matches yet. `jobfinder search` reads your boards; `jobfinder queue stats` says what became of it all."
