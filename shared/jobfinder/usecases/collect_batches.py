"""Have listings read in batches: send those that wait for a reading, collect what came back, score those again.

What waits is a queue item of kind `read`, due when a batch must be lost: nothing has to remember to drive it again.
The result is that of the direct call: the same question, the same checks, the same keeping; only half the price. A batch
whose model is not asked any more (`models.provider` is none, or another) is kept while it could come back, in case that
changes again, and then let go: its money counts as spent, and its listings are read by whoever reads then.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from jobfinder import log
from jobfinder.domain import shared_keys
from jobfinder.domain.batches import (
    MARK,
    MOST_BATCHES_EACH,
    MOST_IN_A_BATCH,
    MOST_ON_THEIR_WAY,
    BatchedReading,
    Batches,
    SentBatch,
    batches_of_text,
    text_of_batches,
)
from jobfinder.domain.extraction.merging import merge
from jobfinder.domain.extraction.person_text import profile_hash
from jobfinder.domain.extraction.said import Extraction, extraction_id
from jobfinder.domain.identity import merged_view
from jobfinder.domain.ids import item_id
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Listing, ListingState
from jobfinder.domain.queue import ItemKind, ItemStatus, QueueItem
from jobfinder.domain.usage import InHand, OutOfBudget, UsageDay, day_of, forfeit, release, reserve
from jobfinder.errors import Gone, JobFinderError, Retryable
from jobfinder.ports import Answer, Ask, Choice, Models, Ports
from jobfinder.usecases.asking import (
    LONGEST_HOLD_SECONDS,
    Asking,
    BadAnswer,
    keep_answer,
    most_micros,
    on_other_days,
    tell_out_of_budget,
)  # fmt: skip
from jobfinder.usecases.deciding import decisions_on, is_match, is_worth_reading
from jobfinder.usecases.model_reading import BATCH_IS_LOST_AFTER_SECONDS, known_reading

MOST_WAITING = 2_000  # items looked at in one run
MOST_SWAPS = 20


def collect_batches(ports: Ports) -> Counter[str]:
    """Collect what came back, send what waits, and return how many readings came out which way."""
    models, profile = ports.models, ports.profile()
    outcomes: Counter[str] = Counter()
    for batch in _batches(ports).sent:
        choice = _choice_of(batch, models)
        if models is None or profile is None or choice is None:
            outcomes += _left_alone(batch, ports)
        else:
            outcomes += _collect(batch, choice, models, profile, ports)
    if models is None:
        _forget_keys(ports)
    elif models.in_batches and profile is not None:
        outcomes += _send(models, profile, ports)
    log.event("collected batches", **outcomes)
    return outcomes


def _forget_keys(ports: Ports) -> None:
    """Take back the fingerprints of keys that are not used here any more, so that the other environment may use them."""
    known = ports.store.mark(shared_keys.MARK)
    if known not in (None, "{}"):
        ports.store.swap_mark(shared_keys.MARK, known, "{}")


# -- collecting


def _choice_of(batch: SentBatch, models: Models | None) -> Choice | None:
    return next((each for each in models.choices if each.extractor.name == batch.model), None) if models else None


def _is_lost(batch: SentBatch, ports: Ports) -> bool:
    return (ports.clock() - batch.sent_at).total_seconds() > BATCH_IS_LOST_AFTER_SECONDS


def _left_alone(batch: SentBatch, ports: Ports) -> Counter[str]:
    """Keep a batch that nobody can collect while it could still come back, then let it go."""
    if not _is_lost(batch, ports):
        return Counter({"on their way": len(batch.readings)})
    what = f"a batch of {batch.model} is let go: that model is not asked any more"
    log.event(what, logging.WARNING, batch=batch.id, readings=len(batch.readings))
    return _settled(batch, {}, ports, lost=True)


def _collect(batch: SentBatch, choice: Choice, models: Models, profile: Profile, ports: Ports) -> Counter[str]:
    try:
        if _is_lost(batch, ports):
            raise Gone("Nobody can collect this batch any more", where=batch.id)
        collected = choice.extractor.collect(batch.id)
    except Gone as gone:
        log.event(f"a batch is lost: {gone}", logging.WARNING)
        return _settled(batch, {}, ports, lost=True)
    except JobFinderError as error:
        log.event(f"a batch could not be collected: {error}", logging.WARNING)
        return Counter({"on their way": len(batch.readings)})
    if not collected.has_ended:
        return Counter({"on their way": len(batch.readings)})
    kept = {
        reading.id: _kept(reading, collected.results.get(reading.id), batch, choice, models, profile, ports)
        for reading in batch.readings
    }
    return _settled(batch, kept, ports)


def _kept(
    reading: BatchedReading,
    result: Answer | JobFinderError | None,
    batch: SentBatch,
    choice: Choice,
    models: Models,
    profile: Profile,
    ports: Ports,
) -> bool:
    """Return whether a reading was answered; then what was said is kept and its listings are scored again."""
    if not isinstance(result, Answer):
        ports.store.change_usage(batch.day, partial(release, reading_id=reading.id))
        return False
    if ports.store.extraction(reading.id) is None:
        asking = _asking(reading, batch, profile, ports)
        try:
            keep_answer(result, asking, choice, models, ports, day=batch.day, in_batch=True)
        except BadAnswer as bad:
            log.event(f"a model did not read: {bad}", logging.WARNING, model=batch.model)
            return False
    ports.store.enqueue([_rescore(reading, listing_id, ports) for listing_id in reading.listing_ids])
    return True


def _asking(reading: BatchedReading, batch: SentBatch, profile: Profile, ports: Ports) -> Asking:
    listing = _job(reading.listing_ids[0], ports)

    def wanted(extraction: Extraction) -> bool:
        if listing is None:
            return False
        facts = merge(ports.read(listing.posting), extraction, listing.posting, profile).facts
        return is_match(decisions_on(listing, facts, profile, ports, ports.clock()))

    return Asking(
        question=Ask(prefix=(), text="", schema={}, max_output_tokens=0),
        prompt_version=batch.prompt_version,
        content_hash=reading.content_hash,
        profile_hash=batch.profile_hash,
        listing_id=reading.listing_ids[0],
        source=listing.source_key if listing else "",
        is_match=wanted,
        within_seconds=0.0,
        last_try=_batches(ports).unanswered.get(reading.id, 0) > 0,
    )


def _rescore(reading: BatchedReading, listing_id: str, ports: Ports) -> QueueItem:
    return QueueItem(
        id=item_id(ItemKind.RESCORE, listing_id, f"read {reading.id}"),
        kind=ItemKind.RESCORE,
        listing_id=listing_id,
        created_at=ports.clock(),
        trace_id=ports.new_token(),
    )


def _settled(batch: SentBatch, kept: Mapping[str, bool], ports: Ports, *, lost: bool = False) -> Counter[str]:
    """Forget a batch; what it did not answer may go into another one."""
    answered = tuple(name for name, was_answered in kept.items() if was_answered)
    unanswered = tuple(reading.id for reading in batch.readings if reading.id not in answered)
    if lost:
        ports.store.change_usage(batch.day, partial(_all_forfeited, reading_ids=unanswered))
    _change(ports, lambda found: found.without(batch.id, unanswered, answered))
    return Counter({"read": len(answered), "unanswered": len(unanswered)})


def _all_forfeited(day: UsageDay, reading_ids: tuple[str, ...]) -> UsageDay:
    for reading_id in reading_ids:
        day = forfeit(day, reading_id)
    return day


# -- sending


def _send(models: Models, profile: Profile, ports: Ports) -> Counter[str]:
    choice = next((each for each in models.choices if each.extractor.can_batch), None)
    if choice is None:
        return Counter()
    now, found = ports.clock(), _batches(ports)
    day, version = day_of(now), models.prompt_version
    in_hand = {each.id for other in on_other_days(day, ports) for each in other.reserved if each.until > now}
    asks: dict[str, Ask] = {}
    readings: dict[str, BatchedReading] = {}
    for listing in _waiting(models, profile, ports):
        name = extraction_id(listing.content_hash, version, choice.extractor.name)
        if name in readings:
            first = readings[name]
            readings[name] = BatchedReading(
                id=name, content_hash=first.content_hash, listing_ids=(*first.listing_ids, listing.id)
            )
        elif name not in in_hand and _may_go(name, found, len(asks)):
            question = models.ask(listing.posting, profile)
            question = models.shorter(question) if name in found.unanswered else question
            if not _reserved(name, question, day, choice, models, ports):
                continue
            asks[name] = question
            readings[name] = BatchedReading(id=name, content_hash=listing.content_hash, listing_ids=(listing.id,))
    if not asks:
        return Counter()
    batch_id = _submitted(asks, day, choice, ports)
    batch = SentBatch(
        id=batch_id,
        model=choice.extractor.name,
        prompt_version=version,
        profile_hash=profile_hash(profile),
        day=day,
        sent_at=now,
        readings=tuple(readings.values()),
    )
    _change(ports, lambda known: known.with_batch(batch))
    return Counter({"sent": len(asks)})


def _may_go(name: str, found: Batches, in_this_one: int) -> bool:
    return (
        name not in found.reading_ids
        and found.unanswered.get(name, 0) < MOST_BATCHES_EACH
        and in_this_one < MOST_IN_A_BATCH
        and len(found.reading_ids) + in_this_one < MOST_ON_THEIR_WAY
    )


def _reserved(name: str, question: Ask, day: str, choice: Choice, models: Models, ports: Ports) -> bool:
    """Set money aside for one question; return False where the budget has no more, or somebody else asks it."""
    wanted = {name: most_micros(question, choice.price, in_batch=True)}
    change = partial(
        reserve, wanted=wanted, budget_micros=models.budget_micros, now=ports.clock(), hold_seconds=LONGEST_HOLD_SECONDS
    )
    try:
        ports.store.change_usage(day, change)
    except OutOfBudget as error:
        tell_out_of_budget(error, ports)
        return False
    except InHand:
        return False
    return True


def _submitted(asks: Mapping[str, Ask], day: str, choice: Choice, ports: Ports) -> str:
    try:
        choice.breaker.check()
        return choice.extractor.submit(asks)
    except JobFinderError as error:
        for name in asks:
            ports.store.change_usage(day, partial(release, reading_id=name))
        choice.breaker.failed(error)
        raise


def _waiting(models: Models, profile: Profile, ports: Ports) -> Iterator[Listing]:
    """Yield the jobs that wait for a reading that nobody has made yet, and are still worth it."""
    seen: set[str] = set()
    for item in ports.store.items(status=ItemStatus.PENDING, limit=MOST_WAITING):
        if item.kind is not ItemKind.READ or item.listing_id in seen:
            continue
        seen.add(item.listing_id)
        job = _job(item.listing_id, ports)
        if job is None or job.state is ListingState.CLOSED:
            continue
        local = ports.read(job.posting)
        decisions = decisions_on(job, local, profile, ports, ports.clock())
        is_new = known_reading(job, local, profile, models, ports) is None
        if is_new and is_worth_reading(decisions, models.gate_points):
            yield job


def _job(listing_id: str, ports: Ports) -> Listing | None:
    members = ports.store.links(listing_id)
    return merged_view(members) if members else None


# -- the mark


def _batches(ports: Ports) -> Batches:
    return batches_of_text(ports.store.mark(MARK))


def _change(ports: Ports, change: Callable[[Batches], Batches]) -> None:
    for _ in range(MOST_SWAPS):
        text = ports.store.mark(MARK)
        if ports.store.swap_mark(MARK, text, text_of_batches(change(batches_of_text(text)))):
            return
    raise Retryable("Others keep changing the list of batches")
