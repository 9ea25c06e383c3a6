"""`jobfinder search`: the main job, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.opening import opened
from jobfinder.cli.text import count, one_line

if TYPE_CHECKING:
    from jobfinder.ports import Ports

app = new_app()


@app.command(
    cls=Command,
    epilog=examples(
        "search", "search --source greenhouse:acme --limit 5", "search --offline", "search --json > report.json"
    ),
)
def search(
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="KEY", help="Only this board: its key or a part of it.")
    ] = None,
    search_name: Annotated[
        str, typer.Option("--search", metavar="NAME", help="Show only one search of your profile.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="How many matches to show.")] = 10,
    offline: Annotated[bool, typer.Option("--offline", help="Read no board: score what waits, and show.")] = False,
    json: Json = False,
) -> int:
    """Read your boards, score what is new, and show the ranking.

    Progress goes to standard error, the report to standard output. Ctrl-C ends it cleanly; nothing is lost.
    """
    from jobfinder.cli.report import print_report, report_json, report_on
    from jobfinder.cli.searching import run_search

    with opened() as ports:
        prepare(ports)
        check_search_name(search_name, ports)
        keys = [] if offline else _keys(source or [], ports)
        scrape_workers, score_workers = workers()
        searched = run_search(ports, keys, quiet=json, scrape_workers=scrape_workers, score_workers=score_workers)
        now = ports.clock()
        report = report_on(searched, ports.store, now, search=search_name, limit=limit)
    if json:
        output.print_json(report_json(report))
    else:
        print_report(report, now)
        _say_next(
            len(keys),
            has_matches=bool(report.best),
            has_postings=any(run.found for run in searched.runs),
            has_left_out=bool(report.tally.outcomes),
            seconds=searched.seconds,
        )
    return report.exit_code


def prepare(ports: Ports) -> None:
    """Take over what changed in this folder: the profile, the sources. Raises Misconfigured without a profile."""
    from jobfinder.cli.folder import PROFILE, add_listed_sources, is_still_the_example
    from jobfinder.errors import Misconfigured
    from jobfinder.profiles import load_profile
    from jobfinder.usecases.manage_profile import save_profile
    from jobfinder.wiring import home

    folder = home()
    if (folder / PROFILE).is_file():
        saved = save_profile(load_profile(folder / PROFILE, ports.clock().date()), ports)
        if is_still_the_example(folder / PROFILE):
            output.say("config/profile.yaml still describes the invented person of the example: edit it first.")
        if saved.to_rescore:
            output.say(f"Your profile has changed: {count(saved.to_rescore, 'known posting')} will be scored again.")
    elif ports.store.profile() is None:
        todo = "`jobfinder init` writes an example to edit; `jobfinder profile import FILE` reads your résumé."
        raise Misconfigured("There is no profile to search with", where=str(folder / PROFILE), todo=todo)
    for key in add_listed_sources(folder, ports):
        output.say(f"Added from config/sources.yaml: {one_line(key)}")


def check_search_name(name: str, ports: Ports) -> None:
    """Refuse the name of a search that the profile does not have. Raises NothingThere."""
    from jobfinder.usecases.look_up import NothingThere

    profile = ports.store.profile()
    names = [each.name for each in profile.searches] if profile else []
    if name and name not in names:
        raise NothingThere("Your profile has no search of that name", where=name, todo=f"It has: {', '.join(names)}.")


def workers() -> tuple[int, int]:
    """Return how many boards are read, and how many postings scored, at the same time: from the settings."""
    from jobfinder.config import load_settings
    from jobfinder.wiring import home

    settings = load_settings(home())
    return settings.scrape.workers, settings.queue.workers


def _keys(wanted: list[str], ports: Ports) -> list[str]:
    """Return the keys of the sources to read: those named, or all that are on and not waiting in quarantine."""
    from jobfinder.domain.due import due_sources
    from jobfinder.usecases.look_up import source_named

    if wanted:
        return list(dict.fromkeys(source_named(words, ports.store).key for words in wanted))
    sources = ports.store.sources()
    keys = [source.key for source in due_sources(sources, ports.clock(), everything=True)]
    if waiting := sum(source.enabled for source in sources) - len(keys):
        output.say(
            f"{count(waiting, 'board')} in quarantine left out until its next trial: jobfinder sources list --trouble"
        )
    return keys


def _say_next(boards: int, *, has_matches: bool, has_postings: bool, has_left_out: bool, seconds: float) -> None:
    output.say()
    done = f"{count(boards, 'board')} read" if boards else "What was waiting is scored"
    output.say(f"{done} ({seconds:.1f} s).", "dim")
    if has_matches:
        output.say("Next: jobfinder show ID, jobfinder state ID saved|applied|dismissed, jobfinder why URL", "dim")
    elif boards and not has_postings:
        output.say("Next: mend the boards above, or add others: jobfinder sources add URL", "dim")
    elif boards and not has_left_out:
        output.say("Next: jobfinder queue list shows what was left out before, and why", "dim")
    elif boards:
        output.say(
            "Next: loosen the rules that filtered most (config/profile.yaml), or add boards: jobfinder sources add URL"
        )
    else:
        output.say("Next: add the boards of companies you like: jobfinder sources add URL")
