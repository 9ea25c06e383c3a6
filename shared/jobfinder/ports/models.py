"""What the use cases ask of a language model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from jobfinder.domain.extraction.said import Said
from jobfinder.domain.person import Profile
from jobfinder.domain.posting import Posting
from jobfinder.domain.usage import Price, Tokens
from jobfinder.errors import JobFinderError


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question to a model: what is the same for every listing first, so that the vendor's cache may keep it."""

    prefix: tuple[str, ...]  # instructions, profile
    text: str  # the posting between its marks
    schema: Mapping[str, object]  # what the answer must look like (JSON schema, strict)
    max_output_tokens: int


class AnswerEnd(StrEnum):
    """How an answer ended: by itself, at the cap of tokens, or because the model will not answer this."""

    DONE = "done"
    CUT_OFF = "cut off"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a model answered: JSON text, not read yet, and the vendor's own count of tokens; it is paid for anyhow.

    `is_counted` is false where the vendor sent no count that can be one: then it costs the most that it could have.
    """

    text: str
    tokens: Tokens
    end: AnswerEnd = AnswerEnd.DONE
    is_counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of a batch: its answers and errors by the name each question had, once it `has_ended`."""

    has_ended: bool
    results: Mapping[str, Answer | JobFinderError] = field(default_factory=dict)


class Extractor(Protocol):
    """One model of one vendor.

    Every method raises Retryable (time-out, 429, 529, 5xx, no network; with the wait that was asked for), Blocked
    (quota exhausted), Permanent (the question is not accepted) or Misconfigured (key, model).
    """

    name: str  # "anthropic:claude-haiku-5-5": what readings are kept and paid for under
    can_batch: bool

    def extract(self, ask: Ask, *, within_seconds: float) -> Answer:
        """Return the answer to one question, all tries of the SDK together within the time."""
        ...

    def submit(self, asks: Mapping[str, Ask]) -> str:
        """Begin a batch of named questions, at half the price and within a day; return its id."""
        ...

    def collect(self, batch_id: str) -> Collected:
        """Return what became of a batch. Raises Gone where the vendor does not know it (any more)."""
        ...

    def close(self) -> None:
        """Close idle connections; the next question opens them anew."""
        ...


class Breaker(Protocol):
    """Stops a queue from hammering a model that fails."""

    def check(self) -> None:
        """Return where the model may be asked. Raises Blocked with the time until it may be tried again."""
        ...

    def failed(self, error: JobFinderError) -> None:
        """Take note of a failure."""
        ...

    def succeeded(self) -> None:
        """Take note of an answer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A model that may be asked, what it costs and what guards it."""

    extractor: Extractor
    price: Price
    breaker: Breaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models to ask, in order: the second where the first cannot; and how, for which listings, for how much."""

    choices: tuple[Choice, ...]
    prompt_version: str
    ask: Callable[[Posting, Profile], Ask]
    understand: Callable[[str], Said]  # raises Unreadable
    shorter: Callable[[Ask], Ask]  # the same question, after an answer that was cut off
    budget_micros: int  # a day, in millionths of a dollar
    gate_points: int = 15  # below the threshold; what is further off is not worth a call
    in_batches: bool = False
    timeout_seconds: float = 60.0  # of one call, all its tries together
    work_seconds: float = 220.0  # of one event; a call must end before the function's time does
