"""The way to the user's own services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from jobfinder.errors import Misconfigured


class TextForm(StrEnum):
    """How a message is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where messages go; neither `name` nor `id` gives away its address, which is a secret."""

    id: str  # a fingerprint of the address: it stays while the address does
    name: str  # "notify.urls[0] (Discord)"
    form: TextForm  # what it shows best
    most_characters: int  # in one message


class Notifier(Protocol):
    """The way to the user's own services: e-mail, Discord, a webhook, ..."""

    def targets(self) -> Sequence[Target]:
        """Return where messages go, none where nothing is configured. Raises Misconfigured, naming no secret."""
        ...

    def send(self, target: Target, title: str, body: str) -> None:
        """Send one message, written in the target's form. Raises Retryable, in words that hold no secret."""
        ...


class NoNotifier:
    """Nothing is configured: there is nobody to tell."""

    def targets(self) -> Sequence[Target]:
        """Return none."""
        return ()

    def send(self, target: Target, title: str, body: str) -> None:
        """Refuse: there is no such target."""
        raise Misconfigured("There is nowhere to send this", where=target.name, todo="Set notify.urls.")
