"""Send the listings that wait for a model's reading as one batch, as many as the day's budget allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from jobfinder.domain.batches import (
    MOST_BATCHES_EACH,
    MOST_IN_A_BATCH,
    MOST_ON_THEIR_WAY,
    BatchedReading,
    Batches,
    SentBatch,
)  # fmt: skip
from jobfinder.domain.extraction.hostile import signs_of_injection
from jobfinder.domain.extraction.person_text import profile_hash
from jobfinder.domain.extraction.said import extraction_id
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import ItemKind, ItemStatus
from jobfinder.domain.usage import InHand, OutOfBudget, day_of, reserve
from jobfinder.errors import JobFinderError
from jobfinder.ports import Ask, Choice, Models, Ports
from jobfinder.usecases.asking import LONGEST_HOLD_SECONDS, given_up, most_micros, on_other_days, tell_out_of_budget
from jobfinder.usecases.batch_book import batches_on_their_way, change_batches, job_of
from jobfinder.usecases.deciding import decisions_on, is_worth_reading
from jobfinder.usecases.model_reading import known_reading

MOST_WAITING = 2_000  # items looked at in one run


@dataclass(slots=True)
class _Lot:
    """What goes into one batch, by the reading's id."""

    asks: dict[str, Ask] = field(default_factory=dict)
    readings: dict[str, BatchedReading] = field(default_factory=dict)

    def has(self, name: str, listing: Listing) -> bool:
        """Return whether the reading is in it already; the listing then waits for it too."""
        known = self.readings.get(name)
        if known is not None:
            self.readings[name] = replace(known, listing_ids=(*known.listing_ids, listing.id))
        return known is not None

    def add(self, name: str, listing: Listing, question: Ask) -> None:
        self.asks[name] = question
        self.readings[name] = BatchedReading(id=name, content_hash=listing.content_hash, listing_ids=(listing.id,))


def send_batch(models: Models, profile: Profile, ports: Ports) -> Counter[str]:
    """Send what waits to the first model that takes batches and return how many were sent.

    Raises what the provider's failures are; the money that was set aside for the batch is free again then.
    """
    choice = next((each for each in models.choices if each.extractor.can_batch), None)
    if choice is None:
        return Counter()
    now = ports.clock()
    day = day_of(now)
    lot = _filled(day, choice, models, profile, ports)
    if not lot.asks:
        return Counter()
    batch = SentBatch(
        id=_submitted(lot, day, choice, ports),
        model=choice.extractor.name,
        prompt_version=models.prompt_version,
        profile_hash=profile_hash(profile),
        day=day,
        sent_at=now,
        readings=tuple(lot.readings.values()),
    )
    change_batches(ports, lambda known: known.with_batch(batch))
    return Counter({"sent": len(lot.asks)})


def _filled(day: str, choice: Choice, models: Models, profile: Profile, ports: Ports) -> _Lot:
    """Return what may go now, with the money for it set aside."""
    lot, found, now = _Lot(), batches_on_their_way(ports), ports.clock()
    others = on_other_days(day, ports)
    in_hand = {each.id for other in others for each in other.reserved if each.until > now}
    for listing in _waiting(found, models, profile, ports):
        name = extraction_id(listing.content_hash, models.prompt_version, choice.extractor.name)
        if lot.has(name, listing) or name in in_hand or not _may_go(name, found, len(lot.asks)):
            continue
        question = models.ask(listing.posting, profile)
        question = models.shorter(question) if name in found.unanswered else question
        try:
            _reserve(name, question, day, choice, models, ports)
        except InHand:
            continue
        except OutOfBudget as error:
            tell_out_of_budget(error, ports)
            break
        lot.add(name, listing, question)
    return lot


def _may_go(name: str, found: Batches, in_this_one: int) -> bool:
    return (
        name not in found.reading_ids
        and found.unanswered.get(name, 0) < MOST_BATCHES_EACH
        and in_this_one < MOST_IN_A_BATCH
        and len(found.reading_ids) + in_this_one < MOST_ON_THEIR_WAY
    )


def _reserve(name: str, question: Ask, day: str, choice: Choice, models: Models, ports: Ports) -> None:
    change = partial(
        reserve,
        wanted={name: most_micros(question, choice.price, in_batch=True)},
        budget_micros=models.budget_micros,
        now=ports.clock(),
        hold_seconds=LONGEST_HOLD_SECONDS,
    )
    ports.store.change_usage(day, change)


def _submitted(lot: _Lot, day: str, choice: Choice, ports: Ports) -> str:
    try:
        choice.breaker.check()
        return choice.extractor.submit(lot.asks)
    except JobFinderError as error:
        for name in lot.asks:
            ports.store.change_usage(day, partial(given_up, reading_id=name, error=error))
        choice.breaker.failed(error)
        raise


def _waiting(found: Batches, models: Models, profile: Profile, ports: Ports) -> Iterator[Listing]:
    """Yield the jobs that wait for a reading that nobody has made yet and none is on its way for, if still worth it."""
    seen = {listing_id for batch in found.sent for reading in batch.readings for listing_id in reading.listing_ids}
    for item in ports.store.items(status=ItemStatus.PENDING, limit=MOST_WAITING):
        if item.kind is not ItemKind.READ or item.listing_id in seen:
            continue
        seen.add(item.listing_id)
        job = job_of(item.listing_id, ports)
        if job is not None and job.state is not ListingState.CLOSED and _is_to_be_read(job, models, profile, ports):
            yield job


def _is_to_be_read(job: Listing, models: Models, profile: Profile, ports: Ports) -> bool:
    """Return whether a model would be asked directly too: worth a call, not read before, no text that speaks to it."""
    local = ports.read(job.posting)
    return (
        is_worth_reading(decisions_on(job, local, profile, ports, ports.clock()), models.gate_points)
        and known_reading(job, local, profile, models, ports) is None
        and not signs_of_injection(job.posting)
    )
