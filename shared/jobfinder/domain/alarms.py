"""An alarm: something that a person has to know of and can do something about, told once for as long as it lasts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that went wrong, in words; none of them holds a secret.

    `key` names the episode: the same key is the same news, and is told once. A new episode has a new key.
    """

    key: str  # "source greenhouse:acme: cliff since 2026-11-24T06:00:00"
    title: str  # one line: what is wrong with what
    body: str  # what was expected, what came, since when
    todo: str  # what to do about it, with the command
