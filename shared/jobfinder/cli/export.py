"""`jobfinder export`: the matches as a table for a spreadsheet or as JSON for programs."""

from __future__ import annotations

import csv
import io
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, examples, new_app
from jobfinder.cli.matches import STATES, states
from jobfinder.cli.opening import looking
from jobfinder.cli.source_files import write_whole
from jobfinder.cli.text import count, one_line

if TYPE_CHECKING:
    from jobfinder.domain.match import Match
    from jobfinder.usecases.ranking import Ranked

app = new_app()

COLUMNS = (
    "score", "title", "company", "place", "pay", "state", "posted_at", "matched_at", "url", "search", "strengths",
    "concerns", "skills_matched", "skills_missing", "notes", "is_open", "threshold", "id", "listing_id",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Format(StrEnum):
    """How to write the matches."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


@app.command(
    cls=Command,
    epilog=examples(
        "export > matches.csv",
        "export --format jsonl --output matches.jsonl",
        "export --state applied --format json | jq length",
    ),
)
def export(
    format_: Annotated[
        Format, typer.Option("--format", "-f", metavar="FORMAT", help="csv, json or jsonl.")
    ] = Format.CSV,
    target: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file; without it, standard output.")
    ] = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", metavar="STATE", help=f"Only in this state: {STATES}.")
    ] = None,
    search: Annotated[str, typer.Option("--search", metavar="NAME", help="Only those of one search.")] = "",
    closed: Annotated[bool, typer.Option("--closed", help="Also those whose posting is gone.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Write all matches, the best first, with their scores as of now."""
    from jobfinder.usecases.ranking import Wanted, full_matches, ranked
    from jobfinder.wiring import utc_now

    wanted = Wanted(search=search, states=states(state or ["all"]), closed=closed)
    with looking() as store:
        rows, _ = ranked(store, utc_now(), wanted)
        text = written(rows, full_matches(rows, store), Format.JSON if json else format_)
    if target is None or str(target) == "-":
        return output.print_text(text)
    write_whole(target, text)
    return output.say(f"Wrote {count(len(rows), 'match', 'matches')} to {target}.")


def written(rows: list[Ranked], matches: dict[str, Match], form: Format) -> str:
    """Return the matches in a format, each row or document in the order given."""
    from jobfinder.cli.ranking import ranked_json

    documents = [ranked_json(row, matches.get(row.head.id)) for row in rows]
    if form is Format.JSON:
        return output.as_json(documents, indent=2) + "\n"
    if form is Format.JSONL:
        return "".join(output.as_json(document) + "\n" for document in documents)
    target = io.StringIO()
    table = csv.writer(target, lineterminator="\r\n")  # RFC 4180
    table.writerow(COLUMNS)
    table.writerows([_cell(document.get(column)) for column in COLUMNS] for document in documents)
    return target.getvalue()


def _cell(value: Any) -> Any:
    """Return a cell on one line that no spreadsheet takes for a formula."""
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, list | tuple):
        value = "; ".join(value)
    text = one_line(value.isoformat() if hasattr(value, "isoformat") else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
