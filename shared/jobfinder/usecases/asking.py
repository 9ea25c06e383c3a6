"""Put one question to one model: money set aside before, what it said kept at once, the true cost settled after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from jobfinder import log
from jobfinder.domain.extraction.said import Extraction, Said, extraction_id
from jobfinder.domain.usage import (
    Price,
    Spent,
    Tokens,
    Unanswered,
    UsageDay,
    cost_micros,
    day_of,
    forfeit,
    release,
    reserve,
    settle,
)  # fmt: skip
from jobfinder.errors import JobFinderError, Retryable, Unreadable
from jobfinder.ports import Answer, AnswerEnd, Ask, Choice, Models, Ports

CHARS_PER_TOKEN_AT_LEAST = 2.5  # no tokenizer makes more tokens of a text in an alphabet; what it reserves is returned
HOLD_SECONDS = 10.0  # beyond the call, which has ended by then; what is still held counts as spent
LEAST_CALL_SECONDS = 2.0


class BadAnswer(Retryable):
    """An answer came and was paid for, but it is cut off or not of the form asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked about which version of a posting, and what the ledger wants to know."""

    question: Ask
    content_hash: str
    profile_hash: str
    source: str
    is_match: Callable[[Extraction], bool]
    within_seconds: float
    last_try: bool = False  # a bad answer is now taken for the last word


def ask_model(asking: Asking, choice: Choice, models: Models, ports: Ports) -> Extraction:
    """Return what the model said, kept and paid for.

    Raises OutOfBudget, InHand, BadAnswer, and what the provider's failures are (see ports.Extractor).
    """
    if asking.within_seconds < LEAST_CALL_SECONDS:
        raise Retryable("No time is left in this event to ask a model", after_seconds=1.0)
    day, name = day_of(ports.clock()), choice.extractor.name
    reading_id = extraction_id(asking.content_hash, models.prompt_version, name)
    most = most_micros(asking.question, choice.price)
    hold = asking.within_seconds + HOLD_SECONDS
    change = partial(reserve, wanted={reading_id: most}, now=ports.clock(), hold_seconds=hold)
    ports.store.change_usage(day, lambda found: change(found, budget_micros=models.budget_micros))
    try:
        answer = choice.extractor.extract(asking.question, within_seconds=asking.within_seconds)
    except JobFinderError as error:
        ports.store.change_usage(day, partial(_given_up, reading_id=reading_id, error=error))
        choice.breaker.failed(error)
        raise
    except BaseException:
        ports.store.change_usage(day, partial(forfeit, reading_id=reading_id))
        raise
    choice.breaker.succeeded()
    return keep_answer(answer, asking, choice, models, ports, day=day)


def _given_up(day: UsageDay, reading_id: str, error: JobFinderError) -> UsageDay:
    """Return the day without the reservation; where nobody knows whether the call was charged, it counts as spent."""
    return forfeit(day, reading_id) if isinstance(error, Unanswered) else release(day, reading_id)


def keep_answer(
    answer: Answer, asking: Asking, choice: Choice, models: Models, ports: Ports, *, day: str, in_batch: bool = False
) -> Extraction:
    """Return what an answer says, kept; its cost is settled whatever it says. Raises BadAnswer."""
    name = choice.extractor.name
    micros = cost_micros(answer.tokens, choice.price, in_batch=in_batch)
    said, declined, bad = _understood(answer, models, asking.last_try)
    extraction = Extraction(
        id=extraction_id(asking.content_hash, models.prompt_version, name),
        model=name,
        prompt_version=models.prompt_version,
        content_hash=asking.content_hash,
        profile_hash=asking.profile_hash,
        at=ports.clock(),
        said=said,
        declined=declined,
        tokens=answer.tokens,
        micros=micros,
        in_batch=in_batch,
    )
    if bad is None:
        ports.store.keep_extraction(extraction)
    spent = Spent(
        source=asking.source,
        model=name,
        calls=1,
        matches=int(bad is None and asking.is_match(extraction)),
        micros=micros,
        tokens=answer.tokens,
    )
    ports.store.change_usage(day, partial(settle, reading_id=extraction.id, spent=spent))
    log.event("a model read a posting", model=name, micros=micros, source=asking.source, **counted(answer.tokens))
    if bad is not None:
        raise bad
    return extraction


def _understood(answer: Answer, models: Models, last_try: bool) -> tuple[Said, str, BadAnswer | None]:
    """Return what was said, or why there is nothing for good, or what makes it worth another try."""
    if answer.end is AnswerEnd.REFUSED:
        return Said(), "the model refused to read it", None
    why = "the model's answer was cut off: raise models.max_output_tokens"
    if answer.end is AnswerEnd.DONE:
        try:
            return models.understand(answer.text), "", None
        except Unreadable as error:
            why = error.what
    return (Said(), why, None) if last_try else (Said(), "", BadAnswer(why))


def most_micros(question: Ask, price: Price, *, in_batch: bool = False) -> int:
    """Return the most a question can cost: nothing cached, a tokenizer hard on the text, the answer at its cap."""
    chars = sum(map(len, question.prefix)) + len(question.text) + len(str(question.schema))
    dearest = replace(price, input=max(price.input, price.cache_write))
    tokens = Tokens(input=round(chars / CHARS_PER_TOKEN_AT_LEAST), output=question.max_output_tokens)
    return cost_micros(tokens, dearest, in_batch=in_batch)


def counted(tokens: Tokens) -> dict[str, int]:
    """Return tokens as log fields."""
    return {
        "input_tokens": tokens.input,
        "output_tokens": tokens.output,
        "cache_read_tokens": tokens.cache_read,
        "cache_write_tokens": tokens.cache_write,
    }
