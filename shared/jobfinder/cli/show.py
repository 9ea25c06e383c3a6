"""`jobfinder show`: one match in full."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.opening import looking
from jobfinder.cli.reading import print_reading
from jobfinder.cli.table import Column
from jobfinder.cli.text import block, one_line
from jobfinder.cli.when import ago, day

if TYPE_CHECKING:
    from jobfinder.domain.match import Match, Part
    from jobfinder.domain.posting import Listing
    from jobfinder.domain.reposts import Reposts

app = new_app()
EXCERPT_CHARS = 4000


@app.command(cls=Command, epilog=examples("show 1f3a9c2e", "show 1f3a --text", "show 1f3a9c2e --json"))
def show(
    match_id: Annotated[str, typer.Argument(metavar="ID", help="The beginning of a match's or listing's id.")],
    text: Annotated[bool, typer.Option("--text", help="Also the posting's own text.")] = False,
    json: Json = False,
) -> None:
    """Show one match in full: the score as a sum that adds up, skills, reasons, every link, history."""
    from jobfinder.domain.scoring import score_now
    from jobfinder.usecases.find_reposts import reposts_of
    from jobfinder.usecases.look_up import match_named
    from jobfinder.wiring import utc_now

    now = utc_now()
    with looking() as store:
        match = match_named(match_id, store)
        links = store.links(match.listing_id)
        reposts = reposts_of(links, store)
    parts, score = score_now(match, now)
    if json:
        from jobfinder.views import match_view

        return output.print_json(match_view(match, parts, score, links, reposts, with_text=text))
    _print_head(match, score, links, now)
    if reposts:
        _print_repeated(reposts, now)
    _print_score(parts, score, match)
    _print_reasons(match)
    if match.reading is not None:
        print_reading(match.reading)
    _print_links(links)
    if reposts:
        _print_former(reposts, now)
    _print_history(match)
    if text:
        _print_text(links)
    return output.say(f"Next: jobfinder state {match.id[:8]} applied|saved|dismissed", "dim")


def _print_head(match: Match, score: int, links: list[Listing], now: datetime) -> None:
    title = output.styled(one_line(match.title, 100), "bold", sys.stdout)
    output.print_lines((f"{output.styled(str(score), 'green', sys.stdout)}  {title}",))
    age = ago(match.posted_at, now)
    told = (match.company, match.place, match.pay, f"published {day(match.posted_at)} ({age} ago)" if age else "")
    output.print_wrapped(" · ".join(one_line(part) for part in told if part), indent=4)
    seen = [f"first seen {day(links[0].first_seen_at)}"] if links else []
    if links and match.posted_at and (links[0].first_seen_at - match.posted_at).days > 30:
        seen.append("older than a month when first seen: it may be a repost or a ghost")
    if links and links[0].state != "open":
        seen.append(f"{links[0].state.value} since {day(links[0].closed_at)}")
    output.print_wrapped(f"for “{one_line(match.search)}” · state {match.state.value} · {' · '.join(seen)}", indent=4)
    output.print_lines((f"    {one_line(match.url)}", f"    id {match.id[:16]}"))
    if match.decision.outcome != "matched":
        _print_withdrawn(match)


def _print_repeated(reposts: Reposts, now: datetime) -> None:
    """Print in one line that the job was posted before, and what the user did with it then."""
    from jobfinder.domain.reposts import hint_words

    words = hint_words(reposts, now)
    output.print_wrapped(output.styled(f"{words[:1].upper()}{words[1:]}", "yellow", sys.stdout), indent=4)


def _print_former(reposts: Reposts, now: datetime) -> None:
    from jobfinder.domain.reposts import appeared, former_words

    output.heading("Posted before")
    rows = [
        (
            one.listing.id[:8],
            day(appeared(one.listing)),
            f"closed {day(one.listing.closed_at)}" if one.listing.closed_at else one.listing.state.value,
            one_line(one.listing.source_key, 40),
            "; ".join(filter(None, (former_words(one, now), one_line(one.note, 120)))),
        )
        for one in reposts.former
    ]
    output.print_table((Column(""), Column(""), Column(""), Column(""), Column("", shrinks=1)), rows, indent=2)


def _print_withdrawn(match: Match) -> None:
    """Print why a match is none any more: the rules, the profile or the posting have changed since."""
    decision = match.decision
    rejected = [f"{verdict.rule}: {verdict.why}" for verdict in decision.verdicts if verdict.ruling == "reject"]
    below = f"{decision.score} points are below the threshold of {decision.threshold}"
    words = "; ".join(map(one_line, rejected)) or below
    output.print_wrapped(f"Not a match any more since {day(match.scored_at)}: {words}", indent=4, hanging=2)


def _print_score(parts: tuple[Part, ...], score: int, match: Match) -> None:
    output.heading("Score")
    for part in parts:
        by = "" if part.read_by == "local" else f" [read by: {part.read_by}]"
        _print_part(part.name, part.points, part.most, one_line(part.why) + by)
    _print_part("total", score, sum(part.most for part in parts), f"threshold {match.decision.threshold}")


def _print_part(name: str, points: int, most: int, why: str) -> None:
    amount = f"{name:<10} {points:>3} of {most:>3}  "
    output.print_wrapped(f"{amount}{why}", indent=2, hanging=len(amount))


def _print_reasons(match: Match) -> None:
    decision = match.decision
    for title, told in (
        ("Skills you have", decision.skills_matched),
        ("Skills you lack", decision.skills_missing),
    ):
        if told:
            output.heading(title)
            output.print_wrapped(", ".join(map(one_line, told)), indent=2)
    for title, told in (("In favour", decision.strengths), ("Concerns", decision.concerns)):
        if told:
            output.heading(title)
            for words in told:
                output.print_wrapped(f"- {one_line(words)}", indent=2, hanging=2)


def _print_links(links: list[Listing]) -> None:
    if not links:
        return
    output.heading("Where it is posted")
    for link in links:
        output.print_lines(
            (
                f"  {link.id[:8]}  {one_line(link.source_key)}, {link.state.value}",
                f"            {one_line(link.posting.url)}",
            )
        )
    if len(links) > 1:
        output.say("  One of them is another job? jobfinder split ID", "dim")


def _print_history(match: Match) -> None:
    if match.history:
        output.heading("What you did")
        rows = [(f"{step.at:%Y-%m-%d %H:%M}", step.state.value, one_line(step.note)) for step in match.history]
        output.print_table((Column(""), Column(""), Column("", shrinks=1)), rows, indent=2)


def _print_text(links: list[Listing]) -> None:
    output.heading("The posting")
    text = block(links[0].posting.text).strip() if links else ""
    output.print_wrapped(text[:EXCERPT_CHARS], indent=2)
    if len(text) > EXCERPT_CHARS:
        output.print_lines((f"  … {len(text) - EXCERPT_CHARS:,} more characters at the posting's address",))
