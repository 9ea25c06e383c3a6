"""The search a person begins with, derived from what they have done; every choice is told, to be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jobfinder.domain.experience import years_of
from jobfinder.domain.facts import Level, Place
from jobfinder.domain.money import local_currency
from jobfinder.domain.person import Person, Policy, Search
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.level import read_level

# Levels that a person of one level would take, the level itself first.
_AROUND = {
    Level.INTERN: (Level.INTERN, Level.ENTRY, Level.JUNIOR),
    Level.ENTRY: (Level.ENTRY, Level.JUNIOR),
    Level.JUNIOR: (Level.JUNIOR, Level.ENTRY, Level.MID),
    Level.MID: (Level.MID, Level.SENIOR),
    Level.SENIOR: (Level.SENIOR, Level.MID, Level.LEAD, Level.STAFF),
    Level.LEAD: (Level.LEAD, Level.SENIOR, Level.STAFF, Level.MANAGER),
    Level.STAFF: (Level.STAFF, Level.SENIOR, Level.LEAD, Level.PRINCIPAL),
    Level.PRINCIPAL: (Level.PRINCIPAL, Level.STAFF, Level.LEAD),
    Level.MANAGER: (Level.MANAGER, Level.LEAD, Level.DIRECTOR),
    Level.DIRECTOR: (Level.DIRECTOR, Level.MANAGER, Level.EXECUTIVE),
    Level.EXECUTIVE: (Level.EXECUTIVE, Level.DIRECTOR),
}
_BEGINNERS = (Level.INTERN, Level.ENTRY)  # nobody looks again for the internship they began with
_SENIOR_YEARS, _MID_YEARS = 5.0, 2.0
_MOST_TITLES = 4


def default_search(person: Person, today: date) -> Search:
    """Return a search for what the person has been doing: last titles, level, where they live, languages they speak."""
    level = level_of(person, today)
    country = person.place.country
    policy = Policy(
        places=(replace(person.place, region=""),)
        if person.place.city
        else (Place(country=country),)
        if country
        else (),
        pay_currency=local_currency(country) or "USD",
        languages=person.languages,
        max_age_days=60,
    )
    return Search(name="main", titles=_titles(person, level), levels=_AROUND[level] if level else (), policy=policy)


def level_of(person: Person, today: date) -> Level | None:
    """Return the person's level: what the last title says, else by years of dated work; None where nothing tells."""
    if person.work:
        said = _level_in(person.work[0].title)
        if said is not None:
            return said
    spent = years_of(person.work, today)
    if spent is None:
        return _level_in(person.headline)
    if spent.years >= _SENIOR_YEARS:
        return Level.SENIOR
    return Level.MID if spent.years >= _MID_YEARS else Level.JUNIOR


def _level_in(title: str) -> Level | None:
    fact = read_level(Posting(native_id="", title=title, company="", url=""))
    return fact.value if fact is not None else None


def _titles(person: Person, level: Level | None) -> tuple[str, ...]:
    """Return the titles of the last jobs and the headline, without doubles, and without what is outgrown."""
    titled = [job.title for job in person.work if job.title != "(untitled)"]
    wanted = _AROUND[level] if level else ()
    said = [title for title in titled if _level_in(title) not in _BEGINNERS or _level_in(title) in wanted]
    said = said[:_MOST_TITLES]
    if person.headline and len(person.headline.split()) <= 5:
        said.append(person.headline)
    titles: dict[str, str] = {}
    for title in said:
        titles.setdefault(title.casefold(), title)
    return tuple(titles.values())
