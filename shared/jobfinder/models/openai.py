"""OpenAI by Chat Completions, and every server that speaks it (Ollama, vLLM, LiteLLM); batches where they are offered.

https://developers.openai.com/api/reference/resources/chat, .../docs/guides/batch. The SDK loads at first use.
"""

from __future__ import annotations

import json
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from jobfinder import log
from jobfinder.domain.ids import stable_id
from jobfinder.errors import Gone, JobFinderError, Misconfigured, Retryable
from jobfinder.models.counting import counted_answer
from jobfinder.models.failures import in_words, of_status, sdk_of
from jobfinder.models.patience import patiently
from jobfinder.ports import Answer, AnswerEnd, Ask, Collected

if TYPE_CHECKING:
    from openai import OpenAI

KEY_VARIABLE = "OPENAI_API_KEY"
DEFAULT_MODEL = "gpt-6-luna"
BATCH_CALL_SECONDS = 120.0
STRUCTURES = ("json_schema", "json_object", "none")
_LOGIN = re.compile(r"//[^/@]*@")
_NO_KEY = "none"  # the SDK demands one; servers without keys ignore it
_COMPLETIONS: Literal["/v1/chat/completions"] = "/v1/chat/completions"
_FAILED, _ENDED = ("failed", "cancelled"), ("completed", "expired")


