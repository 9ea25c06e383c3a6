"""Score one queue item: claim it, find its listing, read it, hold it against every search, finish it with its matches.

A failure is never a score: whatever goes wrong makes the item wait, or end as failed with a reason.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from jobfinder import log
from jobfinder.domain.identity import merged_view
from jobfinder.domain.match import Match
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import Ending, ItemKind, Outcome, QueueItem, Ticket
from jobfinder.errors import LostClaim, Misconfigured, Permanent
from jobfinder.ports import Finished, Ports
from jobfinder.usecases.failures import record_failure
from jobfinder.usecases.opinions import opinions_on
from jobfinder.usecases.submit import listing_at


def score_item(ticket: Ticket, ports: Ports, *, ends_at: datetime | None = None) -> str:
    """Do the work of one queue item and return how it went: an outcome, "waiting", "failed" or "not ours".

    `ends_at` is when the time of this event is over, where other items have taken of it already. Raises Misconfigured,
    before anything is claimed, where there is no profile; Retryable where the store is silent.
    """
    profile = _profile(ports)
    ends_at = ends_at or _end_of_event(ports)
    item = ports.store.claim(
        ticket, now=ports.clock(), lease_seconds=ports.limits.lease_seconds, token=ports.new_token()
    )
    if item is None:
        return "not ours"
    with log.tracing(item.trace_id):
        outcome = _work_on(item, profile, ports, ends_at)
    _tell(item, outcome)
    return outcome


def score_items(tickets: Sequence[Ticket], ports: Ports) -> Counter[str]:
    """Do the work of several items and return how often each came out which way, as `score_item` says it.

    Those never tried before are claimed and finished together, which costs a fraction of the commits. One that was
    tried may be what killed its worker: it is worked on alone. Asked to stop, it begins no other item: what it has
    claimed until then the runtime hands back. Where a model reads too, which takes seconds, each is worked on alone,
    and what this event has no time for stays due.
    """
    profile = _profile(ports)
    if ports.models is not None:
        return _one_by_one(tickets, ports)
    claimed = ports.store.claim_many(
        tickets, now=ports.clock(), lease_seconds=ports.limits.lease_seconds, token=ports.new_token()
    )
    outcomes = _work_on_lot(claimed, profile, ports)
    in_lot = {item.id for item in claimed}
    alone = (ticket for ticket in tickets if ticket.item_id not in in_lot)
    outcomes.update(score_item(ticket, ports) for ticket in alone if not ports.stopping())
    return outcomes


def _one_by_one(tickets: Sequence[Ticket], ports: Ports) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    ends_at, longest = _end_of_event(ports), timedelta(seconds=_item_seconds(ports))
    for ticket in tickets:
        if ports.stopping() or ports.clock() + longest > ends_at:
            outcomes["left for later"] += 1
        else:
            outcomes[score_item(ticket, ports, ends_at=ends_at)] += 1
    return outcomes


def _end_of_event(ports: Ports) -> datetime:
    return ports.clock() + timedelta(seconds=ports.models.work_seconds if ports.models else ports.limits.lease_seconds)


def _item_seconds(ports: Ports) -> float:
    """Return how long one item may take: as long as a call to a model, but at most half of the event's time."""
    return min(ports.models.timeout_seconds, ports.models.work_seconds / 2) if ports.models else 0.0


