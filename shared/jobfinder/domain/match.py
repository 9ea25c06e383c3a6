"""Our opinion: a listing against a search, itemised so that the sum is what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from jobfinder.domain.extraction.reading import LOCAL, ModelReading
from jobfinder.domain.fact import Quote
from jobfinder.domain.queue import Outcome


class Ruling(StrEnum):
    """What one rule said."""

    PASS = "pass"  # noqa: S105
    WARN = "warn"  # evidence against, but the rule is lenient
    REJECT = "reject"
    UNKNOWN = "unknown"  # no evidence either way; never rejects


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's word on one listing, with its evidence."""

    rule: str  # rule id, for example "pay_floor"
    ruling: Ruling
    why: str  # one sentence
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the score: whole points out of `most`, and why; `read_by` says which reading its facts came from."""

    name: str  # skills, level, place, pay, freshness, company
    points: int
    most: int
    why: str
    read_by: str = LOCAL  # local, model, "local and model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one search makes of one listing, at one moment.

    `score` is the sum of `parts`; `outcome` is matched, below_threshold or filtered (then a verdict rejects).
    """

    search: str
    outcome: Outcome
    score: int
    threshold: int
    parts: tuple[Part, ...]
    verdicts: tuple[Verdict, ...]
    skills_matched: tuple[str, ...] = ()
    skills_missing: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()


class MatchState(StrEnum):
    """What the user did with a match."""

    NEW = "new"
    SAVED = "saved"
    APPLIED = "applied"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    REJECTED = "rejected"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class StateChange:
    """One step of a match's history."""

    at: datetime
    state: MatchState
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A listing worth showing for one search.

    The parts are as scored at `scored_at`; what is shown re-reads the freshness part (scoring.score_now).
    """

    id: str
    search: str
    listing_id: str
    decision: Decision
    title: str
    company: str
    url: str
    place: str  # as shown: "Berlin, DE · remote"
    pay: str  # as shown: "€60,000–75,000 a year", "" if unknown
    posted_at: datetime | None
    scored_at: datetime
    created_at: datetime
    policy_version: str
    content_hash: str
    state: MatchState = MatchState.NEW
    notes: str = ""
    history: tuple[StateChange, ...] = ()
    trace_id: str = ""
    reading: ModelReading | None = None  # what a language model read, where one was asked

    @property
    def touched(self) -> bool:
        """Return whether the user did anything with it; then it is never deleted automatically."""
        return self.state is not MatchState.NEW or bool(self.notes) or bool(self.history)
