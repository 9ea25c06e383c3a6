"""Collect what batches brought, send what waits, score again what was read.

What waits is a queue item of kind `read`, due when a batch must be lost: nothing has to remember to drive it again.
The result is that of the direct call: the same question, the same checks, the same keeping; only half the price. A
batch whose model is not asked any more (`models.provider` is none, or another) is kept while it could come back, in
case that changes again, and then let go: its money counts as spent, and its listings are read by whoever reads then.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from functools import partial

from jobfinder import log
from jobfinder.domain import shared_keys
from jobfinder.domain.batches import BatchedReading, SentBatch
from jobfinder.domain.extraction.merging import merge
from jobfinder.domain.extraction.said import Extraction
from jobfinder.domain.ids import item_id
from jobfinder.domain.person import Profile
from jobfinder.domain.queue import ItemKind, QueueItem
from jobfinder.domain.usage import UsageDay, forfeit, release
from jobfinder.errors import Gone, JobFinderError
from jobfinder.ports import Answer, Ask, Choice, Models, Ports
from jobfinder.usecases.asking import Asking, BadAnswer, keep_answer
from jobfinder.usecases.batch_book import batches_on_their_way, change_batches, job_of
from jobfinder.usecases.deciding import decisions_on, is_match
from jobfinder.usecases.model_reading import BATCH_IS_LOST_AFTER_SECONDS
from jobfinder.usecases.send_batch import send_batch


def collect_batches(ports: Ports) -> Counter[str]:
    """Collect what came back, send what waits, and return how many readings came out which way."""
    models, profile = ports.models, ports.profile()
    outcomes: Counter[str] = Counter()
    for batch in batches_on_their_way(ports).sent:
        choice = _choice_of(batch, models)
        if models is None or profile is None or choice is None:
            outcomes += _left_alone(batch, ports)
        else:
            outcomes += _collect(batch, choice, models, profile, ports)
    if models is None:
        _forget_keys(ports)
    elif models.in_batches and profile is not None:
        outcomes += send_batch(models, profile, ports)
    log.event("collected batches", **outcomes)
    return outcomes


def _forget_keys(ports: Ports) -> None:
    """Forget the fingerprints of keys that are not used here any more: the other environment may use them now."""
    known = ports.store.mark(shared_keys.MARK)
    if known not in (None, "{}"):
        ports.store.swap_mark(shared_keys.MARK, known, "{}")


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
    listing = job_of(reading.listing_ids[0], ports)

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
        last_try=batches_on_their_way(ports).unanswered.get(reading.id, 0) > 0,
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
    change_batches(ports, lambda found: found.without(batch.id, unanswered, answered))
    return Counter({"read": len(answered), "unanswered": len(unanswered)})


def _all_forfeited(day: UsageDay, reading_ids: tuple[str, ...]) -> UsageDay:
    for reading_id in reading_ids:
        day = forfeit(day, reading_id)
    return day
