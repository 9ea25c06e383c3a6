"""What all commands share that change many documents at once: the plan, the question before it, the backup, progress.

Nothing is changed by the command alone. On a terminal the plan is shown and the environment's name has to be typed out;
elsewhere the plan is all, unless --yes or --confirm says more. Production asks for its name in any case: --yes alone
never does.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jobfinder.cli import output
from jobfinder.cli.table import Column
from jobfinder.cli.text import count, one_line
from jobfinder.domain.environments import PRODUCTION, Environment

if TYPE_CHECKING:
    from jobfinder.cli.databases import Opened
    from jobfinder.usecases.back_up import Backup

WRITES_PER_SECOND = 200.0

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show the plan, and ask nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking; for production --confirm is needed too.")]
Confirm = Annotated[
    str, typer.Option("--confirm", metavar="NAME", help="The environment's name, in place of typing it: do it.")
]
PerSecond = Annotated[
    float, typer.Option("--per-second", metavar="N", min=0, help="Documents a second at most (0: no limit).")
]


@dataclass(frozen=True, slots=True)
class Consent:
    """What the flags say about going on."""

    dry_run: bool = False
    yes: bool = False
    confirm: str = ""


def may_go_on(environment: Environment, consent: Consent) -> bool:
    """Return whether the plan may be carried out, asking for the environment's name where that is still open.

    Raises UsageProblem where the name given is another environment's, or where production is to be changed and nobody
    is there to be asked.
    """
    from jobfinder.cli.failures import UsageProblem

    if consent.dry_run:
        return _leave_it("This was a dry run: nothing was changed.")
    if consent.confirm:
        if consent.confirm != environment.name:
            raise UsageProblem(
                f"You confirmed {one_line(consent.confirm, 40)!r}, but this is {environment.name} "
                f"({environment.database}); nothing was changed"
            )
        return True
    if consent.yes and environment.name != PRODUCTION.name:
        return True
    if output.can_ask():
        answer = output.ask(
            f"To go on, type the environment's name, {environment.name} (anything else changes nothing)"
        )
        return answer == environment.name or _leave_it("That is not its name: nothing was changed.")
    if consent.yes:
        raise UsageProblem(
            f"{environment.name.capitalize()} is changed only when its name is given: --yes alone is not enough",
            where=environment.database,
            todo=f"Add --confirm {environment.name}.",
        )
    hint = "--yes" if environment.name != PRODUCTION.name else f"--confirm {environment.name}"
    return _leave_it(f"Nothing was changed; with {hint} it is done.")


def _leave_it(words: str) -> bool:
    output.say(words)
    return False


def print_plan(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write what would be done, one collection a row, with counts."""
    output.print_lines((title,))
    shown = [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    heads = (Column(columns[0]), *(Column(name, right=True) for name in columns[1:]))
    output.print_table(heads, shown, indent=2)


def back_up_first(opened: Opened, why: str) -> Backup:
    """Write a backup of a database beside its data, and say where it lies."""
    from jobfinder.usecases.back_up import back_up, backup_folder
    from jobfinder.wiring import utc_now

    now = utc_now()
    folder = free_folder(backup_folder(opened.data_folder, opened.environment, now, why))
    with Bars("Backing up") as bars:
        backup = back_up(opened.store, opened.environment, folder, now=now, tell=bars.tell)
    output.say(f"Backed up {count(backup.manifest.documents, 'document')} to {backup.folder}")
    return backup


def free_folder(folder: Path) -> Path:
    """Return a folder's name, or the first of folder-2, folder-3, ... that is not taken."""
    candidates = (folder.with_name(f"{folder.name}-{number}") for number in range(2, 1000))
    return folder if not folder.exists() else next(name for name in candidates if not name.exists())


class Bars:
    """Progress on standard error: a bar for each collection on a terminal, nothing elsewhere or where `quiet`."""

    def __init__(self, words: str, *, quiet: bool = False) -> None:
        self._words, self._quiet = words, quiet
        self._bars: Any = None
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Bars:
        if not self._quiet and output.is_terminal(sys.stderr):
            from jobfinder.cli.progress import new_bars

            self._bars = new_bars()
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def tell(self, collection: str, done: int, total: int) -> None:
        """Show how many documents of a collection are done; what the use cases call."""
        if self._bars is None:
            return
        if collection not in self._tasks:
            self._tasks[collection] = self._bars.add_task(f"{self._words}: {collection}", total=total)
        self._bars.update(self._tasks[collection], completed=done, total=total)
