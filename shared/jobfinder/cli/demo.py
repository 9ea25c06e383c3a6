"""`jobfinder demo`: the whole way, from boards to a ranking with reasons, on sample boards served by this machine."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.text import count, one_line

if TYPE_CHECKING:
    from jobfinder.cli.report import Report
    from jobfinder.demo.server import SampleServer
    from jobfinder.domain.posting import Listing
    from jobfinder.ports import Ports, Store

app = new_app()

FOLDER = Path(".demo")
SHOWN = 10
# Words by which a posting speaks to a machine instead of to a person; they have no effect here, so they are only told.
_INJECTION = re.compile(
    r"[^.\n]*\b(?:ignore|disregard|forget)\b[^.\n]{0,40}\binstructions?\b[^\n]{0,120}", re.IGNORECASE
)


@app.command(cls=Command, epilog=examples("demo", "demo --fresh", "demo --json"))
def demo(
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget the last demo first.")] = False,
    json: Json = False,
) -> int:
    """Try it all on sample boards: no network, no account, nothing to set up.

    It serves invented boards on this machine, in the formats of real ones, and searches them for an invented person.
    Everything is kept in .demo/ here; a second run finds nothing new, and says so.
    """
    from jobfinder.cli.report import report_json, report_on
    from jobfinder.cli.searching import run_search
    from jobfinder.demo.server import serve_sample_boards

    folder = _folder(fresh=fresh)
    with serve_sample_boards() as server:
        ports = _ports(folder, server)
        try:
            keys = _set_up(folder, ports, server, quiet=json)
            searched = run_search(ports, keys, quiet=json, scrape_workers=8, score_workers=2)
            report = report_on(searched, ports.store, ports.clock(), search="", limit=SHOWN)
            attempts = injection_attempts(ports.store)
            if json:
                output.print_json({**report_json(report), "injection_attempts": _attempts_json(attempts, ports)})
            else:
                _print(report, attempts, ports)
        finally:
            ports.store.close_store()
    return Exit.INTERRUPTED if report.searched.interrupted else Exit.OK


def _folder(*, fresh: bool) -> Path:
    """Return the demo's own folder, with its configuration, emptied first if asked to."""
    from jobfinder.cli.failures import UsageProblem
    from jobfinder.cli.folder import examples_folder

    folder = FOLDER.absolute()
    if folder.is_symlink():
        raise UsageProblem("The demo's folder is a link, which it will not follow", where=str(folder))
    if fresh and folder.exists():
        shutil.rmtree(folder)
    there = examples_folder()
    for source, target in (("config.yaml", "config.yaml"), ("demo/profile.yaml", "profile.yaml")):
        (folder / "config").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(there / source, folder / "config" / target)
    return folder


def _ports(folder: Path, server: SampleServer) -> Ports:
    """Return ports that may fetch from the sample boards and, as ever, from no other address of this machine."""
    from jobfinder import wiring

    host = server.url.removeprefix("http://")
    environ = {
        "ENVIRONMENT": "staging",
        "JOB_FINDER_FETCH__ALLOW_HOSTS": f'["{host}"]',
        "JOB_FINDER_FETCH__HOST_INTERVAL_SECONDS": "0",
    }
    return wiring.bootstrap(folder, environ)


def _set_up(folder: Path, ports: Ports, server: SampleServer, *, quiet: bool) -> list[str]:
    """Save the sample person and the sample boards; return the boards' keys."""
    from jobfinder.domain.source import Source
    from jobfinder.profiles import load_profile
    from jobfinder.usecases.manage_profile import save_profile

    profile = load_profile(folder / "config" / "profile.yaml", ports.clock().date())
    save_profile(profile, ports)
    samples = server.sources()
    for sample in samples:
        ports.store.save_source(Source(**sample, added_at=ports.clock()))
    if not quiet:
        person = profile.person
        output.say(f"{count(len(samples), 'sample board')} on {server.url}, read for {person.name}, {person.headline}.")
    return [sample["key"] for sample in samples]


def _print(report: Report, attempts: list[tuple[Listing, str]], ports: Ports) -> None:
    from jobfinder.cli.ranking import print_cards, print_table
    from jobfinder.cli.report import print_left_out, print_trouble

    now = ports.clock()
    if report.new:
        output.heading(f"{count(report.all_new, 'match', 'matches')}, the best {len(report.new)} first")
        print_cards(report.new, report.matches, now)
        print_left_out(report.tally)
    else:
        known = sum(run.known for run in report.searched.runs)
        output.heading(f"Nothing new: all {count(known, 'posting')} are known from the last run. The best so far")
        print_table(report.best, now)
    _print_duplicates(report)
    _print_attempts(attempts, ports)
    print_trouble(report.trouble)
    _say_next(report)


def _print_duplicates(report: Report) -> None:
    if not report.tally.duplicates:
        return
    output.heading(
        f"{count(report.tally.outcomes['duplicate'], 'copy', 'copies')} merged, every link kept. For example"
    )
    for copy, original in report.tally.duplicates:
        words = f"{one_line(original.posting.title, 60)}, {one_line(original.posting.company, 40)}: "
        output.print_wrapped(f"{words}{original.source_key} and {copy.source_key}", indent=2, hanging=2)


def injection_attempts(store: Store) -> list[tuple[Listing, str]]:
    """Return the listings whose text gives orders to whoever scores it, each with those words."""
    found = []
    for listing in store.each_listing(open_only=False):
        hit = _INJECTION.search(listing.posting.text)
        if hit and listing.canonical_id is None:
            found.append((listing, one_line(hit[0], 160)))
    return found


def _print_attempts(attempts: list[tuple[Listing, str]], ports: Ports) -> None:
    if not attempts:
        return
    output.heading("Postings that give orders to the scorer: words like any others, without effect")
    for listing, words in attempts:
        posting = listing.posting
        output.print_wrapped(
            f"{one_line(posting.title, 60)}, {one_line(posting.company, 40)}: {_verdict(listing, ports)}", indent=2
        )
        output.print_wrapped(f"“{words}”", indent=4, hanging=1)


def _verdict(listing: Listing, ports: Ports) -> str:
    from jobfinder.usecases.ask_why import ask_why

    answer = ask_why(listing, ports)
    decision = next(iter(answer.then or answer.today), None)
    if decision is None:
        return "not scored"
    rules = [verdict.rule for verdict in decision.verdicts if verdict.ruling == "reject"]
    by = f" by {', '.join(rules)}" if rules else ""
    return f"{decision.outcome.value.replace('_', ' ')}{by}, {decision.score} of 100"


def _attempts_json(attempts: list[tuple[Listing, str]], ports: Ports) -> list[Mapping[str, Any]]:
    return [
        {"listing_id": listing.id, "title": listing.posting.title, "words": words, "verdict": _verdict(listing, ports)}
        for listing, words in attempts
    ]


def _say_next(report: Report) -> None:
    example = report.best[0].head.id[:8] if report.best else "ID"
    filtered = next(iter(report.tally.filtered.values()), None)
    steps = [("jobfinder demo", "again: nothing is new, nothing is scored twice")] if report.new else []
    steps.append((f"JOB_FINDER_HOME=.demo jobfinder show {example}", "one match in full, its score as a sum"))
    if filtered:
        steps.append((f"JOB_FINDER_HOME=.demo jobfinder why {filtered.listing_id[:8]}", "why one was left out"))
    steps.append(("jobfinder init", "your own search: your profile, your boards"))
    output.say()
    output.say("Next:")
    width = max(len(command) for command, _ in steps)
    for command, words in steps:
        output.say(f"  {command:<{width}}  {words}")
