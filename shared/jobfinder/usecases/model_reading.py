"""Have a model read a listing: one paid call at most for each version of a posting, where it pays, within the budget.

    kept already? ---------------------------------------------> merge, for nothing
    speaks to models? -----------------------------------------> the local reading, flagged
    reserve -> ask -> keep -> settle --------------------------> merge
       |        +-- refused, not accepted ---------------------> the local reading stands, for good
       |        +-- no money, wrong key, resting --------------> the local reading stands; read again later
       |        +-- time-out, busy, unreadable answer ---------> raised: the item waits
       +-- out of budget --------------------------------------> the local reading stands; read again tomorrow
       +-- on its way in a batch ------------------------------> the local reading stands; read again after that

What a model says is kept before anything else is done with it: a worker that is killed after that costs no second call.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobfinder import log
from jobfinder.domain.extraction.hostile import signs_of_injection
from jobfinder.domain.extraction.merging import Merged, flagged, merge
from jobfinder.domain.extraction.person_text import profile_hash
from jobfinder.domain.extraction.reading import ModelReading
from jobfinder.domain.extraction.said import Extraction, extraction_id
from jobfinder.domain.facts import Facts
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Listing
from jobfinder.domain.usage import InHand, OutOfBudget, next_day
from jobfinder.errors import Blocked, JobFinderError, Misconfigured, Retryable
from jobfinder.ports import Models, Ports
from jobfinder.usecases.asking import Asking, ask_model, tell_out_of_budget

LEAST_WAIT_SECONDS = 600.0
LONGEST_PATIENCE_SECONDS = 300.0  # for another worker's call; what takes longer is a batch
BATCH_IS_LOST_AFTER_SECONDS = 30 * 3600.0  # vendors promise a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One listing to read; `may_wait` that a batch will do, `ends_at` when the time of this event is over."""

    listing: Listing
    local: Facts
    profile: Profile
    attempt: int
    was_cut_off: bool  # the answer to the attempt before
    ends_at: datetime
    may_wait: bool
    is_match: Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class Later:
    """When a listing is to be read after all, and why not now."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts to go on with, what the match keeps of the reading, and when to read again where that is to be."""

    merged: Merged
    later: Later | None = None


def read_listing(occasion: Occasion, models: Models, ports: Ports) -> Reading:
    """Return what the listing says, read by a model where that can be had now. Raises Retryable."""
    known = known_reading(occasion.listing, occasion.local, occasion.profile, models, ports)
    if known is not None:
        return Reading(known)
    if signs := signs_of_injection(occasion.listing.posting):
        log.event("a posting speaks to language models", logging.WARNING, listing_id=occasion.listing.id)
        return Reading(flagged(occasion.local, signs))
    if models.in_batches and occasion.may_wait:
        at = ports.clock() + timedelta(seconds=BATCH_IS_LOST_AFTER_SECONDS)
        return _awaiting(occasion, Later(at, "it goes into the next batch"))
    return _asked(occasion, models, ports)


def known_reading(listing: Listing, local: Facts, profile: Profile, models: Models, ports: Ports) -> Merged | None:
    """Return what a model said of this version of the posting before, merged anew; None where none was asked."""
    for choice in models.choices:
        kept = ports.store.extraction(extraction_id(listing.content_hash, models.prompt_version, choice.extractor.name))
        if kept is not None:
            return merge(local, kept, listing.posting, profile)
    return None


def _asked(occasion: Occasion, models: Models, ports: Ports) -> Reading:
    """Ask the models in turn until one has read it."""
    errors: list[JobFinderError] = []
    for choice in models.choices:
        try:
            choice.breaker.check()
            extraction = ask_model(_asking(occasion, models, ports), choice, models, ports)
        except InHand as error:
            return _without(occasion, [error], ports)
        except JobFinderError as error:
            errors.append(error)
            log.event(f"a model did not read: {error}", logging.WARNING, model=choice.extractor.name)
        else:
            return Reading(merge(occasion.local, extraction, occasion.listing.posting, occasion.profile))
    return _without(occasion, errors, ports)


def _asking(occasion: Occasion, models: Models, ports: Ports) -> Asking:
    listing = occasion.listing

    def is_match(extraction: Extraction) -> bool:
        return occasion.is_match(merge(occasion.local, extraction, listing.posting, occasion.profile).facts)

    question = models.ask(listing.posting, occasion.profile)
    return Asking(
        question=models.shorter(question) if occasion.was_cut_off else question,
        prompt_version=models.prompt_version,
        content_hash=listing.content_hash,
        profile_hash=profile_hash(occasion.profile),
        listing_id=listing.id,
        source=listing.source_key,
        is_match=is_match,
        within_seconds=min(models.timeout_seconds, (occasion.ends_at - ports.clock()).total_seconds()),
        last_try=occasion.attempt > 1,
    )


def _without(occasion: Occasion, errors: list[JobFinderError], ports: Ports) -> Reading:
    """Return the local reading with what is to become of the model's, or raise what makes the item wait."""
    now = ports.clock()
    blocking = next((error for error in errors if isinstance(error, Blocked | Misconfigured)), None)
    passing = next((error for error in errors if isinstance(error, Retryable)), None)
    if isinstance(passing, InHand) and (seconds := passing.after_seconds or 0) > LONGEST_PATIENCE_SECONDS:
        return _awaiting(occasion, Later(now + timedelta(seconds=seconds), "it is on its way in a batch"))
    if isinstance(blocking, OutOfBudget):
        tell_out_of_budget(blocking, ports)
        return _awaiting(occasion, Later(next_day(now), blocking.what))
    if blocking is not None:
        asked = blocking.after_seconds if isinstance(blocking, Blocked) else None
        return _awaiting(occasion, Later(now + timedelta(seconds=max(asked or 0, LEAST_WAIT_SECONDS)), blocking.what))
    if passing is not None and occasion.attempt < ports.limits.max_attempts:
        raise passing
    if passing is not None:
        return _awaiting(occasion, Later(next_day(now), passing.what))
    return Reading(Merged(occasion.local, ModelReading(declined=errors[0].what)))


def _awaiting(occasion: Occasion, later: Later) -> Reading:
    return Reading(Merged(occasion.local, ModelReading(awaits=later.why)), later)
