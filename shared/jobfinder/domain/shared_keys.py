"""Tells whether staging and production hold one key between them, by hashes alone: no key is kept, shown or logged.

The one place for that rule: what checks the configuration and what starts an environment both call `refuse_shared`.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from jobfinder.errors import Misconfigured

MARK = "model keys"  # under which each environment's own database keeps the fingerprints of its keys


def fingerprint(key: str) -> str:
    """Return what stands for a key where keys are compared; keys are long and random, so nobody gets one back."""
    return sha256(b"job-finder model key\x00" + key.strip().encode()).hexdigest()


def fingerprints(keys: Mapping[str, str]) -> dict[str, str]:
    """Return the fingerprint of each key by the variable that holds it; a variable without a key is left out."""
    return {variable: fingerprint(key) for variable, key in sorted(keys.items()) if key.strip()}


def refuse_shared(mine: Mapping[str, str], theirs: Mapping[str, str], *, here: str, there: str) -> None:
    """Compare the fingerprints of two environments' keys, each by its variable, whichever variable holds the other.

    `here` and `there` are the environments' names. Raises Misconfigured, naming both sides, where they share a key.
    """
    known = {mark: variable for variable, mark in theirs.items()}
    for variable, mark in mine.items():
        if mark in known:
            raise Misconfigured(
                "Staging and production share one key",
                where=f"environment variable {variable} of {here}, {known[mark]} of {there}",
                todo="Make one key for each, so that neither can spend the other's money.",
            )
