"""Pub/Sub as the use cases see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class Bus(Protocol):
    """Pub/Sub as the use cases see it: a topic and a small JSON message, delivered at least once, unordered."""

    def publish(self, topic: str, messages: Iterable[Mapping[str, str]]) -> None:
        """Send messages. Raises Retryable."""
        ...
