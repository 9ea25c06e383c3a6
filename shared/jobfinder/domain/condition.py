"""The condition of a source: healthy, degraded or quarantined, and the episode of trouble it is in, if any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HealthState(StrEnum):
    """How far a source can be relied on; see docs/health.md for what leads from one to another."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"  # it is read as ever, but something is wrong with what comes
    QUARANTINED = "quarantined"  # it gave nothing so often that it is only tried now and then


class Symptom(StrEnum):
    """What is wrong with a source."""

    ZERO = "zero"  # no postings at all
    CLIFF = "cliff"  # far fewer postings than usual
    BROKEN = "broken"  # far more rows than usual that cannot be read
    LACKING = "lacking"  # a field that most postings had is missing from them
    PARTLY = "partly"  # answers, but not all of the board
    FAILING = "failing"  # no usable answer, or none at all
    GONE = "gone"  # the board does not exist any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong with one run: what was expected and what came, both in words for a person."""

    symptom: Symptom
    expected: str
    came: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """The time from the first run with trouble to the first without; `told` are the symptoms a person was told of."""

    symptom: Symptom
    since: datetime
    expected: str = ""
    came: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a source stands after its last run.

    `level_since` is when a lasting change of what it yields was taken for its new level: what came before says nothing
    about what to expect.
    """

    state: HealthState = HealthState.HEALTHY
    since: datetime | None = None  # when it came into this state, None where it never was in another
    episode: Episode | None = None
    trials: int = 0  # in quarantine: how many have failed
    level_since: datetime | None = None
