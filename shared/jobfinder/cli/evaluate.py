"""`jobfinder evaluate`: how well are postings read?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.table import Column
from jobfinder.cli.text import count, one_line

if TYPE_CHECKING:
    from jobfinder.usecases.evaluate import Report

app = new_app()


@app.command(
    cls=Command,
    epilog=examples(
        "evaluate postings.jsonl", "evaluate postings.jsonl --disagreements", "evaluate postings.jsonl --json"
    ),
)
def evaluate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Labelled postings, one JSON object a line; - reads standard input.")
    ],
    disagreements: Annotated[bool, typer.Option("--disagreements", help="List each one: label, ours, title.")] = False,
    json: Json = False,
) -> int:
    """Measure how well postings are read, field by field, beside the published numbers.

    A row has id, title, description_text, location_raw, structured_salary, and gold with any of level, country, city,
    remote, salary and yoe.
    """
    from jobfinder.cli.source_files import file_bytes
    from jobfinder.domain.reading import read_posting
    from jobfinder.usecases.evaluate import evaluate_lines

    lines = file_bytes(file).decode("utf-8", "replace").split("\n")
    report = evaluate_lines(lines, read_posting, where=str(file))
    if json:
        output.print_json(report.as_dict())
    else:
        _print(report, disagreements=disagreements)
    if not report.rows:
        return Exit.FAILED
    return Exit.PARTLY if report.unreadable else Exit.OK


def _print(report: Report, *, disagreements: bool) -> None:
    columns = (
        Column("FIELD"),
        Column("MEASURE"),
        Column("ROWS", right=True),
        Column("OURS", right=True, style="bold"),
        Column("PUBLISHED", right=True),
        Column("PRECISION", right=True),
        Column("RECALL", right=True),
        Column("WRONG", right=True),
    )
    rows = [
        (
            score.field,
            score.measure,
            f"{score.n:,}",
            _figure(score.value),
            _figure(score.published),
            _figure(score.precision),
            _figure(score.recall),
            f"{len(score.wrong):,}",
        )
        for score in report.scores
    ]
    output.print_table(columns, rows)
    if disagreements:
        _print_disagreements(report)
    for error in report.unreadable:
        output.say(f"Not read: {one_line(error.where)}: {one_line(error.what)}")
    output.say(f"{count(report.rows, 'posting')} read, {len(report.unreadable)} unreadable.", "dim")


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _print_disagreements(report: Report) -> None:
    columns = (
        Column("ROW", shrinks=1),
        Column("LABEL", shrinks=2),
        Column("OURS", shrinks=2),
        Column("TITLE", shrinks=2),
        Column("LOCATION", shrinks=1),
    )
    for score in report.scores:
        if score.wrong:
            output.heading(f"{score.field}, {score.measure}: {count(len(score.wrong), 'disagreement')}")
            rows = [
                (
                    one_line(each.row, 24),
                    one_line(str(each.label), 40),
                    one_line(str(each.ours), 40),
                    one_line(each.title, 60),
                    one_line(each.location, 40),
                )
                for each in score.wrong
            ]
            output.print_table(columns, rows, indent=2)
