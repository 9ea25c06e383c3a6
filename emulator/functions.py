"""Serves every function of one environment over HTTP with functions-framework, each under its own path.

Usage: python -m emulator.functions PORT    (ENVIRONMENT, STORE and the emulators' hosts come from the environment)

/<function>/... is what the function's own server would be in the cloud: the same framework makes each of them.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

from jobfinder import log
from jobfinder.domain.topology import FUNCTIONS

SOURCE = Path(__file__).parents[1] / "functions" / "main.py"


def application() -> Any:
    """Return the WSGI application that holds a functions-framework application for each function."""
    from functions_framework import create_app
    from werkzeug.exceptions import NotFound
    from werkzeug.middleware.dispatcher import DispatcherMiddleware

    apps = {}
    for function in FUNCTIONS:
        kind = "http" if function.http else "cloudevent"
        apps[f"/{function.name}"] = create_app(function.name, str(SOURCE), kind)  # type: ignore[no-untyped-call]
    return DispatcherMiddleware(NotFound(), apps)


def main(port: int) -> None:
    """Serve until the process is ended."""
    from werkzeug.serving import make_server

    log.set_up()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # the functions themselves say what they did
    make_server("127.0.0.1", port, application(), threaded=True).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
