"""Empty staging of what was found there, so that testing can begin anew; never any other database.

The queue, the listings, the matches and what models and boards said go. The profile, the sources, the ledger of costs
and the sentinel stay, and so does, unless it is asked for, each match that the user touched, with all listings of its
job.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from jobfinder import log
from jobfinder.domain import collection_names as names
from jobfinder.domain.environments import STAGING, Environment
from jobfinder.domain.kept_things import entry_of
from jobfinder.domain.match import Match
from jobfinder.errors import Misconfigured, Unreadable
from jobfinder.ports import Snapshot, Store
from jobfinder.usecases.pacing import UNLIMITED, Pace

# In this order: a kill midway leaves no match without its listing, and no board that is taken for read without them.
EMPTIED = (names.KNOWN_BOARDS, names.QUEUE, names.MATCHES, names.LISTINGS, names.EXTRACTIONS)
LOT = 200


@dataclass(slots=True)
class Emptying:
    """What goes and what stays, by collection; `kept_matches` are those that the user touched."""

    goes: dict[str, int] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)
    kept_matches: set[str] = field(default_factory=set)
    kept_listings: set[str] = field(default_factory=set)


def demand_staging(store: Store, environment: Environment, command: str) -> None:
    """Refuse any database but staging's, by the name of the environment and by what the database says of itself.

    Raises Misconfigured with both.
    """
    says = store.environment()
    if environment.name != STAGING.name or environment.database != STAGING.database or says != STAGING.name:
        raise Misconfigured(
            f"{command} empties {STAGING.database} only, and never another database",
            where=f"environment {environment.name}, database {environment.database}, which says that it is {says}'s",
            todo=f"Set ENVIRONMENT={STAGING.name}.",
        )


def plan_emptying(store: Store, *, touched_too: bool = False) -> Emptying:
    """Return what would go and what would stay; nothing is changed."""
    plan = Emptying()
    with store.snapshot() as snapshot:
        if not touched_too:
            plan.kept_matches, listings = _touched(snapshot)
            plan.kept_listings = _whole_jobs(snapshot, listings)
        for name in snapshot.collections():
            count = snapshot.count(name)
            kept = {names.MATCHES: plan.kept_matches, names.LISTINGS: plan.kept_listings}.get(name, set())
            plan.goes[name] = count - len(kept) if name in EMPTIED else 0
            plan.stays[name] = count - plan.goes[name]
    return plan


def _touched(snapshot: Snapshot) -> tuple[set[str], set[str]]:
    """Return the ids of the matches that the user touched, and their listings; an unreadable one may be one."""
    matches, listings = set[str](), set[str]()
    for kept in snapshot.each(names.MATCHES):
        try:
            match = entry_of(names.MATCHES, kept).thing
        except Unreadable:
            matches.add(kept.id)
            continue
        if isinstance(match, Match) and match.touched:
            matches.add(kept.id)
            listings.add(match.listing_id)
    return matches, listings


def _whole_jobs(snapshot: Snapshot, listings: set[str]) -> set[str]:
    """Return the listings with every copy of theirs."""
    whole = set[str]()
    for kept in snapshot.each(names.LISTINGS) if listings else ():
        members = set(map(str, kept.fields.get("members") or [kept.id]))
        if members & listings:
            whole.add(kept.id)
    return whole


def empty_staging(
    store: Store, environment: Environment, *, now: datetime, touched_too: bool = False, pace: Pace = UNLIMITED
) -> Emptying:
    """Delete what `plan_emptying` says, in lots, and return it; killed midway, it is simply run again.

    Raises Misconfigured for any database but staging's.
    """
    demand_staging(store, environment, "This")
    plan = plan_emptying(store, touched_too=touched_too)
    with store.snapshot() as snapshot:
        for collection in EMPTIED:
            if collection == names.MATCHES and not touched_too:
                _delete_untouched(store, now, pace)
                continue
            going = (kept.id for kept in snapshot.each(collection) if kept.id not in plan.kept_listings)
            for lot in _lots(going):
                pace.take(len(lot))
                store.delete_kept(collection, lot)
    log.event("emptied staging", **{name.removeprefix("job-"): count for name, count in plan.goes.items() if count})
    return plan


def _delete_untouched(store: Store, now: datetime, pace: Pace) -> None:
    """Delete the matches that nobody touched, each looked at again in the moment of its deletion."""
    while deleted := store.delete_matches(created_before=now + timedelta(days=1), limit=LOT):
        pace.take(deleted)


def _lots(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while lot := list(islice(rest, LOT)):
        yield lot
