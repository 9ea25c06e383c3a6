"""Shows ranked matches: as a table, as short cards with their reasons, or as plain values for programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobfinder.cli import output
from jobfinder.cli.table import Column
from jobfinder.cli.text import one_line
from jobfinder.cli.when import ago
from jobfinder.usecases.ranking import Ranked, short_ids

if TYPE_CHECKING:
    from jobfinder.domain.match import Match
    from jobfinder.domain.reposts import Reposts


def print_table(rows: Sequence[Ranked], now: datetime, repeated: Mapping[str, Reposts] | None = None) -> None:
    """Print the ranking as a table: the number to show it by, the score, what and where, its age and state.

    `repeated` tells, by listing id, which jobs were posted before.
    """
    several = len({row.head.search for row in rows}) > 1
    columns = [
        Column("ID", style="dim"),
        Column("SCORE", right=True, style="bold"),
        Column("TITLE", shrinks=2.5),
        Column("COMPANY", shrinks=1),
        Column("PLACE", shrinks=1),
        Column("PAY", shrinks=1, from_width=100),
        Column("AGE", right=True),
    ]
    ids = short_ids([row.head.id for row in rows])
    table = [_cells(row, ids, now) for row in rows]
    extra = [("STATE", [_state(row) for row in rows])] if any(_state(row) != "new" for row in rows) else []
    if posted := [_posted(row, repeated or {}, now) for row in rows if repeated]:
        extra.append(("POSTED", posted))
    extra += [("SEARCH", [one_line(row.head.search, 24) for row in rows])] if several else []
    for title, cells in extra:
        columns.append(Column(title, shrinks=0 if title == "POSTED" else 1))
        table = [(*line, cell) for line, cell in zip(table, cells, strict=True)]
    output.print_table(columns, table)


def _posted(row: Ranked, repeated: Mapping[str, Reposts], now: datetime) -> str:
    """Return "3x since Jun, dismissed", "" where this is the first time."""
    from jobfinder.domain.reposts import short_hint

    reposts = repeated.get(row.head.listing_id)
    return short_hint(reposts, now) if reposts else ""


def _state(row: Ranked) -> str:
    return row.head.state.value if row.is_open else "closed"


def _cells(row: Ranked, ids: Mapping[str, str], now: datetime) -> tuple[str, ...]:
    head = row.head
    return (
        ids[head.id],
        str(row.score),
        one_line(head.title, 70),
        one_line(head.company, 30),
        one_line(head.place, 40),
        one_line(head.pay, 32),
        ago(head.posted_at, now),
    )


def print_cards(
    rows: Sequence[Ranked],
    matches: Mapping[str, Match],
    now: datetime,
    repeated: Mapping[str, Reposts] | None = None,
) -> None:
    """Print each match on a few lines: score, what and where, why, the best concern, and whether it was posted before.

    `repeated` is as for `print_table`.
    """
    from jobfinder.domain.reposts import hint_words

    ids = short_ids([row.head.id for row in rows])
    several = len({row.head.search for row in rows}) > 1
    for row in rows:
        head, match = row.head, matches.get(row.head.id)
        score = output.styled(f"{row.score:>3}", "green", sys.stdout)
        title = output.styled(one_line(head.title, 70), "bold", sys.stdout)
        output.print_lines((f"{score}  {title}  {output.styled(ids[head.id], 'dim', sys.stdout)}",))
        age = ago(head.posted_at, now)
        told = (head.company, head.place, head.pay, f"{age} old" if age else "", head.search if several else "")
        output.print_wrapped(" · ".join(one_line(part, 60) for part in told if part), indent=5)
        if reposts := (repeated or {}).get(head.listing_id):
            output.print_wrapped(hint_words(reposts, now), indent=5)
        if match:
            output.print_wrapped(reason(match), indent=5)


def reason(match: Match) -> str:
    """Return one line on why the match is where it is: its first strength, and its first concern."""
    decision = match.decision
    told = [one_line(words) for words in decision.strengths[:1]]
    told += [f"But: {one_line(words)}" for words in decision.concerns[:1]]
    return " ".join(told)


def ranked_json(row: Ranked, match: Match | None = None, *, reposts: Reposts | None = None) -> dict[str, Any]:
    """Return one ranked match as plain values; with the whole match also its reasons, and how often it was posted."""
    from jobfinder.views import reposts_view

    head = row.head
    document: dict[str, Any] = {
        "id": head.id,
        "score": row.score,
        "threshold": head.threshold,
        "search": head.search,
        "title": head.title,
        "company": head.company,
        "place": head.place,
        "pay": head.pay,
        "url": head.url,
        "state": head.state.value,
        "is_open": row.is_open,
        "posted_at": head.posted_at,
        "matched_at": head.created_at,
        "listing_id": head.listing_id,
        **({"reposts": reposts_view(reposts)} if reposts else {}),
    }
    if match:
        decision = match.decision
        document |= {
            "strengths": decision.strengths,
            "concerns": decision.concerns,
            "skills_matched": decision.skills_matched,
            "skills_missing": decision.skills_missing,
            "notes": match.notes,
        }
    return document
