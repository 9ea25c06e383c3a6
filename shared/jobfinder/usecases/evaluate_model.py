"""Have a model read labelled postings, so that a person with a key can choose one: accuracy, calls, money, time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from jobfinder.domain.extraction.merging import merge
from jobfinder.domain.extraction.person_text import profile_hash
from jobfinder.domain.extraction.said import Extraction
from jobfinder.domain.facts import Facts
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Posting
from jobfinder.domain.usage import Tokens, Unanswered, cost_micros
from jobfinder.errors import Blocked, JobFinderError, Unreadable
from jobfinder.ports import AnswerEnd, Choice, Models
from jobfinder.usecases.asking import most_micros

CALL_SECONDS = 120.0


class Spent(Blocked):
    """What was allowed for this evaluation is spent."""


@dataclass(slots=True)
class ModelCount:
    """What the readings took, and what did not come of them: `failed` in words, with how often each."""

    model: str
    calls: int = 0
    used: int = 0  # answers whose facts went into the reading
    tokens: Tokens = Tokens()
    micros: int = 0
    seconds: float = 0.0
    failed: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the counts in plain types, for JSON."""
        tokens = {name: getattr(self.tokens, name) for name in ("input", "output", "cache_read", "cache_write")}
        return {
            "model": self.model,
            "calls": self.calls,
            "used": self.used,
            "tokens": tokens,
            "usd": self.micros / 1e6,
            "seconds": round(self.seconds, 3),
            "failed": self.failed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReader:
    """Reads a posting locally and then by a model, merged as the product merges them; counts what that takes.

    It stops asking when `most_micros` could be exceeded: the rest is read locally, and counted as failed.
    """

    models: Models
    read: Callable[[Posting], Facts]
    profile: Profile
    most_micros: int
    count: ModelCount

    @property
    def choice(self) -> Choice:
        """Return the one model that is tried."""
        return self.models.choices[0]

    def __call__(self, posting: Posting) -> Facts:
        """Return the merged facts; the local ones where the model did not answer."""
        local = self.read(posting)
        try:
            extraction = self._extraction(posting)
        except JobFinderError as error:
            self._note(error.what)
            return local
        merged = merge(local, extraction, posting, self.profile)
        for flag in merged.reading.flags:
            self._note(flag)
        self.count.used += not merged.reading.flags
        return merged.facts

    def _extraction(self, posting: Posting) -> Extraction:
        question = self.models.ask(posting, self.profile)
        most = most_micros(question, self.choice.price)
        if self.count.micros + most > self.most_micros:
            raise Spent("the money allowed for this evaluation is spent")
        began = time.perf_counter()
        try:
            answer = self.choice.extractor.extract(question, within_seconds=CALL_SECONDS)
        except Unanswered:
            self.count.micros += most  # nobody knows whether it was charged
            raise
        finally:
            self.count.seconds += time.perf_counter() - began
        self.count.calls += 1
        self.count.tokens += answer.tokens
        self.count.micros += cost_micros(answer.tokens, self.choice.price) if answer.is_counted else most
        if answer.end is not AnswerEnd.DONE:
            raise Unreadable(f"the answer was {answer.end.value}")
        return Extraction(
            id="",
            model=self.choice.extractor.name,
            prompt_version="",
            content_hash="",
            profile_hash=profile_hash(self.profile),
            at=datetime.now(UTC),
            said=self.models.understand(answer.text),
            tokens=answer.tokens,
        )

    def _note(self, why: str) -> None:
        self.count.failed[why] = self.count.failed.get(why, 0) + 1
