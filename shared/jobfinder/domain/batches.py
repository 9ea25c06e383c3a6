"""Batches on their way at a vendor's: which readings each holds, so that whoever collects them knows what to do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from jobfinder.domain.documents import from_dict, to_dict

MARK = "model batches"  # under which the store keeps them
MOST_ON_THEIR_WAY = 1_500  # readings; some two hundred kilobytes
MOST_IN_A_BATCH = 500
MOST_BATCHES_EACH = 2  # what came back without an answer twice is asked directly when its item falls due


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchedReading:
    """One question of a batch: the reading's id, the version of the posting, the listings that wait for it."""

    id: str
    content_hash: str
    listing_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBatch:
    """A batch as it was sent; `day` is the one of the ledger that its money is set aside in."""

    id: str
    model: str
    prompt_version: str
    profile_hash: str
    day: str
    sent_at: datetime
    readings: tuple[BatchedReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batches:
    """All batches on their way, and how often a reading came back without an answer."""

    sent: tuple[SentBatch, ...] = ()
    unanswered: dict[str, int] = field(default_factory=dict)

    @property
    def reading_ids(self) -> frozenset[str]:
        """Return the readings that are on their way."""
        return frozenset(reading.id for batch in self.sent for reading in batch.readings)

    def with_batch(self, batch: SentBatch) -> Batches:
        """Return them with one more."""
        return replace(self, sent=(*self.sent, batch))

    def without(self, batch_id: str, unanswered: tuple[str, ...], answered: tuple[str, ...]) -> Batches:
        """Return them without a batch that came back."""
        counts = {name: count for name, count in self.unanswered.items() if name not in answered}
        counts |= {name: counts.get(name, 0) + 1 for name in unanswered}
        recent = dict(list(counts.items())[-MOST_ON_THEIR_WAY:])
        return Batches(sent=tuple(each for each in self.sent if each.id != batch_id), unanswered=recent)


def batches_of_text(text: str | None) -> Batches:
    """Return the batches that a mark holds. Raises Unreadable."""
    return from_dict(Batches, json.loads(text)) if text else Batches()


def text_of_batches(batches: Batches) -> str:
    """Return the text of the mark."""
    return json.dumps(to_dict(batches), separators=(",", ":"))
