"""Tells whether staging and production share a key, by hashes that each environment keeps in its own database."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from jobfinder.domain.environments import ENVIRONMENTS, Environment
from jobfinder.domain.shared_keys import MARK, fingerprints, refuse_shared
from jobfinder.errors import Retryable
from jobfinder.models.choosing import KEY_VARIABLES
from jobfinder.ports import Store


def check_keys(
    providers: AbstractSet[str],
    environ: Mapping[str, str],
    store: Store,
    here: Environment,
    others: Callable[[], str | None],
) -> None:
    """Keep the hashes of this environment's keys, and hold them against those of the other one.

    `others` returns what the other environment's database keeps, None where it cannot be seen from here. Raises
    Misconfigured, naming both variables, where they share a key.
    """
    mine = fingerprints({KEY_VARIABLES[each]: environ.get(KEY_VARIABLES[each], "") for each in providers})
    if not mine:
        return
    _keep(mine, store)
    there = next(one.name for one in ENVIRONMENTS.values() if one.name != here.name)
    refuse_shared(mine, _read(others()), here=here.name, there=there)


def _keep(mine: Mapping[str, str], store: Store) -> None:
    for _ in range(5):
        known = store.mark(MARK)
        if _read(known) == mine or store.swap_mark(MARK, known, json.dumps(mine)):
            return
    raise Retryable("Others keep changing which keys this environment uses")


def _read(text: str | None) -> dict[str, str]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}
