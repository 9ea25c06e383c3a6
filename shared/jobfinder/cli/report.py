"""The report of a search: what is new and why it fits, what was left out by which rule, which boards had trouble."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from jobfinder.cli import output
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.searching import Searched
from jobfinder.cli.text import count, one_line
from jobfinder.usecases.ranking import Ranked, Wanted, full_matches, ranked
from jobfinder.usecases.tally import Tally, tally

if TYPE_CHECKING:
    from jobfinder.domain.match import Match
    from jobfinder.domain.reposts import Reposts
    from jobfinder.domain.source import Source
    from jobfinder.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is told after a search."""

    searched: Searched
    tally: Tally
    new: Sequence[Ranked]
    all_new: int
    best: Sequence[Ranked]  # of all, new or not
    matches: Mapping[str, Match]
    trouble: Sequence[Source]
    repeated: Mapping[str, Reposts] = field(default_factory=dict)  # by listing id: those that were posted before

    @property
    def exit_code(self) -> Exit:
        """Return the code of the command: all boards failed, some did, or none."""
        if self.searched.interrupted:
            return Exit.INTERRUPTED
        if not self.trouble:
            return Exit.OK
        read = [run for run in self.searched.runs if run.found]
        return Exit.PARTLY if read or len(self.trouble) < len(self.searched.runs) else Exit.FAILED


def report_on(searched: Searched, store: Store, now: datetime, *, search: str, limit: int) -> Report:
    """Return what there is to tell of a search that ended."""
    from jobfinder.usecases.find_reposts import hints
    from jobfinder.usecases.manage_sources import health_of

    new, all_new = ranked(store, now, Wanted(search=search, since=searched.began_at, limit=limit))
    best, _ = ranked(store, now, Wanted(search=search, limit=limit))
    read = {run.source_key for run in searched.runs}
    return Report(
        searched=searched,
        tally=tally(store, searched.mark, search=search),
        new=new,
        all_new=all_new,
        best=best,
        matches=full_matches([*new, *best], store),
        repeated=hints([*new, *best], store),
        trouble=[source for source in store.sources() if source.key in read and health_of(source).in_trouble],
    )


def print_report(report: Report, now: datetime) -> None:
    """Print the report for a person."""
    from jobfinder.cli.ranking import print_cards, print_table

    if report.new:
        shown = (
            f"the best {len(report.new)} of {report.all_new}" if report.all_new > len(report.new) else "the best first"
        )
        output.heading(f"{count(report.all_new, 'new match', 'new matches')}, {shown}")
        print_cards(report.new, report.matches, now, report.repeated)
    elif report.best:
        output.heading("Nothing new matched. The best so far")
        print_table(report.best[:5], now, report.repeated)
    else:
        output.heading("Nothing matched" if report.tally.outcomes else "Nothing new, and nothing matched before")
    print_left_out(report.tally)
    print_trouble(report.trouble)


def print_left_out(found: Tally) -> None:
    """Print what was filtered, by rule with an example each, and the other ways in which postings ended."""
    from jobfinder.domain.policy import RULES_BY_ID

    filtered = sorted(found.filtered.values(), key=lambda each: -each.count)
    others = [
        (found.outcomes["below_threshold"], "scored below the threshold"),
        (found.outcomes["duplicate"], "copies of a posting on another board"),
        (found.outcomes["closed"], "closed before they were scored"),
        (found.failed, "failed: jobfinder queue list --status failed"),
        (found.waiting, "still waiting: jobfinder queue list --status pending"),
    ]
    rows = [(f"{number:,}", words, "") for number, words in others if number]
    for each in filtered:
        rule = RULES_BY_ID.get(each.rule)
        posting = each.listing.posting if each.listing else None
        example = f"e.g. {one_line(posting.title, 60)}: {one_line(each.why)}" if posting else one_line(each.why)
        rows.append((f"{each.count:,}", f"{each.rule}: {rule.line if rule else ''}", example))
    if rows:
        output.heading("Left out")
        _print_counted(rows)


def _print_counted(rows: Sequence[tuple[str, str, str]]) -> None:
    width = max(len(number) for number, _, _ in rows)
    for number, words, example in rows:
        output.print_wrapped(f"{number:>{width}}  {words}", indent=2, hanging=width + 2)
        if example:
            output.print_wrapped(example, indent=width + 6, hanging=2)


def print_trouble(sources: Sequence[Source]) -> None:
    """Print in plain words which boards had trouble and what to do."""
    from jobfinder.usecases.manage_sources import health_of

    if not sources:
        return
    output.heading("Boards in trouble")
    for source in sources:
        health = health_of(source)
        output.print_wrapped(
            f"{one_line(source.key, 60)}: {health.word}. {one_line(health.words)}", indent=2, hanging=2
        )
        output.print_wrapped(health.todo, indent=4)


def _row_json(row: Ranked, report: Report) -> dict[str, Any]:
    from jobfinder.cli.ranking import ranked_json

    reposts = report.repeated.get(row.head.listing_id)
    return ranked_json(row, report.matches.get(row.head.id), reposts=reposts)


def report_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values."""
    from jobfinder.domain.codec import run_to_dict
    from jobfinder.usecases.manage_sources import health_of

    found = report.tally
    return {
        "began_at": report.searched.began_at,
        "seconds": round(report.searched.seconds, 2),
        "interrupted": report.searched.interrupted,
        "runs": [
            {**run_to_dict(run), "found": run.found, "new": run.new, "completeness": run.completeness.value}
            for run in report.searched.runs
        ],
        "outcomes": dict(found.outcomes),
        "failed": found.failed,
        "waiting": found.waiting,
        "filtered_by_rule": {
            each.rule: {
                "count": each.count,
                "example": {"listing_id": each.listing_id, "title": each.listing.posting.title if each.listing else ""},
                "why": each.why,
            }
            for each in found.filtered.values()
        },
        "new_matches": report.all_new,
        "new": [_row_json(row, report) for row in report.new],
        "best": [_row_json(row, report) for row in report.best],
        "trouble": [
            {"source": source.key, "health": health_of(source).word, "words": health_of(source).words}
            for source in report.trouble
        ],
    }
