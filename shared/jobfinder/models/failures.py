"""What goes wrong with a provider, in the product's words: which of it may pass, which needs a person, which is final.

Anthropic: https://platform.claude.com/docs/en/api/errors. OpenAI:
https://developers.openai.com/api/docs/guides/error-codes. Other servers follow the latter as far as they can.

    no network, 408, 409, 5xx, 529                Retryable     (429 and 529 with the wait that was asked for)
    time-out, connection broken after sending     Unanswered    a Retryable that counts as paid, for nobody knows
    429 for want of money, 402, "credit balance"  Blocked       until somebody pays, or tomorrow
    401, 403, 404                                 Misconfigured a key that is revoked, a model that is not there
    400, 413, 422                                 Permanent     this question is not accepted
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from jobfinder.domain.usage import Unanswered
from jobfinder.errors import Blocked, JobFinderError, Misconfigured, Permanent, Retryable

REST_WITHOUT_MONEY_SECONDS = 6 * 3600.0
# What providers say where money is wanting. "billing" and "budget" alone also stand in other messages: how to raise a
# rate limit, a parameter named budget_tokens.
_NO_MONEY = (
    "insufficient_quota", "insufficient credits", "insufficient balance", "credit balance", "out of credits",
    "exceeded your current quota", "billing_error", "billing_hard_limit", "billing_not_active",
    "billing hard limit", "spend limit", "spend_limit", "spending limit",
    "budget_exceeded", "budget has been exceeded", "exceeded budget",
)  # fmt: skip
_KEY = re.compile(r"\b(?:sk|pk|rk|key)-[\w*-]{4,}")  # sk-ant-..., also where it is partly blanked out
_NOT_SENT = frozenset(("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol"))
_MOST_SAID = 300  # characters of a provider's own words
_LONGEST_WAIT_SECONDS = 24 * 3600.0


@contextmanager
def sdk_of(vendor: str) -> Iterator[None]:
    """Say in words that a vendor's library is not installed. Raises Misconfigured."""
    try:
        yield
    except ImportError as error:
        raise Misconfigured(
            f"The library of {vendor} is not installed: {error}", todo="Install it: pip install 'job-finder[models]'."
        ) from error


def in_words(error: Exception, vendor: str, *, key_variable: str, model: str) -> JobFinderError | None:
    """Return our error for one of an SDK's (Anthropic's and OpenAI's name theirs alike), None for a mistake of ours."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "APIConnectionError" in names and not _was_sent(error):
        return Retryable(f"{vendor} cannot be reached", where=model)
    if "APITimeoutError" in names:
        return Unanswered(f"{vendor} did not answer in time", where=model)
    if "APIConnectionError" in names:
        return Unanswered(f"The connection to {vendor} broke before its answer came", where=model)
    if "APIResponseValidationError" in names:
        return Unanswered(f"{vendor} answered with something that is not its own protocol", where=model)
    status = getattr(error, "status_code", None)
    if "APIStatusError" not in names or not isinstance(status, int):
        return None
    said = f"{getattr(error, 'message', '')} {getattr(error, 'code', '')} {getattr(error, 'error_code', '')}"
    headers = getattr(getattr(error, "response", None), "headers", {})
    return of_status(status, said, headers, vendor, key_variable=key_variable, model=model)


def _was_sent(error: Exception) -> bool:
    """Return whether the question may have reached the provider: not where no connection to it came about (httpx)."""
    cause = error.__cause__
    return not (cause and {kind.__name__ for kind in type(cause).__mro__} & _NOT_SENT)


def of_status(
    status: int, said: str, headers: Mapping[str, str], vendor: str, *, key_variable: str, model: str
) -> JobFinderError:
    """Return what an HTTP status means; of `said`, the provider's words, nothing is repeated that may hold a key."""
    wait = asked_wait_seconds(headers)
    if status == 402 or (status in (400, 403, 429) and any(words in said.casefold() for words in _NO_MONEY)):
        todo = f"Look at the account's balance and limits; the local reading stands meanwhile ({status})."
        return Blocked(f"{vendor} has no credit left", todo=todo, after_seconds=wait or REST_WITHOUT_MONEY_SECONDS)
    if status == 401:
        return Misconfigured(f"{vendor} does not accept the key", where=key_variable, todo="Set one that is valid.")
    if status == 403:
        return Misconfigured(f"{vendor} denies the key this model", where=model, todo="Check the key's permissions.")
    if status == 404:
        return Misconfigured(f"{vendor} knows no such model", where=f"models.model is {model}", todo="Correct it.")
    if status in (408, 409, 425, 429) or status >= 500:
        return Retryable(f"{vendor} is busy or out of order ({status})", where=model, after_seconds=wait)
    todo = f"It says: {_KEY.sub('[key]', ' '.join(said.split()))[:_MOST_SAID]}"
    return Permanent(f"{vendor} does not accept the question ({status})", where=model, todo=todo)


def asked_wait_seconds(headers: Mapping[str, str]) -> float | None:
    """Return the wait that the headers ask for: retry-after-ms, or Retry-After in seconds or as a date (RFC 9110)."""
    milliseconds, after = headers.get("retry-after-ms"), headers.get("retry-after")
    try:
        if milliseconds:
            return _bounded(float(milliseconds) / 1000)
        return _bounded(float(after)) if after else None
    except ValueError:
        return _until(after or "")


def _until(date: str) -> float | None:
    try:
        moment = email.utils.parsedate_to_datetime(date)
    except ValueError:
        return None
    return _bounded((moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _bounded(seconds: float) -> float | None:
    return min(seconds, _LONGEST_WAIT_SECONDS) if seconds > 0 else None