class OpenAIModel:
    """One model behind Chat Completions.

    With a `base_url` it is any compatible server: no key is demanded, and nothing is sent that only OpenAI knows.
    `structure` says how the form is asked for: `json_schema` (strict), `json_object`, or `none` (by words alone).
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        *,
        key: str = "",
        base_url: str = "",
        structure: str = STRUCTURES[0],
        thinking: str = "none",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = f"openai:{model}"
        self.can_batch = not base_url
        self._model, self._key, self._base_url, self._structure = model, key, base_url, structure
        self._thinking, self._sleep = thinking, sleep
        self._vendor = f"The server at {_LOGIN.sub('//', base_url)}" if base_url else "OpenAI"
        self._made: OpenAI | None = None
        self._making = threading.Lock()

    def extract(self, ask: Ask, *, within_seconds: float) -> Answer:
        """Return the answer to one question."""
        client = self._client()

        def once(seconds: float) -> Answer:
            with self._translated():
                return self._answer(
                    client.with_options(timeout=seconds).chat.completions.create(**self._question(ask)).model_dump()
                )

        return patiently(once, within_seconds, sleep=self._sleep)

    def submit(self, asks: Mapping[str, Ask]) -> str:
        """Upload the questions as a file, begin a batch with it and return the batch's id."""
        rows = (
            {"custom_id": name, "method": "POST", "url": _COMPLETIONS, "body": self._question(ask)}
            for name, ask in asks.items()
        )
        body = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        client = self._client().with_options(timeout=BATCH_CALL_SECONDS)
        with self._translated():
            file = client.files.create(file=("questions.jsonl", body), purpose="batch")
            batch = client.batches.create(completion_window="24h", endpoint=_COMPLETIONS, input_file_id=file.id)
        return batch.id

    def collect(self, batch_id: str) -> Collected:
        """Return what became of a batch; what an expired one did not get to is simply not among its results."""
        client = self._client().with_options(timeout=BATCH_CALL_SECONDS)
        with self._translated(batch_id):
            batch = client.batches.retrieve(batch_id)
            if batch.status in _FAILED:
                raise Gone(f"{self._vendor} gave this batch up ({batch.status})", where=batch_id)
            if batch.status not in _ENDED:
                return Collected(has_ended=False)
            files = [each for each in (batch.output_file_id, batch.error_file_id) if each]
            # not splitlines(), which also breaks a line at characters that JSON leaves as they are
            lines = [line for file in files for line in client.files.content(file).text.split("\n") if line.strip()]
        return Collected(has_ended=True, results=dict(row for row in map(self._row, lines) if row))

    def close(self) -> None:
        """Close idle connections."""
        with self._making:
            made, self._made = self._made, None
        if made is not None:
            made.close()

    def _question(self, ask: Ask) -> dict[str, Any]:
        """Return the parameters of chat.completions.create."""
        system = "\n\n".join(ask.prefix)
        if self._structure != "json_schema":
            system += f"\n\nAnswer with one JSON object of this JSON schema and nothing else:\n{json.dumps(ask.schema)}"
        return {
            "model": self._model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": ask.text}],
            **self._format(ask),
            **(self._compatible(ask) if self._base_url else self._official(ask)),
        }

    def _format(self, ask: Ask) -> dict[str, Any]:
        if self._structure == "none":
            return {}
        if self._structure == "json_object":
            return {"response_format": {"type": "json_object"}}
        form = {"name": "reading", "strict": True, "schema": dict(ask.schema)}
        return {"response_format": {"type": "json_schema", "json_schema": form}}

    def _official(self, ask: Ask) -> dict[str, Any]:
        """Return what only OpenAI itself knows; the cache key leads questions with one prefix to one cache."""
        return {
            "max_completion_tokens": ask.max_output_tokens,
            "prompt_cache_key": stable_id(*ask.prefix)[:32],
            **({} if self._thinking == "default" else {"reasoning_effort": "none"}),
        }

    def _compatible(self, ask: Ask) -> dict[str, Any]:
        return {"max_tokens": ask.max_output_tokens, "temperature": 0}

    def _row(self, line: str) -> tuple[str, Answer | JobFinderError] | None:
        """Return one line of a batch's results: the question's name, and its answer or why there is none.

        A line that cannot be read costs no other: its question stays unanswered.
        """
        try:
            row = json.loads(line)
            name, response, error = str(row["custom_id"]), row.get("response") or {}, row.get("error")
        except (ValueError, KeyError, TypeError, AttributeError):
            log.event(f"{self._vendor} sent a batch result that cannot be read", logging.WARNING, size=len(line))
            return None
        status, body = response.get("status_code", 0), response.get("body") or {}
        if status == 200:
            return name, self._answer(body)
        if error or not status:
            return name, Retryable(f"{self._vendor} did not get to this in time", where=self._model)
        return name, of_status(status, str(body), {}, self._vendor, key_variable=KEY_VARIABLE, model=self._model)

    def _answer(self, body: Mapping[str, Any]) -> Answer:
        choices = body.get("choices") or [{}]
        message, reason = choices[0].get("message") or {}, choices[0].get("finish_reason")
        refused = bool(message.get("refusal")) or reason == "content_filter"
        end = AnswerEnd.REFUSED if refused else AnswerEnd.CUT_OFF if reason == "length" else AnswerEnd.DONE
        text = message.get("content")
        return counted_answer(text if isinstance(text, str) else "", end, **_counts(body.get("usage") or {}))

    def _client(self) -> OpenAI:
        with self._making:
            if self._made is None:
                if not self._key and not self._base_url:
                    raise Misconfigured("There is no key for OpenAI", where=KEY_VARIABLE, todo="Set it.")
                with sdk_of("OpenAI"):
                    from openai import OpenAI
                key, url = self._key or _NO_KEY, self._base_url or None
                self._made = OpenAI(api_key=key, base_url=url, max_retries=0)
        return self._made

    @contextmanager
    def _translated(self, batch_id: str = "") -> Iterator[None]:
        try:
            yield
        except JobFinderError:
            raise
        except Exception as error:
            if batch_id and getattr(error, "status_code", None) == 404:
                raise Gone(f"{self._vendor} does not know this batch (any more)", where=batch_id) from error
            words = in_words(error, self._vendor, key_variable=KEY_VARIABLE, model=self._model)
            if words is None:
                raise
            raise words from error


def _counts(usage: Mapping[str, Any]) -> dict[str, Any]:
    """Return the counts; OpenAI counts cached ones among those of the prompt, servers without a cache name none."""
    prompt, details = usage.get("prompt_tokens"), usage.get("prompt_tokens_details") or {}
    read, written = details.get("cached_tokens"), details.get("cache_write_tokens")
    cached = sum(each for each in (read, written) if isinstance(each, int))
    return {
        "input": max(prompt - cached, 0) if isinstance(prompt, int) and prompt >= 0 else prompt,
        "output": usage.get("completion_tokens"),
        "cache_read": read,
        "cache_write": written,
        "reasoning": (usage.get("completion_tokens_details") or {}).get("reasoning_tokens"),
    }
