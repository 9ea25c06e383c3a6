"""`jobfinder environment`: the sentinel, the document in each database that says whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.exit_codes import Exit
from jobfinder.cli.operating import Confirm, Consent, DryRun, Yes, may_go_on
from jobfinder.cli.table import Column
from jobfinder.cli.text import count

if TYPE_CHECKING:
    from jobfinder.config import Settings
    from jobfinder.domain.sentinel import Sentinel
    from jobfinder.ports import Store

app = new_app("Write and show the mark in the database that says which environment it belongs to.")
NO_FILE = "There is no database yet. The first use makes it, with its mark."


@app.callback()
def _group() -> None:
    """Write and show the mark in the database that says which environment it belongs to."""


@dataclass(frozen=True, slots=True)
class Found:
    """The environment's database before anything is held against it; no store where no file is there yet."""

    settings: Settings
    where: str
    store: Store | None
    sentinel: Sentinel | None


@app.command(
    cls=Command,
    epilog=examples("environment init", "environment init --yes", "environment init --confirm production"),
)
def init(
    restored: Annotated[
        bool, typer.Option("--restored", help="The database was restored here from another project's backup: say so.")
    ] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    confirm: Confirm = "",
    json: Json = False,
) -> int:
    """Write into the environment's database, once, which environment and project it belongs to, and since when.

    Everything that opens the database afterwards is held against that. A cloud database without it is refused; a SQLite
    file is given it when it is made. What is written once stays: the mark of another environment is never replaced.
    """
    with _found() as found:
        plan = _plan(found, restored=restored)
        if plan and not json:
            output.print_lines((plan,))
        if plan and not may_go_on(found.settings.names, Consent(dry_run, yes, confirm)):
            return _print(found, json=json) if json else Exit.OK
        if plan:
            _write(found)
    with _found() as found:
        return _tell(found, json=json)


@app.command(cls=Command, epilog=examples("environment show", "environment show --json"))
def show(json: Json = False) -> int:
    """Show which database is meant and what its mark says; exit code 3 where that is not this environment."""
    with _found() as found:
        return _tell(found, json=json)


@contextmanager
def _found() -> Iterator[Found]:
    """Give the environment's database. Raises Misconfigured for wrong settings, but not for a wrong mark."""
    from jobfinder import wiring
    from jobfinder.config import load_settings

    folder = wiring.home()
    settings = load_settings(folder)
    path = wiring.database_path(settings, folder)
    if settings.storage.backend == "sqlite" and not path.exists():
        yield Found(settings, str(path), None, None)
        return
    store = wiring.open_store(settings, folder, is_checked=False)
    try:
        where = str(path) if settings.storage.backend == "sqlite" else f"Firestore database {settings.names.database}"
        yield Found(settings, where, store, store.sentinel())
    finally:
        store.close_store()


def _plan(found: Found, *, restored: bool) -> str:
    """Return in words what would be written, "" where nothing is. Raises Misconfigured for another's database."""
    from jobfinder.domain.sentinel import check_sentinel

    names = found.settings.names
    if found.sentinel is None:
        holds = f"which holds {count(len(found.store.sources()), 'source')}" if found.store else "which is made new"
        return f"{found.where}, {holds}, would be marked as {names.name}'s."
    check_sentinel(found.sentinel, names.name, where=found.where)
    if restored:
        return f"The mark of {found.where} names {found.sentinel.project or 'no project'}; it would name this one."
    return ""


def _write(found: Found) -> None:
    from jobfinder import wiring

    if found.store is None:
        wiring.open_store(found.settings, wiring.home()).close_store()
    elif found.sentinel is None:
        found.store.set_environment(found.settings.names.name)
    else:
        found.store.set_project()


def _tell(found: Found, *, json: bool) -> Exit:
    """Print what is there; then raise Misconfigured where the mark is missing in a database, or is another's."""
    _print(found, json=json)
    if found.store is None:
        output.say(NO_FILE)
    else:
        found.store.require_environment(found.settings.names.name)
    return Exit.OK


def _print(found: Found, *, json: bool) -> Exit:
    facts = _facts(found)
    if json:
        output.print_json(facts)
    else:
        output.print_table((Column(""), Column("")), [(name, value or "(not said)") for name, value in facts.items()])
    return Exit.OK


def _facts(found: Found) -> dict[str, Any]:
    said = found.sentinel
    return {
        "environment": found.settings.names.name,
        "store": found.settings.storage.backend,
        "database": found.settings.names.database,
        "where": found.where,
        "marked as": said.environment if said else "",
        "project": said.project if said else "",
        "since": said.created_at.isoformat() if said and said.created_at else "",
    }
