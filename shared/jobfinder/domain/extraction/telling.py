"""Says in a decision what came from where: every part its reading, and the model's words or why there are none."""

from __future__ import annotations

from dataclasses import replace

from jobfinder.domain.extraction.reading import BOTH, LOCAL, MODEL, ModelReading
from jobfinder.domain.facts import Facts
from jobfinder.domain.match import Decision, Part

# Which facts each part of the score is made of; the others come from the board.
_FACTS_OF = {
    "skills": ("skills",),
    "level": ("level", "role", "years"),
    "place": ("work_mode", "places", "eligibility"),
    "pay": ("pay",),
}


def told(decision: Decision, local: Facts, merged: Facts, reading: ModelReading) -> Decision:
    """Return the decision with each part's reading, and with the model's strengths, concerns and flags added.

    `local` and `merged` are the facts before and after merging.
    """
    flags = tuple(f"Beware: {flag}." for flag in reading.flags)
    declined = (f"Read without a model: {reading.declined}.",) if reading.declined else ()
    return replace(
        decision,
        parts=tuple(replace(part, read_by=_read_by(part, local, merged, reading)) for part in decision.parts),
        strengths=_joined(decision.strengths, reading.strengths),
        concerns=_joined((*flags, *decision.concerns), (*reading.concerns, *declined)),
    )


def _read_by(part: Part, local: Facts, merged: Facts, reading: ModelReading) -> str:
    names = [name for name in _FACTS_OF.get(part.name, ()) if getattr(merged, name)]
    if not any(name in reading.fields for name in names):
        return LOCAL
    return BOTH if any(getattr(local, name) for name in names) else MODEL


def _joined(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ours, *theirs)))
