"""The profile as a model is shown it, and as its quotes of it are checked: the same text, without name or contact."""

from __future__ import annotations

from collections.abc import Iterator

from jobfinder.domain.extraction.addresses import without_addresses
from jobfinder.domain.extraction.invisible import visible
from jobfinder.domain.ids import stable_id
from jobfinder.domain.person import Person, PersonSkill, Profile, Search, WorkPeriod

MOST_CHARS = 6_000
_MOST_JOBS, _MOST_HIGHLIGHTS, _MOST_SKILLS = 8, 4, 60


def person_text(profile: Profile) -> str:
    """Return the profile as plain text, at most MOST_CHARS; the same profile always gives the same text."""
    return without_addresses(visible("\n".join(_lines(profile))))[:MOST_CHARS]


def profile_hash(profile: Profile) -> str:
    """Return the version of the profile as far as a model sees it."""
    return stable_id("profile", person_text(profile))[:16]


def _lines(profile: Profile) -> Iterator[str]:
    person = profile.person
    wanted = [_wanted(search) for search in profile.searches if search.enabled]
    yield from (line for line in (person.headline, " ".join(person.summary.split())) if line)
    yield from (f"Looks for: {each}" for each in wanted if each)
    if person.skills:
        yield "Skills: " + ", ".join(_skill(skill) for skill in person.skills[:_MOST_SKILLS])
    yield from _work(person)
    if person.education:
        yield "Education: " + "; ".join(person.education)
    if person.languages:
        yield "Languages: " + ", ".join(person.languages)


def _wanted(search: Search) -> str:
    return ", ".join(search.titles)


def _skill(skill: PersonSkill) -> str:
    return skill.name if skill.years is None else f"{skill.name} ({skill.years:g} years)"


def _work(person: Person) -> Iterator[str]:
    for period in sorted(person.work, key=lambda each: each.start, reverse=True)[:_MOST_JOBS]:
        yield _job(period)
        yield from (f"- {' '.join(each.split())}" for each in period.highlights[:_MOST_HIGHLIGHTS])


def _job(period: WorkPeriod) -> str:
    until = f"{period.end:%Y-%m}" if period.end else "now"
    skills = f": {', '.join(period.skills)}" if period.skills else ""
    return (
        f"{period.title}{f' at {period.company}' if period.company else ''} ({period.start:%Y-%m} to {until}){skills}"
    )
