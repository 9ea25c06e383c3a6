"""Opens what a command needs, and no more: the whole set of ports, or, for commands that only look, the store alone."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

from jobfinder.ports import Ports, Store


@contextmanager
def opened() -> Iterator[Ports]:
    """Give the ports that this folder's settings describe; the store is closed at the end. Raises Misconfigured."""
    from jobfinder import wiring

    ports = wiring.bootstrap(wiring.home())
    try:
        yield ports
    finally:
        ports.close()


@contextmanager
def looking() -> Iterator[Store]:
    """Give the store to look at. Every setting is checked, but not again where nothing has changed since (`seal.py`).

    Raises Misconfigured.
    """
    from jobfinder import wiring
    from jobfinder.seal import is_sealed, seal_of
    from jobfinder.surroundings import named_environment

    folder, names = wiring.home(), named_environment(os.environ)
    path = folder / names.data_directory / f"{names.database}.db"
    if not os.path.exists(path) or not is_sealed(path, seal_of(folder, os.environ, names)):
        with opened() as ports:
            yield ports.store
        return
    from jobfinder.stores.sqlite import SqliteStore

    store = SqliteStore.open(path, environment=names.name, clock=wiring.utc_now)
    gc.disable()  # among ten thousand fresh objects that are all in use, looking for garbage only costs time
    try:
        yield store
    finally:
        gc.enable()
        store.close_store()