def _work_on_lot(items: Sequence[QueueItem], profile: Profile, ports: Ports) -> Counter[str]:
    """Work on claimed items and finish them together; a company, which takes many requests, comes last and alone."""
    outcomes: Counter[str] = Counter()
    finished: list[Finished] = []
    begin_until = ports.clock() + timedelta(seconds=ports.limits.lease_seconds / 3)
    for item in items:
        if ports.stopping():
            break
        if item.kind is ItemKind.SOURCE:
            continue
        with log.tracing(item.trace_id):
            try:
                ending, matches = _judge(item, profile, ports, _end_of_event(ports))
                finished.append(Finished(item, ending, tuple(matches)))
            except LostClaim:
                outcomes["not ours"] += 1
            except Exception as error:  # noqa: BLE001 - as in _work_on
                outcomes[_record(item, error, ports)] += 1
    lost = set(ports.store.finish_many(finished, now=ports.clock()))
    for one in finished:
        outcome = "not ours" if one.item.id in lost else one.ending.outcome.value
        outcomes[outcome] += 1
        _tell(one.item, outcome)
    companies = [item for item in items if item.kind is ItemKind.SOURCE]
    outcomes.update(_company_of_lot(item, profile, ports, begin_until) for item in companies if not ports.stopping())
    return outcomes


def _company_of_lot(item: QueueItem, profile: Profile, ports: Ports, begin_until: datetime) -> str:
    """Work on a company while there is time for one more, and else hand it back."""
    if ports.clock() > begin_until:
        ports.store.release(item, now=ports.clock())
        return "left for later"
    with log.tracing(item.trace_id):
        outcome = _work_on(item, profile, ports, begin_until)
    _tell(item, outcome)
    return outcome


def _tell(item: QueueItem, outcome: str) -> None:
    """Log how an item came out, on the trace of its listing."""
    with log.tracing(item.trace_id):
        log.event("scored an item", item_id=item.id, listing_id=item.listing_id, outcome=outcome, attempt=item.attempt)


def _profile(ports: Ports) -> Profile:
    profile = ports.profile()
    if profile is None:
        raise Misconfigured("There is no profile to score with", todo="`jobfinder profile import FILE` saves one.")
    if not any(search.enabled for search in profile.searches):
        raise Misconfigured("The profile has no enabled search", todo="Add one to your profile and import it again.")
    return profile


def _work_on(item: QueueItem, profile: Profile, ports: Ports, ends_at: datetime) -> str:
    try:
        if item.attempt > ports.limits.max_attempts:
            raise Permanent(f"Given up: {item.attempt - 1} workers died or stalled while working on this")
        ending, matches = _judge(item, profile, ports, ends_at)
        ports.store.finish(item, ending, matches, now=ports.clock())
        return ending.outcome.value
    except LostClaim:
        return "not ours"
    except Exception as error:  # noqa: BLE001 - an item must end or wait, whatever went wrong with it
        return _record(item, error, ports)


def _record(item: QueueItem, error: Exception, ports: Ports) -> str:
    log.event(f"an item failed: {error}", logging.WARNING, item_id=item.id, error=type(error).__name__)
    return record_failure(item, error, ports)


def _judge(item: QueueItem, profile: Profile, ports: Ports, ends_at: datetime) -> tuple[Ending, list[Match]]:
    """Return how the item ends and its matches, which are the job's, whichever board's copy the item is of."""
    if item.kind is ItemKind.SOURCE:
        from jobfinder.usecases.add_company import add_from_queue  # seldom needed, and not by a cold start

        return add_from_queue(item, ports), []
    members = _members_of(item, ports)
    job = merged_view(members)
    if job.state is ListingState.CLOSED:
        return Ending(Outcome.CLOSED, "no board lists it any more"), []
    ending, matches = opinions_on(job, profile, ports, item=item, ends_at=ends_at)
    if item.listing_id in ("", job.id):
        return ending, matches
    reason = f"the same job as listing {job.id[:12]}, read from all its boards: {ending.reason}"
    return replace(ending, outcome=Outcome.DUPLICATE, reason=reason), matches


def _members_of(item: QueueItem, ports: Ports) -> list[Listing]:
    """Return the listings that are the item's job, the canonical one first: usually one."""
    listing_id = listing_at(item, ports) if item.kind is ItemKind.URL else item.listing_id
    members = ports.store.links(listing_id)
    if not members:
        raise Permanent("The listing of this item does not exist", where=listing_id)
    return members
