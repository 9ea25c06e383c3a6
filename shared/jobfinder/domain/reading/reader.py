"""Reads all facts of a posting; each reader stands in its own module and looks at the posting by itself."""

from __future__ import annotations

from jobfinder.domain.facts import Facts
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.employment import read_employment
from jobfinder.domain.reading.language import read_languages, read_written_in
from jobfinder.domain.reading.level import read_level
from jobfinder.domain.reading.pay import read_pay
from jobfinder.domain.reading.permits import read_clearance, read_visa
from jobfinder.domain.reading.places import read_eligibility, read_places
from jobfinder.domain.reading.role import read_role
from jobfinder.domain.reading.skills import read_skills
from jobfinder.domain.reading.work_mode import read_work_mode
from jobfinder.domain.reading.years import read_years
from jobfinder.domain.reading.zones import read_utc_offsets


def read_posting(posting: Posting) -> Facts:
    """Return all facts of a posting whose `text` is clean text; what was not found is unknown, nothing is raised.

    The place is read before the pay, because "$" is another currency in Toronto than in Boston.
    """
    work_mode = read_work_mode(posting)
    places = read_places(posting, work_mode.value if work_mode else None)
    eligibility = read_eligibility(posting, work_mode.value if work_mode else None)
    countries = {fact.value.country for fact in places or eligibility}
    return Facts(
        level=read_level(posting),
        role=read_role(posting),
        skills=read_skills(posting),
        pay=read_pay(posting, countries.pop() if len(countries) == 1 else ""),
        places=places,
        eligibility=eligibility,
        work_mode=work_mode,
        years=read_years(posting),
        employment=read_employment(posting),
        languages=read_languages(posting),
        written_in=read_written_in(posting),
        visa=read_visa(posting),
        clearance=read_clearance(posting),
        utc_offsets=read_utc_offsets(posting),
    )
