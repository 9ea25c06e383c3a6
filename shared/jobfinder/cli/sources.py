"""`jobfinder sources`: the boards that are read."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.opening import looking, opened
from jobfinder.cli.source_views import print_source, print_sources, print_trial, source_json, trial_json
from jobfinder.cli.text import one_line

app = new_app("Add, list, test and disable the boards to read.")


def _keys(incomplete: str) -> list[str]:
    with looking() as store:
        return [source.key for source in store.sources() if source.key.startswith(incomplete)]


Key = Annotated[str, typer.Argument(metavar="KEY", help="A source's key, or a part of it.", autocompletion=_keys)]


# -- add --------------------------------------------------------------------------------------------------------------


@app.command(
    cls=Command,
    epilog=examples(
        "sources add https://acme.example",
        "sources add https://boards.greenhouse.io/acme",
        "sources add https://jobs.lever.co/acme/5ac21346-8e0c-4494-8e7a-3eb92ff77902",
        "sources add https://acme.example/careers.rss --company Acme --every-hours 12",
        "sources add --file config/sources.txt",
    ),
)
def add(
    urls: Annotated[
        list[str] | None,
        typer.Argument(metavar="URL", help="Any address of a board, one of its postings, a feed, a company."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Read addresses from a file, one a line; # comments.")
    ] = None,
    company: Annotated[
        str, typer.Option("--company", metavar="NAME", help="The employer, where the board does not say it.")
    ] = "",
    every_hours: Annotated[
        float, typer.Option("--every-hours", metavar="HOURS", min=0, help="How often to read it (0: the setting).")
    ] = 0,
    test: Annotated[
        bool, typer.Option("--test", help="Read it once before adding; do not add what cannot be read.")
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", help="Do not ask: add every board found on a company's page but refused ones."),
    ] = False,
    queue: Annotated[
        bool, typer.Option("--queue", help="Leave it to the queue, which adds only boards proven to be the company's.")
    ] = False,
    json: Json = False,
) -> int:
    """Add boards by any of their addresses, or a company by any page of its site: its board is found, shown, asked for.

    A board counts as the company's when its postings lead back to the site, or when the site names it and it names the
    company. Without --yes and where nobody can be asked, only such a board is added.
    """
    from jobfinder.cli.source_adding import Wishes, add_one
    from jobfinder.cli.source_files import addresses

    wanted = [*(urls or []), *(addresses(file) if file else [])]
    if not wanted:
        from jobfinder.cli.failures import UsageProblem

        raise UsageProblem("No address was given", todo="For example: jobfinder sources add https://jobs.lever.co/acme")
    wishes = Wishes(company, every_hours or None, test, yes, queue, json)
    reports = [add_one(url, wishes) for url in wanted]
    if json:
        output.print_json(reports)
    elif not queue and all(report["added"] for report in reports):
        key = quote(one_line(reports[0]["key"]))
        output.say(f"Next: jobfinder sources test {key}, or at once: jobfinder search", "dim")
    return _exit_code(sum(report["added"] or report.get("declined", False) for report in reports), len(reports))


# -- list and show ----------------------------------------------------------------------------------------------------


@app.command("list", cls=Command, epilog=examples("sources list", "sources list --trouble", "sources list --json"))
def list_sources(
    trouble: Annotated[bool, typer.Option("--trouble", help="Only those whose last reading had trouble.")] = False,
    json: Json = False,
) -> None:
    """List the boards, how each is doing, and when it is read next."""
    from jobfinder.usecases.manage_sources import health_of

    with looking() as store:
        sources = [each for each in store.sources() if not trouble or health_of(each).in_trouble]
    if json:
        output.print_json([source_json(source) for source in sources])
    elif sources:
        print_sources(sources)
    else:
        output.say("No source has trouble." if trouble else _none_yet())


def _none_yet() -> str:
    from jobfinder.cli.folder import SOURCES, read_sources_file
    from jobfinder.wiring import home

    path = home() / SOURCES
    listed = len(read_sources_file(path)) if path.is_file() else 0
    if listed:
        return f"None is read yet. `jobfinder search` adds and reads the {listed} of {SOURCES}."
    return "No sources yet. Add one: jobfinder sources add URL"


@app.command(cls=Command, epilog=examples("sources show greenhouse:acme"))
def show(key: Key, json: Json = False) -> None:
    """Show one source in full, with its last runs."""
    from jobfinder.usecases.look_up import source_named
    from jobfinder.usecases.manage_sources import with_filtered

    with looking() as store:
        source = with_filtered(source_named(key, store), store)
    if json:
        return output.print_json(source_json(source))
    return print_source(source)


# -- test -------------------------------------------------------------------------------------------------------------


@app.command(
    "test", cls=Command, epilog=examples("sources test greenhouse:acme", "sources test https://jobs.lever.co/acme")
)
def try_out(
    key_or_url: Annotated[
        str, typer.Argument(metavar="KEY|URL", help="A source's key, or an address to try out.", autocompletion=_keys)
    ],
    json: Json = False,
) -> int:
    """Read a board once, store nothing, and show what comes."""
    from jobfinder.usecases.look_up import looks_like_url, source_named
    from jobfinder.usecases.manage_sources import recognised_source, try_source

    with opened() as ports:
        known = ports.store.source(key_or_url)
        if known is None and looks_like_url(key_or_url):
            known = recognised_source(key_or_url, ports).source
        trial = try_source(known or source_named(key_or_url, ports.store), ports)
    if json:
        output.print_json(trial_json(trial))
    else:
        print_trial(trial)
    return Exit.OK if trial.works else Exit.FAILED


# -- switch and remove ------------------------------------------------------------------------------------------------


@app.command(cls=Command, epilog=examples("sources disable greenhouse:acme"))
def disable(key: Key, json: Json = False) -> None:
    """Read a board no more; what was found there stays."""
    _switch(key, enabled=False, json=json)


@app.command(cls=Command, epilog=examples("sources enable greenhouse:acme"))
def enable(key: Key, json: Json = False) -> None:
    """Read a board again: also one in quarantine, which is then due at once."""
    _switch(key, enabled=True, json=json)


def _switch(key: str, *, enabled: bool, json: bool) -> None:
    from jobfinder.usecases.look_up import source_named
    from jobfinder.usecases.manage_sources import switch_source

    with opened() as ports:
        before = source_named(key, ports.store)
        source = switch_source(before, ports, enabled=enabled)
    if json:
        return output.print_json(source_json(source))
    anew = ", out of quarantine and due now" if enabled and before.condition.state == "quarantined" else ""
    return output.print_lines((f"{'Enabled' if enabled else 'Disabled'}: {one_line(source.key)}{anew}",))


@app.command(cls=Command, epilog=examples("sources remove greenhouse:acme", "sources remove acme --yes"))
def remove(
    key: Key,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json: Json = False,
) -> int:
    """Forget a board and its runs; the listings and matches from it stay."""
    from jobfinder.usecases.look_up import source_named
    from jobfinder.usecases.manage_sources import end_alarms

    with opened() as ports:
        source = source_named(key, ports.store)
        if not yes and output.can_ask() and not output.confirm(f"Forget {one_line(source.key)}?", default=False):
            output.say("Left as it is.")
            return Exit.OK
        ports.store.remove_source(source.key)
        end_alarms(source, ports)
    if json:
        output.print_json({"removed": source.key})
    else:
        output.print_lines((f"Removed: {one_line(source.key)}",))
    return Exit.OK


# -- parse ------------------------------------------------------------------------------------------------------------


@app.command(
    cls=Command,
    epilog=examples(
        "sources parse greenhouse jobs.json",
        "sources parse feed saved.xml --facts",
        "sources parse lever - --json < postings.json",
    ),
)
def parse(
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="The kind of board: greenhouse, lever, feed, ...")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A saved response; - reads standard input.")],
    board: Annotated[
        str, typer.Option("--board", metavar="ID", help="The board's id, where the response does not say it.")
    ] = "",
    company: Annotated[
        str, typer.Option("--company", metavar="NAME", help="The employer, where the response does not say it.")
    ] = "",
    facts: Annotated[
        bool, typer.Option("--facts", help="Also read each posting's text: level, pay, place, skills.")
    ] = False,
    json: Json = False,
) -> int:
    """Show what is read from a saved response of a board, broken rows and all."""
    from jobfinder.cli.parsed import show_parsed

    return show_parsed(type_, file, board_id=board, company=company, facts=facts, json=json)


def _exit_code(done: int, wanted: int) -> int:
    if done == wanted:
        return Exit.OK
    return Exit.PARTLY if done else Exit.FAILED
