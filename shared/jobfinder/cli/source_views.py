"""Shows sources: the table of all of them, one with its runs, and what one answered when it was tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobfinder.cli import output
from jobfinder.cli.table import Column
from jobfinder.cli.text import count, one_line
from jobfinder.cli.when import ago

if TYPE_CHECKING:
    from jobfinder.domain.source import Run, Source
    from jobfinder.usecases.manage_sources import Trial


def print_sources(sources: list[Source]) -> None:
    """Print a line for each source, and below them, on standard error, what troubles which and what to do."""
    from jobfinder.usecases.manage_sources import health_of
    from jobfinder.wiring import utc_now

    now = utc_now()
    columns = (
        Column("SOURCE", shrinks=1),
        Column("HEALTH"),
        Column("FOUND", right=True),
        Column("NEW", right=True),
        Column("READ"),
        Column("NEXT"),
    )
    rows = []
    for source in sources:
        last = source.runs[0] if source.runs else None
        counts = (str(last.found), str(last.new)) if last else ("", "")
        upcoming = ago(source.next_run_at, now) if source.enabled else ""
        next_time = "due" if upcoming and not upcoming.startswith("in ") else upcoming
        rows.append(
            (one_line(source.key), health_of(source).label, *counts, _ago(ago(source.last_run_at, now)), next_time)
        )
    output.print_table(columns, rows)
    for source in sources:
        health = health_of(source)
        if health.in_trouble:
            output.say_wrapped(f"{one_line(source.key)}: {one_line(health.words)} {health.todo}", hanging=2)


def _ago(span: str) -> str:
    return f"{span} ago" if span and span != "now" else span


def print_source(source: Source) -> None:
    """Print one source: how it is doing, what is expected of it, and its last runs."""
    from jobfinder.domain.health_words import health_of, lacking_words, standing_words

    health = health_of(source)
    output.print_lines((one_line(source.key), f"  {one_line(source.url)}"))
    output.print_wrapped(f"{health.label}. {one_line(health.words)} {health.todo}".strip(), indent=2)
    output.print_wrapped(f"Condition: {standing_words(source)}.", indent=2)
    judged = next((run for run in source.runs if run.judged), None)
    if judged and (lacking := lacking_words(judged)):
        output.print_wrapped(f"Most of its postings do not tell: {lacking}.", indent=2)
    if source.runs:
        print_runs(source.runs)


_COUNTED = ("known", "changed", "duplicate", "reopened", "closed", "broken", "filtered", "requests", "not_modified")


def print_runs(runs: tuple[Run, ...]) -> None:
    """Print the runs of a source, leaving out what was never counted."""
    from jobfinder.domain.health_words import run_words

    names = ("found", "new", *(name for name in _COUNTED if any(getattr(run, name) for run in runs)))
    columns = (
        Column("READ AT (UTC)"),
        Column("RESULT"),
        *(Column(name.replace("_", " ").upper(), right=True) for name in names),
        Column("KB", right=True),
        Column("S", right=True),
    )
    rows = [
        (
            f"{run.started_at:%Y-%m-%d %H:%M}",
            run.completeness.value,
            *(_number(getattr(run, name)) for name in names),
            f"{run.bytes / 1000:,.0f}",
            f"{run.seconds:.1f}",
        )
        for run in runs
    ]
    output.heading("Runs, the newest first")
    output.print_table(columns, rows)
    troubled = [(run, words) for run in runs if (words := one_line(run_words(run)))]
    if troubled:
        output.heading("What was wrong with them")
    for run, words in troubled:
        output.print_wrapped(f"{run.started_at:%Y-%m-%d %H:%M}  {words}", indent=2, hanging=2)


def _number(count: int | None) -> str:
    return "?" if count is None else str(count)  # not counted yet


def source_json(source: Source) -> dict[str, Any]:
    """Return a source with its runs and its health as plain values."""
    from jobfinder.domain.codec import source_to_dict
    from jobfinder.domain.health_words import health_of, standing_words

    health = health_of(source)
    return {
        **source_to_dict(source),
        "enabled": source.enabled,
        "health": {
            "word": health.word,
            "words": health.words,
            "todo": health.todo,
            "state": source.condition.state.value,
            "standing": standing_words(source),
        },
    }


def print_trial(trial: Trial) -> None:
    """Print what a board answered: the first postings, the first broken rows, what it cost."""
    from jobfinder.cli.failures import tell
    from jobfinder.cli.parsed import print_postings

    if trial.error:
        tell(trial.error)
    elif not trial.postings and not trial.broken:
        output.say("The board answered, but with no postings at all: is the address right?")
    print_postings(trial.postings[:10], trial.broken[:5])
    more = " (there are more pages)" if trial.has_more else ""
    asked = f"{count(trial.requests, 'request')}, {trial.bytes / 1000:,.0f} kB, {trial.seconds:.1f} s"
    output.say(
        f"{count(len(trial.postings), 'posting')}{more}, {len(trial.broken)} unreadable; {asked}. Nothing stored."
    )


def trial_json(trial: Trial) -> dict[str, Any]:
    """Return what a board answered as plain values."""
    from jobfinder.cli.parsed import page_json

    return {
        "source": trial.source.key,
        "works": trial.works,
        "error": str(trial.error or ""),
        "requests": trial.requests,
        "bytes": trial.bytes,
        "has_more": trial.has_more,
        **page_json(trial.postings, trial.broken, trial.total),
    }
