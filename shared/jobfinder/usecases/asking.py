"""Put one question to one model: money set aside before, what it said kept at once, the true cost settled after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from jobfinder import log
from jobfinder.domain.alarms import Alarm
from jobfinder.domain.extraction.said import Extraction, Said, extraction_id
from jobfinder.domain.usage import (
    InHand,
    OutOfBudget,
    Price,
    Spent,
    Tokens,
    Unanswered,
    UsageDay,
    cost_micros,
    day_of,
    forfeit,
    held_micros,
    refuse_in_hand,
    release,
    reserve,
    settle,
)  # fmt: skip
from jobfinder.errors import JobFinderError, Retryable, Unreadable
from jobfinder.ports import Answer, AnswerEnd, Ask, Choice, Models, Ports
from jobfinder.usecases.alerts import alert

CHARS_PER_TOKEN_AT_LEAST = 2.5  # no tokenizer makes more tokens of a text in ASCII; what it reserves is returned
HOLD_SECONDS = 10.0  # beyond the call, which has ended by then; what is still held counts as spent
LONGEST_HOLD_SECONDS = 29 * 3600.0  # that of a batch, which vendors promise within a day
LEAST_CALL_SECONDS = 2.0
CUT_OFF = "the model's answer was cut off"


class BadAnswer(Retryable):
    """An answer came and was paid for, but it is cut off or not of the form asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked about which version of a posting, and what the ledger wants to know."""

    question: Ask
    prompt_version: str
    content_hash: str
    profile_hash: str
    listing_id: str
    source: str
    is_match: Callable[[Extraction], bool]
    within_seconds: float
    last_try: bool = False  # a bad answer is now taken for the last word

    def reading_id(self, model: str) -> str:
        """Return the id of what this model says to it."""
        return extraction_id(self.content_hash, self.prompt_version, model)


def tell_out_of_budget(error: OutOfBudget, ports: Ports) -> None:
    """Raise the day's alarm that models read no more until tomorrow (UTC); what was read locally stands meanwhile."""
    title = "The day's budget for language models is spent"
    todo = "See what it went to: jobfinder costs. To have more read, raise models.daily_budget_usd."
    alert(Alarm(f"budget: {day_of(ports.clock())}", title, error.what, todo), ports)


def ask_model(asking: Asking, choice: Choice, models: Models, ports: Ports) -> Extraction:
    """Return what the model said, kept and paid for.

    Raises OutOfBudget, InHand, BadAnswer, and what the provider's failures are (see ports.Extractor).
    """
    if asking.within_seconds < LEAST_CALL_SECONDS:
        raise Retryable("No time is left in this event to ask a model", after_seconds=1.0)
    now, reading_id = ports.clock(), asking.reading_id(choice.extractor.name)
    most, hold = most_micros(asking.question, choice.price), asking.within_seconds + HOLD_SECONDS
    day = day_of(now)
    change = partial(reserve, wanted={reading_id: most}, budget_micros=models.budget_micros, now=now, hold_seconds=hold)
    ports.store.change_usage(day, change)
    try:
        for other in on_other_days(day, ports):  # after setting aside: of two who ask at midnight, one sees the other
            refuse_in_hand(other, [reading_id], now)
        answer = choice.extractor.extract(asking.question, within_seconds=asking.within_seconds)
    except JobFinderError as error:
        ports.store.change_usage(day, partial(given_up, reading_id=reading_id, error=error))
        if not isinstance(error, InHand):
            choice.breaker.failed(error)
        raise
    except BaseException:
        ports.store.change_usage(day, partial(forfeit, reading_id=reading_id))
        raise
    choice.breaker.succeeded()
    return keep_answer(answer, asking, choice, models, ports, day=day)


def on_other_days(day: str, ports: Ports) -> list[UsageDay]:
    """Return the other days whose money may still be set aside: for a call over midnight, for a batch of yesterday."""
    since = day_of(ports.clock() - timedelta(seconds=LONGEST_HOLD_SECONDS))
    return [other for other in ports.store.usage(since) if other.day != day]


def given_up(day: UsageDay, reading_id: str, error: JobFinderError) -> UsageDay:
    """Return the day without the reservation; where nobody knows whether the call was charged, it counts as spent."""
    return forfeit(day, reading_id) if isinstance(error, Unanswered) else release(day, reading_id)


def keep_answer(
    answer: Answer, asking: Asking, choice: Choice, models: Models, ports: Ports, *, day: str, in_batch: bool = False
) -> Extraction:
    """Return what an answer says, kept; its cost is settled whatever it says. Raises BadAnswer."""
    name, now = choice.extractor.name, ports.clock()
    reading_id = asking.reading_id(name)
    micros = _cost(answer, reading_id, choice.price, ports, day=day, in_batch=in_batch)
    said, declined, bad = _understood(answer, models, asking.last_try)
    extraction = Extraction(
        id=reading_id,
        model=name,
        prompt_version=asking.prompt_version,
        content_hash=asking.content_hash,
        profile_hash=asking.profile_hash,
        at=now,
        said=said,
        declined=declined,
        tokens=answer.tokens,
        micros=micros,
        in_batch=in_batch,
        listing_id=asking.listing_id,
        used_at=now,
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
    ports.store.change_usage(day, partial(settle, reading_id=reading_id, spent=spent))
    log.event("a model read a posting", model=name, micros=micros, source=asking.source, **counted(answer.tokens))
    if bad is not None:
        raise bad
    return extraction


def _cost(answer: Answer, reading_id: str, price: Price, ports: Ports, *, day: str, in_batch: bool) -> int:
    """Return what an answer cost; all that was set aside for it where the vendor did not count it."""
    if answer.is_counted:
        return cost_micros(answer.tokens, price, in_batch=in_batch)
    ledger = next((each for each in ports.store.usage(day) if each.day == day), UsageDay(day=day))
    return held_micros(ledger, reading_id)


def _understood(answer: Answer, models: Models, last_try: bool) -> tuple[Said, str, BadAnswer | None]:
    """Return what was said, or why there is nothing for good, or what makes it worth another try."""
    if answer.end is AnswerEnd.REFUSED:
        return Said(), "the model refused to read it", None
    why = f"{CUT_OFF}: raise models.max_output_tokens"
    if answer.end is AnswerEnd.DONE:
        try:
            return models.understand(answer.text), "", None
        except Unreadable as error:
            why = error.what
    return (Said(), why, None) if last_try else (Said(), "", BadAnswer(why))


def most_micros(question: Ask, price: Price, *, in_batch: bool = False) -> int:
    """Return the most a question can cost: nothing cached, a tokenizer hard on the text, the answer at its cap."""
    text = f"{''.join(question.prefix)}{question.text}{question.schema}"
    dearest = replace(price, input=max(price.input, price.cache_write))
    tokens = Tokens(input=_most_tokens(text), output=question.max_output_tokens)
    return cost_micros(tokens, dearest, in_batch=in_batch)


def _most_tokens(text: str) -> int:
    """Return the most tokens a text can be; of what is not ASCII, each byte in UTF-8 may be one."""
    plain = sum(map(str.isascii, text))
    return round(plain / CHARS_PER_TOKEN_AT_LEAST) + len(text.encode("utf-8", "replace")) - plain


def counted(tokens: Tokens) -> dict[str, int]:
    """Return tokens as log fields."""
    return {
        "input_tokens": tokens.input,
        "output_tokens": tokens.output,
        "cache_read_tokens": tokens.cache_read,
        "cache_write_tokens": tokens.cache_write,
    }
