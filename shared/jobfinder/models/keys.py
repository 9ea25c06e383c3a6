"""Tells whether staging and production share a key, by hashes that each environment keeps in its own database.

A key is never stored or logged: keys are long and random, so nobody gets one back from its hash.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256

from jobfinder.domain.environments import Environment
from jobfinder.errors import Misconfigured, Retryable
from jobfinder.models.choosing import KEY_VARIABLES
from jobfinder.ports import Store

MARK = "model keys"


def fingerprint(key: str) -> str:
    """Return what stands for a key where keys are compared."""
    return sha256(b"job-finder model key\x00" + key.encode()).hexdigest()


def check_keys(
    providers: AbstractSet[str],
    environ: Mapping[str, str],
    store: Store,
    here: Environment,
    others: Callable[[], str | None],
) -> None:
    """Keep the hashes of this environment's keys, and hold them against those of the other one.

    `others` returns what the other environment's database keeps, None where it cannot be seen from here. Raises
    Misconfigured, naming the variable, where they share a key.
    """
    keys = {each: environ.get(KEY_VARIABLES[each], "").strip() for each in sorted(providers)}
    mine = {provider: fingerprint(key) for provider, key in keys.items() if key}
    if not mine:
        return
    _keep(mine, store)
    theirs = set(_read(others()).values())
    for provider, mark in mine.items():
        if mark in theirs:
            variable = KEY_VARIABLES[provider]
            raise Misconfigured(
                f"Staging and production share one key for {provider}",
                where=f"environment variable {variable} of {here.name}",
                todo="Make one key for each, so that neither can spend the other's money.",
            )


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
