"""`jobfinder version`: what runs, and where it keeps things; the first lines of a good bug report."""

from __future__ import annotations

import os
import platform
import sys

from jobfinder.cli import output
from jobfinder.cli.app import Command, Json, examples, new_app
from jobfinder.cli.table import Column

app = new_app()


@app.command(cls=Command, epilog=examples("version", "version --json"))
def version(json: Json = False) -> None:
    """Print the version, the interpreter, and where the configuration and the data are."""
    import sqlite3

    from jobfinder import __version__, wiring
    from jobfinder.domain.environments import ENVIRONMENTS

    environment = os.environ.get("ENVIRONMENT", "staging").strip().lower()
    names, folder = ENVIRONMENTS.get(environment), wiring.home()
    facts = {
        "jobfinder": __version__,
        "python": f"{platform.python_version()} ({sys.executable})",
        "sqlite": sqlite3.sqlite_version,
        "system": platform.platform(),
        "environment": environment if names else f"{environment} (there is no such environment)",
        "home": str(folder),
        "configuration": str(folder / "config" / names.config_file) if names else "",
        "data": str(folder / names.data_directory) if names else "",
    }
    if json:
        return output.print_json(facts)
    return output.print_table((Column(""), Column("")), list(facts.items()))
