"""Reads a vendor's count of tokens: what cannot be a count is told apart from a count of nothing."""

from __future__ import annotations

from typing import Any

from jobfinder.domain.usage import Tokens
from jobfinder.ports import Answer, AnswerEnd

_MOST_TOKENS = 100_000_000  # no context is as long


def counted_answer(text: str, end: AnswerEnd, **counts: Any) -> Answer:
    """Return the answer with its tokens by their names in `Tokens`; None is none.

    It is counted where all are whole numbers, something was read, and a text did not come out of nothing.
    """
    whole = {name: 0 if value is None else value for name, value in counts.items()}
    sound = {name: value if _is_count(value) else 0 for name, value in whole.items()}
    tokens = Tokens(**sound)
    read = tokens.input + tokens.cache_read + tokens.cache_write
    is_counted = sound == whole and read > 0 and (tokens.output > 0 or not text)
    return Answer(text=text, tokens=tokens, end=end, is_counted=is_counted)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS
