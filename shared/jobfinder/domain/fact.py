"""Facts read from a posting: a value and the quoted span it was read from, or unknown.

Unknown is `None`: it never stands for "no", never rejects, and scores as the middle, not as the worst.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a fact was read: `text` stands at `start` in the listing's `field`.

    `field` is `title`, `company`, `location`, `text`, or `board:<name>` for a structured field of the board's own
    (then `text` is that field's value as the board sent it and `start` is 0).
    """

    field: str
    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value]):
    """One value and its evidence."""

    value: Value
    quote: Quote
