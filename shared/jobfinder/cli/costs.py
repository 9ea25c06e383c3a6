"""`jobfinder costs`: what did the language models cost?"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.opening import looking
from jobfinder.cli.table import Column
from jobfinder.cli.text import count, one_line

if TYPE_CHECKING:
    from jobfinder.domain.usage import Spent, UsageDay
    from jobfinder.usecases.costs import Costs

app = new_app()

_FIGURES = (
    Column("CALLS", right=True),
    Column("INPUT", right=True),
    Column("CACHED", right=True),
    Column("OUTPUT", right=True),
    Column("MATCHES", right=True),
    Column("COST", right=True, style="bold"),
    Column("A MATCH", right=True),
)


@app.command(cls=Command, epilog=examples("costs", "costs --days 7", "costs --json"))
def costs(
    days: Annotated[int, typer.Option("--days", min=1, max=3660, help="How many days back, today included.")] = 30,
    json: Json = False,
) -> None:
    """Show what language models have cost, by day (UTC) and by source, and what one match cost.

    Counts are the vendor's own, prices those of the configuration. What was paid for calls that got lost is in a day's
    cost, not in a source's.
    """
    from jobfinder.usecases.costs import costs as costs_of
    from jobfinder.wiring import utc_now

    with looking() as store:
        found = costs_of(store, utc_now(), days=days)
    prices = _prices_of({row.model for row in found.by_source}) if found.by_source else []
    if json:
        output.print_json({**_as_json(found), "prices": prices})
    elif not found.days:
        output.say(
            f"No model was asked in the last {count(days, 'day')}. `models.provider` in the configuration says which."
        )
    else:
        _print(found)
        for price in prices:
            output.say(f"Price of {price['model']}: {price['told']}", "dim")


def _prices_of(models: Set[str]) -> list[dict[str, str]]:
    """Return how each model's price is known: the day on which it was looked up, and where."""
    from jobfinder import wiring
    from jobfinder.config import load_settings

    table = {each.model: each for each in load_settings(wiring.home()).models.prices}
    known = [(name, table.get(name.partition(":")[2])) for name in sorted(models)]
    return [
        {"model": name, "as_of": price.as_of if price else "", "source": price.source if price else "",
         "told": f"looked up on {price.as_of}{f' at {price.source}' if price.source else ''}." if price
         else "none is configured; a server of your own costs nothing here."}
        for name, price in known
    ]  # fmt: skip


def _print(found: Costs) -> None:
    from jobfinder.domain.usage import dollars

    output.print_table((Column("DAY"), *_FIGURES), [_day_row(day) for day in found.days])
    output.heading("By source and model")
    columns = (Column("SOURCE", shrinks=1), Column("MODEL", shrinks=1), *_FIGURES)
    output.print_table(columns, [_source_row(row) for row in found.by_source])
    each = found.micros_per_match
    told = f", {dollars(each)} for each of {count(found.matches, 'match', 'matches')}" if each is not None else ""
    output.say(f"{dollars(found.micros)} in all{told}.", "dim")


def _day_row(day: UsageDay) -> tuple[str, ...]:
    from jobfinder.domain.usage import Spent

    return (day.day, *_figures(Spent(source="", model="", calls=day.calls, matches=day.matches, micros=day.micros,
                                     tokens=day.tokens)))  # fmt: skip


def _source_row(row: Spent) -> tuple[str, ...]:
    return (one_line(row.source, 40), one_line(row.model, 40), *_figures(row))


def _figures(row: Spent) -> tuple[str, ...]:
    from jobfinder.domain.usage import dollars

    each = dollars(round(row.micros / row.matches)) if row.matches else ""
    read = row.tokens.input + row.tokens.cache_write
    counts = (row.calls, read, row.tokens.cache_read, row.tokens.output, row.matches)
    return (*(f"{number:,}" for number in counts), dollars(row.micros), each)


def _as_json(found: Costs) -> dict[str, Any]:
    from jobfinder.domain.codec import to_dict

    return {
        "usd": found.micros / 1e6,
        "matches": found.matches,
        "usd_per_match": None if found.micros_per_match is None else found.micros_per_match / 1e6,
        "days": [
            {
                "day": day.day,
                "calls": day.calls,
                "matches": day.matches,
                "usd": day.micros / 1e6,
                "reserved_usd": (day.committed_micros - day.micros) / 1e6,
                "lost_calls": day.lost_calls,
                "tokens": to_dict(day.tokens),
            }
            for day in found.days
        ],
        "sources": [
            {
                "source": row.source,
                "model": row.model,
                "calls": row.calls,
                "matches": row.matches,
                "usd": row.micros / 1e6,
                "tokens": to_dict(row.tokens),
            }
            for row in found.by_source
        ],
    }
