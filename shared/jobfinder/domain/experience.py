"""Years of a skill from dated work: overlapping periods count once, gaps do not count, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jobfinder.domain.person import PersonSkill, WorkPeriod

_DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Experience:
    """How long, in years to one decimal, and until when; `last_used` None means it goes on."""

    years: float
    last_used: date | None


def years_of(periods: Iterable[WorkPeriod], today: date) -> Experience | None:
    """Return the time covered by the periods, each day counted once and none after `today`; None for no time at all."""
    begun = [period for period in periods if period.start < (period.end or today) and period.start < today]
    if not begun:
        return None
    spans = sorted((period.start, min(period.end or today, today)) for period in begun)
    goes_on = any(period.end is None or period.end > today for period in begun)
    last_used = None if goes_on else max(end for _, end in spans)
    return Experience(round(_days_covered(spans) / _DAYS_IN_A_YEAR, 1), last_used)


def _days_covered(spans: list[tuple[date, date]]) -> int:
    """Return the days in the union of spans, given by their start."""
    days, covered_until = 0, date.min
    for start, end in spans:
        days += max(0, (end - max(start, covered_until)).days)
        covered_until = max(covered_until, end)
    return days


def skills_with_years(named: Iterable[PersonSkill], work: Iterable[WorkPeriod], today: date) -> tuple[PersonSkill, ...]:
    """Return the person's skills with years from dated work, the ones named by the person first.

    Years and last use that the person states stay as stated; a skill that no dated work shows keeps None: unknown.
    """
    shown = _experience_by_skill(work, today)
    skills = {skill.name: _completed(skill, shown.get(skill.name)) for skill in named}
    for name, experience in shown.items():
        if name not in skills:
            skills[name] = PersonSkill(name=name, years=experience.years, last_used=experience.last_used)
    return tuple(skills.values())


def _experience_by_skill(work: Iterable[WorkPeriod], today: date) -> Mapping[str, Experience]:
    periods: dict[str, list[WorkPeriod]] = {}
    for period in work:
        for name in period.skills:
            periods.setdefault(name, []).append(period)
    return {name: spent for name, those in periods.items() if (spent := years_of(those, today)) is not None}


def _completed(skill: PersonSkill, shown: Experience | None) -> PersonSkill:
    if shown is None or skill.years is not None:
        return skill
    last_used = skill.last_used or shown.last_used
    return PersonSkill(name=skill.name, years=shown.years, last_used=last_used, weight=skill.weight)
