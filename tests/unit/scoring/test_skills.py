from datetime import date

import pytest

from jobfinder.domain.facts import Emphasis, Facts
from jobfinder.domain.person import PersonSkill
from jobfinder.domain.scoring.skills import NEAR_COUNTS, own_skills, skill_fit, strength
from tests.unit.policy.build import asks

TODAY = date(2026, 3, 2)
R, P, M = Emphasis.REQUIRED, Emphasis.PREFERRED, Emphasis.MENTIONED


def own(*skills, overrides=()):
    return own_skills(tuple(PersonSkill(name=s) if isinstance(s, str) else s for s in skills), overrides, TODAY)


def fit(skills, *have, **kwargs):
    return skill_fit(Facts(skills=skills), own(*have, **kwargs))


def test_all_asked_and_all_of_the_persons_best_is_the_whole_share():
    assert fit(asks(Python=R, Go=M), "Python", "Go").share.value == pytest.approx(1.0)


def test_nothing_asked_that_the_person_has_is_nothing():
    assert fit(asks(Cobol=R), "Python").share.value == 0


@pytest.mark.parametrize("skills", [(), asks(Python=R)])
def test_unknown_skills_on_either_side_give_the_middle(skills):
    assert fit(skills, *(["Python"] if not skills else [])).share.value == 0.5


def test_a_required_skill_counts_more_than_a_preferred_one_and_that_more_than_a_mentioned_one():
    shares = [fit(asks(Python=how, Cobol=R), "Python").share.value for how in (R, P, M)]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 3


def test_matched_near_missing_and_unwanted_skills_are_told_apart():
    result = fit(
        asks(Cobol=M, PostgreSQL=R, PHP=P, Python=R, Fortran=R),
        "Python",
        "MySQL",
        PersonSkill(name="PHP", weight=0),
    )
    assert result.matched == ("Python",)
    assert result.near == ("PostgreSQL",)
    assert result.missing == ("Fortran", "Cobol")  # the required one first
    assert result.required_missing == ("Fortran",)
    assert result.unwanted == ("PHP",)
    assert "1 of 5 skills are yours (Python)" in result.share.why


def test_a_near_skill_gives_part_of_what_the_skill_itself_gives():
    none, near, same = (fit(asks(PostgreSQL=R), mine).share.value for mine in ("Python", "MySQL", "PostgreSQL"))
    assert none < near < same
    assert near == pytest.approx(NEAR_COUNTS * 2 / 3)


def test_years_saturate_and_disuse_decays():
    def worth(years, last_used=None):
        return strength(PersonSkill(name="x", years=years, last_used=last_used), TODAY)

    assert worth(0) < worth(1) < worth(4) < worth(6) == worth(20)
    assert worth(None) == worth(2)
    assert worth(6, date(2020, 3, 2)) == pytest.approx(0.5, abs=0.01)
    assert worth(6, date(2026, 2, 1)) > worth(6, date(2024, 1, 1)) > worth(6, date(2010, 1, 1)) > 0
    assert worth(6, date(2030, 1, 1)) == worth(6)


def test_a_skill_the_person_wants_to_use_more_gives_more():
    def with_weight(weight):
        have = (PersonSkill(name="Python", weight=weight), *(PersonSkill(name=f"Skill {n}") for n in range(6)))
        return fit(asks(Python=R, Cobol=R), *have).share.value

    assert with_weight(0.5) < with_weight(1) < with_weight(3)


def test_a_search_overrides_the_weight_and_keeps_the_years():
    mine = PersonSkill(name="Python", years=6, last_used=date(2020, 1, 1))
    overridden = own(mine, overrides=(PersonSkill(name="python", weight=2),)).by_name["python"]
    assert overridden.weight == 2
    assert overridden.worth == pytest.approx(2 * strength(mine, TODAY))


def test_the_same_skill_in_another_spelling_is_one_skill():
    assert fit(asks(JavaScript=R), "js").matched == ("JavaScript",)


def test_a_skill_read_twice_counts_once_with_its_strongest_emphasis():
    twice = (*asks(Python=M), *asks(Python=R), *asks(Cobol=R))
    assert fit(twice, "Python").share == fit(asks(Python=R, Cobol=R), "Python").share
