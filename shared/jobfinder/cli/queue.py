"""`jobfinder queue`: what waits, what failed and why, and what became of the rest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import looking, opened
from jobfinder.cli.table import Column
from jobfinder.cli.text import count, one_line
from jobfinder.cli.when import ago

if TYPE_CHECKING:
    from datetime import datetime

    from jobfinder.domain.queue import ItemStatus, QueueItem
    from jobfinder.ports import Store

app = new_app("Look into the queue, and retry what failed.")
STATUSES = "pending, processing, succeeded or failed"


@app.command(
    "list", cls=Command, epilog=examples("queue list", "queue list --status failed", "queue list --limit 200 --json")
)
def list_items(
    status: Annotated[str, typer.Option("--status", metavar="STATUS", help=f"Only {STATUSES}.")] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="How many at most.")] = 30,
    json: Json = False,
) -> None:
    """List the queue's items, the newest first, with what became of each and why."""
    from jobfinder.wiring import utc_now

    wanted = _status(status)
    with looking() as store:
        items = store.items(status=wanted, limit=limit)
        titles = {} if json else _titles(items, store)
    if json:
        from jobfinder.views import item_view

        output.print_json([item_view(item) for item in items])
    elif items:
        columns = (
            Column("ITEM", style="dim"),
            Column("KIND"),
            Column("STATUS"),
            Column("TRIES", right=True),
            Column("AGE", right=True),
            Column("POSTING", shrinks=1),
            Column("WHAT HAPPENED", shrinks=1.5),
        )
        output.print_table(columns, [_row(item, titles, utc_now()) for item in items])
    else:
        output.say("The queue has no such items." if status else "The queue is empty.")


def _status(word: str) -> ItemStatus | None:
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.domain.queue import ItemStatus

    if not word:
        return None
    try:
        return ItemStatus(word.lower())
    except ValueError:
        raise UsageProblem("There is no such status", where=word, todo=f"Choose {STATUSES}.") from None


def _titles(items: list[QueueItem], store: Store) -> dict[str, str]:
    """Return the title of each item's posting, by listing id."""
    known = store.listings([item.listing_id for item in items if item.listing_id])
    return {listing.id: one_line(listing.posting.title, 60) for listing in known.values()}


def _row(item: QueueItem, titles: dict[str, str], now: datetime) -> tuple[str, ...]:
    outcome = item.outcome.value if item.outcome else item.status.value
    return (
        item.id[:8],
        item.kind.value,
        outcome,
        str(item.attempt),
        ago(item.created_at, now),
        titles.get(item.listing_id) or one_line(item.url, 60),
        one_line(_what_happened(item, now), 160),
    )


def _what_happened(item: QueueItem, now: datetime) -> str:
    if item.not_before and item.error:
        return f"tried again {ago(item.not_before, now)}: {item.error.message}"
    return (item.error.message if item.error else "") or item.reason


@app.command(cls=Command, epilog=examples("queue retry 5b1c0f7a", "queue retry --all"))
def retry(
    items: Annotated[list[str] | None, typer.Argument(metavar="ITEM", help="The beginnings of items' ids.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything that failed.")] = False,
    json: Json = False,
) -> int:
    """Try failed items again, as if for the first time. `jobfinder run` or `search` then does the work."""
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.usecases.retry import failed_items

    if bool(items) == everything:
        raise UsageProblem(
            "Name the items to retry, or say --all", todo="`jobfinder queue list --status failed` lists them."
        )
    with opened() as ports:
        ids = failed_items(items or [], ports.store)
        retried = ports.store.retry(ids, now=ports.clock()) if ids else 0
    if json:
        output.print_json({"retried": retried})
    else:
        output.print_lines((f"{count(retried, 'item')} will be tried again.",))
    return Exit.OK


@app.command(cls=Command, epilog=examples("queue stats", "queue stats --json | jq .by_outcome"))
def stats(json: Json = False) -> None:
    """Count the items by status and outcome, and say what the last clean-up deleted.

    An old pending item tells that nothing is working on the queue.
    """
    from jobfinder.usecases.clean_up import last_clean_up
    from jobfinder.wiring import utc_now

    with looking() as store:
        counts, cleaned = store.queue_stats(), last_clean_up(store)
    if json:
        from jobfinder.views import queue_view

        return output.print_json(queue_view(counts, cleaned))
    rows = [(name, f"{number:,}") for name, number in counts.by_status.items()]
    rows += [(f"  {name.replace('_', ' ')}", f"{number:,}") for name, number in counts.by_outcome.items()]
    output.print_table((Column(""), Column("", right=True)), rows or [("items", "0")])
    if counts.oldest_pending_at:
        output.say(f"The oldest pending item has waited {ago(counts.oldest_pending_at, utc_now())}.")
    if cleaned:
        at, went = cleaned
        told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in asdict(went).items() if number)
        output.say(f"Last cleaned up at {at:%Y-%m-%d %H:%M} UTC: {told or 'nothing was old enough to go'}.")
    return None
