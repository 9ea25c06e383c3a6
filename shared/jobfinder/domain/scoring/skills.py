"""The skills part: what of the asked skills the person has, and how much of what they want to use the job would use.

Two thirds by what the posting asks (required counts four times as much as merely mentioned), one third by what the
person wants (their weight, years and recency). Having a skill or not decides the first, how well decides the second, so
that one more required skill which the person has never lowers the score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jobfinder.domain.facts import Emphasis, Facts
from jobfinder.domain.names import skill_key
from jobfinder.domain.person import PersonSkill
from jobfinder.domain.scoring.share import Share, middle
from jobfinder.domain.skills import related

ASKED_COUNTS = 2 / 3
EMPHASIS = {Emphasis.REQUIRED: 4.0, Emphasis.PREFERRED: 2.0, Emphasis.MENTIONED: 1.0}
NEAR_COUNTS = 0.4  # of a skill that is asked for, where the person has a related one
FULL_YEARS = 6.0  # more years of a skill add nothing
UNKNOWN_YEARS = 2.0
NO_YEARS_COUNT = 0.4
HALF_LIFE_YEARS = 6.0  # of a skill no longer used
BEST_SKILLS = 5  # a job that uses this many of the person's best skills uses enough of them
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class OwnSkill:
    """A skill of the person: `worth` is how much they want to use it times how well they have it."""

    name: str
    weight: float
    worth: float


@dataclass(frozen=True, slots=True)
class OwnSkills:
    """The person's skills by folded name, and what using the best of them is worth."""

    by_name: Mapping[str, OwnSkill]
    best: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillFit:
    """What of the asked skills the person has, each in the order of how strongly it is asked for."""

    share: Share
    matched: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()  # the person has it and wants never to use it again
    required_missing: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def own_skills(skills: tuple[PersonSkill, ...], overrides: tuple[PersonSkill, ...], today: date) -> OwnSkills:
    """Return the person's skills as one search sees them; an override without years keeps those of the person's own."""
    merged = {skill_key(skill.name): skill for skill in skills}
    for skill in overrides:
        known = merged.get(skill_key(skill.name))
        years = skill.years if skill.years is not None or known is None else known.years
        last_used = skill.last_used or (known.last_used if known else None)
        merged[skill_key(skill.name)] = PersonSkill(
            name=skill.name, years=years, last_used=last_used, weight=skill.weight
        )
    own = {key: OwnSkill(s.name, s.weight, s.weight * strength(s, today)) for key, s in merged.items()}
    worths = sorted((skill.worth for skill in own.values()), reverse=True)
    return OwnSkills(own, sum(worths[:BEST_SKILLS]))


def strength(skill: PersonSkill, today: date) -> float:
    """Return how well a skill is had, 0 to 1: years up to six count, disuse halves it every six years."""
    years = UNKNOWN_YEARS if skill.years is None else skill.years
    grown = NO_YEARS_COUNT + (1 - NO_YEARS_COUNT) * min(1.0, max(0.0, years) / FULL_YEARS)
    idle = max(0.0, (today - skill.last_used).days / 365.25) if skill.last_used else 0.0
    return float(grown * 0.5 ** (idle / HALF_LIFE_YEARS))


def skill_fit(facts: Facts, own: OwnSkills) -> SkillFit:
    """Return what of the posting's skills the person has; half the points where either side's skills are unknown."""
    asked = _strongest(facts)
    if not asked or not own.best:
        unread = "no skills could be read from the posting" if own.by_name else "your profile names no skills"
        return SkillFit(share=middle(f"Unknown: {unread}."))
    sorted_asked = sorted(asked.items(), key=lambda pair: -EMPHASIS[pair[1]])
    kinds = {name: _kind(name, own) for name, _ in sorted_asked}
    of_kind = {kind: tuple(n for n in kinds if kinds[n] == kind) for kind in ("matched", "near", "missing", "unwanted")}
    covered = sum(EMPHASIS[how] * _COUNTS[kinds[name]] for name, how in asked.items()) / sum(
        EMPHASIS[how] for how in asked.values()
    )
    used = min(1.0, sum(own.by_name[skill_key(name)].worth for name in of_kind["matched"]) / own.best)
    share = Share(ASKED_COUNTS * covered + (1 - ASKED_COUNTS) * used, _why(of_kind, len(asked)))
    required = tuple(n for n in of_kind["missing"] if asked[n] is Emphasis.REQUIRED)
    return SkillFit(share=share, required_missing=required, **of_kind)


_COUNTS = {"matched": 1.0, "near": NEAR_COUNTS, "missing": 0.0, "unwanted": 0.0}


def _strongest(facts: Facts) -> dict[str, Emphasis]:
    """Return each skill once, with the strongest emphasis it was read with."""
    asked: dict[str, Emphasis] = {}
    for fact in facts.skills:
        name, emphasis = fact.value.name, fact.value.emphasis
        if name not in asked or EMPHASIS[emphasis] > EMPHASIS[asked[name]]:
            asked[name] = emphasis
    return asked


def _kind(name: str, own: OwnSkills) -> str:
    skill = own.by_name.get(skill_key(name))
    if skill:
        return "matched" if skill.weight > 0 else "unwanted"
    near = (own.by_name.get(other) for other in _near(name))
    return "near" if any(other and other.weight > 0 for other in near) else "missing"


@lru_cache(maxsize=2048)
def _near(name: str) -> tuple[str, ...]:
    return tuple(skill_key(other) for other in related(name))


def _why(of_kind: Mapping[str, tuple[str, ...]], asked: int) -> str:
    matched = of_kind["matched"]
    told = [f"{len(matched)} of {asked} skills are yours" + (f" ({_some(matched)})" if matched else "")]
    for kind, words in (("near", "you have a near one of"), ("missing", "missing"), ("unwanted", "you want to leave")):
        if of_kind[kind]:
            told.append(f"{words} {_some(of_kind[kind])}")
    return "; ".join(told) + "."


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_SHOWN])} and {more} more"
