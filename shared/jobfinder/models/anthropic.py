"""Claude by the Messages API: one structured-output call, no tools; or many at half the price by Message Batches.

https://platform.claude.com/docs/en/api/messages, .../build-with-claude/batch-processing. The SDK loads at first use.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from jobfinder.errors import Gone, JobFinderError, Misconfigured, Retryable
from jobfinder.models.counting import counted_answer
from jobfinder.models.failures import in_words, of_status, sdk_of
from jobfinder.models.patience import patiently
from jobfinder.ports import Answer, AnswerEnd, Ask, Collected

if TYPE_CHECKING:
    from anthropic import Anthropic

KEY_VARIABLE = "ANTHROPIC_API_KEY"
DEFAULT_MODEL = "claude-haiku-5-5"
BATCH_CALL_SECONDS = 120.0
_VENDOR = "Anthropic"
_THINKING = {"none": "disabled", "between_tools": "between_tools"}
_REFUSED, _CUT_OFF = "refusal", ("max_tokens", "model_context_window_exceeded")
_STATUS_OF = {  # what an error inside a batch would have been as a status
    "invalid_request_error": 400, "authentication_error": 401, "billing_error": 402, "permission_error": 403,
    "not_found_error": 404, "rate_limit_error": 429, "api_error": 500, "timeout_error": 504, "overloaded_error": 529,
}  # fmt: skip


class AnthropicModel:
    """One Claude model; `thinking` is none, between_tools (for those that must have it) or default (its own way)."""

    can_batch = True

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        *,
        key: str,
        base_url: str = "",
        thinking: str = "none",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = f"anthropic:{model}"
        self._model, self._key, self._base_url, self._thinking, self._sleep = model, key, base_url, thinking, sleep
        self._made: Anthropic | None = None
        self._making = threading.Lock()

    def extract(self, ask: Ask, *, within_seconds: float) -> Answer:
        """Return the answer to one question."""
        client = self._client()

        def once(seconds: float) -> Answer:
            with self._translated():
                return _answer(client.with_options(timeout=seconds).messages.create(**self._question(ask)))

        return patiently(once, within_seconds, sleep=self._sleep)

    def submit(self, asks: Mapping[str, Ask]) -> str:
        """Begin a Message Batch and return its id."""
        requests: Any = [{"custom_id": name, "params": self._question(ask)} for name, ask in asks.items()]
        with self._translated():
            batch = self._client().with_options(timeout=BATCH_CALL_SECONDS).messages.batches.create(requests=requests)
        return str(batch.id)

    def collect(self, batch_id: str) -> Collected:
        """Return what became of a Message Batch."""
        batches = self._client().with_options(timeout=BATCH_CALL_SECONDS).messages.batches
        with self._translated(batch_id):
            if batches.retrieve(batch_id).processing_status != "ended":
                return Collected(has_ended=False)
            try:
                results = {row.custom_id: self._result(row.result) for row in batches.results(batch_id)}
            except ValueError as broken:
                raise Retryable(f"{_VENDOR} sent results that cannot be read", where=batch_id) from broken
        return Collected(has_ended=True, results=results)

    def close(self) -> None:
        """Close idle connections."""
        with self._making:
            made, self._made = self._made, None
        if made is not None:
            made.close()

    def _question(self, ask: Ask) -> dict[str, Any]:
        """Return the parameters of messages.create; the mark for the cache stands behind what never changes."""
        system: list[dict[str, Any]] = [{"type": "text", "text": text} for text in ask.prefix]
        system[-1]["cache_control"] = {"type": "ephemeral"}
        return {
            "model": self._model,
            "max_tokens": ask.max_output_tokens,
            "system": system,
            "messages": [{"role": "user", "content": ask.text}],
            "output_config": {"format": {"type": "json_schema", "schema": dict(ask.schema)}},
            **({"thinking": {"type": _THINKING[self._thinking]}} if self._thinking in _THINKING else {}),
        }

    def _result(self, result: Any) -> Answer | JobFinderError:
        """Return one row of a batch: an answer, or why there is none; expired and cancelled rows may be asked again."""
        if result.type == "succeeded":
            return _answer(result.message)
        if result.type != "errored":
            return Retryable(f"{_VENDOR} did not get to this in time ({result.type})", where=self._model)
        error = result.error.error
        status = _STATUS_OF.get(str(error.type), 500)
        return of_status(status, str(error.message), {}, _VENDOR, key_variable=KEY_VARIABLE, model=self._model)

    def _client(self) -> Anthropic:
        with self._making:
            if self._made is None:
                if not self._key:
                    raise Misconfigured("There is no key for Anthropic", where=KEY_VARIABLE, todo="Set it.")
                with sdk_of(_VENDOR):
                    from anthropic import Anthropic
                self._made = Anthropic(api_key=self._key, base_url=self._base_url or None, max_retries=0)
        return self._made

    @contextmanager
    def _translated(self, batch_id: str = "") -> Iterator[None]:
        try:
            yield
        except JobFinderError:
            raise
        except Exception as error:
            if batch_id and getattr(error, "status_code", None) == 404:
                raise Gone(f"{_VENDOR} does not know this batch (any more)", where=batch_id) from error
            words = in_words(error, _VENDOR, key_variable=KEY_VARIABLE, model=self._model)
            if words is None:
                raise
            raise words from error


def _answer(message: Any) -> Answer:
    text = "".join(block.text for block in message.content or () if block.type == "text")
    stop = message.stop_reason
    end = AnswerEnd.REFUSED if stop == _REFUSED else AnswerEnd.CUT_OFF if stop in _CUT_OFF else AnswerEnd.DONE
    usage = message.usage
    details = getattr(usage, "output_tokens_details", None)
    return counted_answer(
        text,
        end,
        input=getattr(usage, "input_tokens", None),
        output=getattr(usage, "output_tokens", None),
        cache_read=getattr(usage, "cache_read_input_tokens", None),
        cache_write=getattr(usage, "cache_creation_input_tokens", None),
        reasoning=getattr(details, "thinking_tokens", None),
    )
