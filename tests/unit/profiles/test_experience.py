from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.experience import Experience, skills_with_years, years_of
from jobfinder.domain.person import PersonSkill, WorkPeriod

TODAY = date(2026, 1, 1)


def work(start: date, end: date | None, *skills: str) -> WorkPeriod:
    return WorkPeriod(title="Engineer", start=start, end=end, skills=skills)


def test_overlapping_jobs_count_once() -> None:
    both = [work(date(2020, 1, 1), date(2022, 1, 1)), work(date(2021, 1, 1), date(2023, 1, 1))]
    assert years_of(both, TODAY) == Experience(3.0, date(2023, 1, 1))


def test_one_job_inside_another_adds_nothing() -> None:
    inside = [work(date(2020, 1, 1), date(2024, 1, 1)), work(date(2021, 1, 1), date(2022, 1, 1))]
    assert years_of(inside, TODAY) == Experience(4.0, date(2024, 1, 1))


def test_a_gap_does_not_count() -> None:
    apart = [work(date(2020, 1, 1), date(2021, 1, 1)), work(date(2023, 1, 1), date(2024, 1, 1))]
    assert years_of(apart, TODAY) == Experience(2.0, date(2024, 1, 1))


def test_work_that_goes_on_counts_until_today() -> None:
    assert years_of([work(date(2024, 1, 1), None)], TODAY) == Experience(2.0, None)


def test_work_that_begins_tomorrow_is_no_experience() -> None:
    assert years_of([work(date(2027, 1, 1), None)], TODAY) is None
    assert years_of([], TODAY) is None


def test_years_belong_to_the_skills_that_the_work_names() -> None:
    jobs = [work(date(2024, 1, 1), None, "Go"), work(date(2022, 1, 1), date(2024, 1, 1), "Go", "Perl")]
    assert skills_with_years([PersonSkill(name="Docker", weight=2)], jobs, TODAY) == (
        PersonSkill(name="Docker", weight=2),
        PersonSkill(name="Go", years=4.0),
        PersonSkill(name="Perl", years=2.0, last_used=date(2024, 1, 1)),
    )


def test_what_the_person_says_wins_over_the_dates() -> None:
    said = PersonSkill(name="Go", years=9, weight=3)
    assert skills_with_years([said], [work(date(2024, 1, 1), None, "Go")], TODAY) == (said,)


DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@given(st.lists(st.tuples(DAYS, st.integers(0, 4000) | st.none()), max_size=6))
def test_years_never_exceed_the_days_covered(spans: list[tuple[date, int | None]]) -> None:
    jobs = [work(start, start + timedelta(days) if days is not None else None) for start, days in spans]
    covered = {
        day.toordinal() + offset
        for job in jobs
        for day in [job.start]
        for offset in range(max(0, (min(job.end or TODAY, TODAY) - job.start).days))
    }
    spent = years_of(jobs, TODAY)
    assert abs((spent.years if spent else 0) - len(covered) / 365.25) <= 0.051
