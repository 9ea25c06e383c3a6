"""What every search makes of one job: read once, by a model too where that pays, and told with reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from jobfinder.domain.codec import decision_to_dict
from jobfinder.domain.decide import match_of
from jobfinder.domain.extraction.reading import ModelReading
from jobfinder.domain.extraction.telling import told
from jobfinder.domain.facts import Facts
from jobfinder.domain.ids import item_id
from jobfinder.domain.match import Decision, Match, Ruling
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Listing
from jobfinder.domain.queue import Ending, ErrorKind, ItemError, ItemKind, Outcome, QueueItem
from jobfinder.ports import Models, Ports
from jobfinder.usecases.asking import CUT_OFF
from jobfinder.usecases.deciding import decisions_on, is_match, is_worth_reading
from jobfinder.usecases.model_reading import Later, Occasion, known_reading, read_listing

BEST_FIRST = (Outcome.MATCHED, Outcome.BELOW_THRESHOLD, Outcome.FILTERED)


@dataclass(frozen=True, slots=True)
class View:
    """What a job is taken to say, what each search makes of that, and what a model had to do with it."""

    facts: Facts
    decisions: list[Decision]
    reading: ModelReading | None = None


def opinions_on(
    listing: Listing, profile: Profile, ports: Ports, *, item: QueueItem, ends_at: datetime
) -> tuple[Ending, list[Match]]:
    """Return how the item ends and the matches there are; a model's part in them is read before `ends_at`.

    Where the model's reading has to come later, an item is made for it. Raises Retryable where the item has to wait.
    """
    now = ports.clock()
    view = _local_view(listing, profile, ports, now)
    if ports.models is not None and is_worth_reading(view.decisions, ports.models.gate_points):
        view = _model_view(view, listing, profile, ports.models, ports, item, ends_at)
    matches = [
        replace(match_of(each, view.facts, listing, profile, now=now, trace_id=item.trace_id), reading=view.reading)
        for each in view.decisions
        if each.outcome is Outcome.MATCHED
    ]
    return _ending(view.decisions), matches


def view_today(listing: Listing, profile: Profile, ports: Ports) -> View:
    """Return what would be made of a job now, with what a model said of it before; no model is asked."""
    view = _local_view(listing, profile, ports, ports.clock())
    models = ports.models
    if models is None or not is_worth_reading(view.decisions, models.gate_points):
        return view
    merged = known_reading(listing, view.facts, profile, models, ports)
    return view if merged is None else _told(view, merged.facts, merged.reading, listing, profile, ports)


def _local_view(listing: Listing, profile: Profile, ports: Ports, now: datetime) -> View:
    facts = ports.read(listing.posting)
    return View(facts, decisions_on(listing, facts, profile, ports, now))


def _model_view(
    view: View, listing: Listing, profile: Profile, models: Models, ports: Ports, item: QueueItem, ends_at: datetime
) -> View:
    now = ports.clock()
    occasion = Occasion(
        listing=listing,
        local=view.facts,
        profile=profile,
        attempt=item.attempt,
        was_cut_off=item.error is not None and CUT_OFF in item.error.message,
        ends_at=ends_at,
        may_wait=item.kind in (ItemKind.LISTING, ItemKind.RESCORE),
        is_match=lambda facts: is_match(decisions_on(listing, facts, profile, ports, now)),
    )
    result = read_listing(occasion, models, ports)
    if result.later is not None:
        ports.store.enqueue([_item_for_later(result.later, listing, models, item, now)])
    return _told(view, result.merged.facts, result.merged.reading, listing, profile, ports)


def _told(view: View, facts: Facts, reading: ModelReading, listing: Listing, profile: Profile, ports: Ports) -> View:
    decisions = decisions_on(listing, facts, profile, ports, ports.clock())
    return View(facts, [told(each, view.facts, facts, reading) for each in decisions], reading)


def _item_for_later(later: Later, listing: Listing, models: Models, item: QueueItem, now: datetime) -> QueueItem:
    """Return the item that reads the listing after all; those made within ten minutes for one version are one item."""
    moment = f"{later.at:%Y-%m-%dT%H:%M}"[:-1]
    return QueueItem(
        id=item_id(ItemKind.READ, listing.id, f"{listing.content_hash} {models.prompt_version} {moment}"),
        kind=ItemKind.READ,
        listing_id=listing.id,
        url=listing.posting.url,
        created_at=now,
        not_before=later.at,
        error=ItemError(ErrorKind.QUOTA, f"A model is to read it: {later.why}; the local reading stands meanwhile"),
        trace_id=item.trace_id,
    )


def _ending(decisions: list[Decision]) -> Ending:
    """Return the best outcome among the searches, with its reason and all decisions."""
    best = min(decisions, key=lambda decision: (BEST_FIRST.index(decision.outcome), -decision.score))
    return Ending(best.outcome, _reason(best), tuple(decision_to_dict(decision) for decision in decisions))


def _reason(decision: Decision) -> str:
    rejected = [verdict for verdict in decision.verdicts if verdict.ruling is Ruling.REJECT]
    if rejected:
        more = f" (and {len(rejected) - 1} more)" if len(rejected) > 1 else ""
        return f"{decision.search}: {rejected[0].rule}: {rejected[0].why}{more}"
    return f"{decision.search}: {decision.score} of 100, threshold {decision.threshold}"
