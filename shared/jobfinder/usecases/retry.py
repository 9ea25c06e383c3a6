"""Choose the failed items to try again."""

from __future__ import annotations

from collections.abc import Sequence

from jobfinder.domain.queue import ItemStatus
from jobfinder.ports import Store
from jobfinder.usecases.look_up import NothingThere

MOST_AT_ONCE = 100_000


def failed_items(prefixes: Sequence[str], store: Store) -> list[str]:
    """Return the ids of failed items that begin so, or of all of them. Raises NothingThere for a prefix of none."""
    if not prefixes:
        return [item.id for item in store.items(status=ItemStatus.FAILED, limit=MOST_AT_ONCE)]
    ids: list[str] = []
    for prefix in prefixes:
        found = store.items(status=ItemStatus.FAILED, id_prefix=prefix.strip().lower(), limit=MOST_AT_ONCE)
        if not prefix.strip() or not found:
            todo = "`jobfinder queue list --status failed` lists them."
            raise NothingThere("No failed item begins so", where=prefix, todo=todo)
        ids += [item.id for item in found]
    return list(dict.fromkeys(ids))
