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
    from jobfinder.usecases.evaluate_model import ModelCount, ModelReader

app = new_app()


@app.command(
    cls=Command,
    epilog=examples(
        "evaluate postings.jsonl",
        "evaluate postings.jsonl --disagreements",
        "evaluate postings.jsonl --model anthropic:claude-haiku-5-5 --limit 50",
        "evaluate postings.jsonl --json",
    ),
)
def evaluate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Labelled postings, one JSON object a line; - reads standard input.")
    ],
    disagreements: Annotated[bool, typer.Option("--disagreements", help="List each one: label, ours, title.")] = False,
    model: Annotated[
        str,
        typer.Option("--model", metavar="NAME", help="Let a model read too: anthropic:MODEL, openai:MODEL or local."),
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="Only the first so many lines; 0 for all.")] = 0,
    most_usd: Annotated[
        float, typer.Option("--most-usd", min=0, help="With --model: stop asking before it costs more than this.")
    ] = 1.0,
    json: Json = False,
) -> int:
    """Measure how well postings are read, field by field, beside the published numbers.

    A row has id, title, description_text, location_raw, structured_salary, and gold with any of level, country, city,
    remote, salary and yoe. With --model, one call is made for each row, and calls, tokens, money and time are told.
    """
    from jobfinder.cli.source_files import file_bytes
    from jobfinder.domain.reading import read_posting
    from jobfinder.usecases.evaluate import evaluate_lines

    lines = file_bytes(file).decode("utf-8", "replace").split("\n")
    reader = _model_reader(model, round(most_usd * 1e6)) if model else None
    report = evaluate_lines(lines[: limit or None], reader or read_posting, where=str(file))
    if reader is not None:
        reader.choice.extractor.close()
    if json:
        output.print_json({**report.as_dict(), **({"model": reader.count.as_dict()} if reader else {})})
    else:
        _print(report, disagreements=disagreements)
        if reader is not None:
            _print_model(reader.count)
    if not report.rows:
        return Exit.FAILED
    return Exit.PARTLY if report.unreadable else Exit.OK


def _model_reader(name: str, most_micros: int) -> ModelReader:
    """Return what reads with the model of this name, by the configuration's prices and the profile stored here."""
    from jobfinder.cli.opening import looking
    from jobfinder.config import load_settings
    from jobfinder.domain.person import Person, Profile
    from jobfinder.domain.reading import read_posting
    from jobfinder.usecases.evaluate_model import ModelCount, ModelReader
    from jobfinder.wiring import home, trial_models

    models = trial_models(name, load_settings(home()))
    with looking() as store:
        profile = store.profile() or Profile(person=Person(), searches=())
    name = models.choices[0].extractor.name
    return ModelReader(
        models=models, read=read_posting, profile=profile, most_micros=most_micros, count=ModelCount(name)
    )


def _print_model(count_of: ModelCount) -> None:
    from jobfinder.domain.usage import dollars

    tokens = count_of.tokens
    calls = max(count_of.calls, 1)
    rows = [
        ("calls", f"{count_of.calls:,}", ""),
        ("answers used", f"{count_of.used:,}", ""),
        (
            "input tokens",
            f"{tokens.input + tokens.cache_write:,}",
            f"{(tokens.input + tokens.cache_write) / calls:,.0f}",
        ),
        ("cached tokens", f"{tokens.cache_read:,}", f"{tokens.cache_read / calls:,.0f}"),
        ("output tokens", f"{tokens.output:,}", f"{tokens.output / calls:,.0f}"),
        ("money", dollars(count_of.micros), f"${count_of.micros / calls / 1e6:.6f}"),
        ("seconds", f"{count_of.seconds:.1f}", f"{count_of.seconds / calls:.2f}"),
        *((f"failed: {one_line(why, 60)}", f"{times:,}", "") for why, times in count_of.failed.items()),
    ]
    output.heading(count_of.model)
    output.print_table((Column(""), Column("ALL", right=True), Column("A CALL", right=True)), rows)


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
            _figure(score.value if score.n else None),
            _figure(score.published),
            _figure(score.precision if score.n else None),
            _figure(score.recall if score.n else None),
            f"{len(score.wrong):,}",
        )
        for score in report.scores
    ]
    if report.rows:
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
