from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.decide import decide, match_of
from jobfinder.domain.facts import Emphasis, Facts, Level, Place, SkillAsk, WorkMode, Years
from jobfinder.domain.person import Person, PersonSkill, Policy, Profile, Search, Strictness, Weights
from jobfinder.domain.posting import Pay
from jobfinder.domain.scoring import FAR_LEVEL_MOST, PARTS, WRONG_ROLE_MOST, score, score_now, total
from tests.unit.policy.build import NOW, asks, fact, listing

SKILLS = ("Python", "Go", "Kubernetes", "PostgreSQL", "Kafka", "Rust", "React", "PHP")
BERLIN = Place("Berlin", "", "DE")
ME = Person(
    place=BERLIN,
    skills=tuple(PersonSkill(name=name, years=years) for name, years in zip(SKILLS[:5], (8, 4, 3, 6, 1), strict=True)),
)
SEARCH = Search(
    name="backend",
    titles=("Backend Engineer",),
    levels=(Level.SENIOR,),
    pay_target=90000,
    policy=Policy(pay_currency="EUR", places=(BERLIN,)),
    preferred_companies=("Acme",),
)
PERFECT = Facts(
    level=fact(Level.SENIOR),
    role=fact("software_engineering"),
    skills=asks(**dict.fromkeys(SKILLS[:5], Emphasis.REQUIRED)),
    pay=fact(Pay(95000, 110000, "EUR", "year")),
    places=(fact(BERLIN),),
    work_mode=fact(WorkMode.HYBRID),
)
FRESH = listing(title="Senior Backend Engineer", posted_at=NOW - timedelta(hours=5))


def points(facts=PERFECT, one=FRESH, search=SEARCH, person=ME):
    return total(score(facts, one, search, person, NOW))


def test_a_perfect_posting_gets_all_points():
    assert points() == 100


def test_a_posting_of_which_nothing_is_known_gets_about_the_middle_of_every_part():
    parts = score(Facts(), listing(title="", company=""), SEARCH, ME, NOW)
    assert all(part.most * 0.4 <= part.points <= part.most * 0.6 for part in parts)
    assert all("nknown" in part.why or "Not one you named" in part.why for part in parts)


def test_a_good_posting_is_below_a_perfect_one_and_above_a_middling_one():
    good = replace(PERFECT, skills=asks(Python=Emphasis.REQUIRED, Go=Emphasis.REQUIRED, Rust=Emphasis.PREFERRED))
    middling = replace(
        good, level=fact(Level.MID), pay=None, skills=asks(Python=Emphasis.MENTIONED, Rust=Emphasis.REQUIRED)
    )
    assert 100 > points(good) >= 80 > 70 > points(middling) > 40


def test_a_senior_job_does_not_reach_a_juniors_threshold_however_well_all_else_fits():
    junior = replace(SEARCH, levels=(Level.JUNIOR,))
    assert points(search=junior) <= FAR_LEVEL_MOST < 70
    assert points(replace(PERFECT, level=fact(Level.MID)), search=junior) > FAR_LEVEL_MOST


def test_a_marketing_job_does_not_reach_a_software_threshold_however_well_all_else_fits():
    marketing = listing(title="Senior Marketing Manager", posted_at=NOW)
    parts = score(replace(PERFECT, role=fact("marketing")), marketing, SEARCH, ME, NOW)
    assert total(parts) <= WRONG_ROLE_MOST < 70
    assert any("Held back by" in part.why for part in parts)


def test_a_deal_breaker_holds_whatever_the_weights():
    marketing = replace(PERFECT, role=fact("marketing"))
    for weights in (
        Weights(skills=0, level=5, place=50, pay=25, freshness=10, company=10),
        Weights(skills=20, level=5, place=20, pay=10, freshness=40, company=5),
    ):
        assert points(marketing, search=replace(SEARCH, weights=weights)) <= WRONG_ROLE_MOST


def test_the_levels_of_the_rule_count_where_the_search_names_none_unless_the_rule_is_off():
    policy = replace(SEARCH.policy, levels=(Level.SENIOR,))
    by_rule = replace(SEARCH, levels=(), policy=policy)
    off = replace(by_rule, policy=replace(policy, strictness={"levels": Strictness.OFF}))
    junior = replace(PERFECT, level=fact(Level.JUNIOR))
    assert points(junior, search=by_rule) <= FAR_LEVEL_MOST
    assert points(junior, search=off) == 100


def test_the_whole_scale_is_used():
    scores = [
        points(
            replace(
                PERFECT,
                skills=asks(**dict.fromkeys((*SKILLS[:have], *SKILLS[5 : 5 + lack]), Emphasis.REQUIRED)),
                level=fact(level),
                pay=fact(Pay(pay, pay, "EUR", "year")),
            ),
            replace(FRESH, posting=replace(FRESH.posting, posted_at=NOW - timedelta(days=age))),
        )
        for have in (0, 1, 3, 5)
        for lack in (0, 1, 3)
        if have + lack
        for level in (Level.SENIOR, Level.MID, Level.INTERN)
        for pay in (40000, 70000, 95000)
        for age in (0, 15, 40)
    ]
    assert len({value // 10 for value in scores}) >= 8
    assert sum(value == 100 for value in scores) / len(scores) < 0.05


# -- properties -------------------------------------------------------------------------------------------------------

emphases = st.sampled_from(Emphasis)
asked = st.lists(st.tuples(st.sampled_from(SKILLS), emphases), max_size=8)
pays = st.none() | st.builds(
    lambda low, width, currency, period: Pay(low, low + width, currency, period),
    st.integers(1, 200000),
    st.integers(0, 50000),
    st.sampled_from(["EUR", "USD"]),
    st.sampled_from(["year", "month", "hour"]),
)
all_facts = st.builds(
    lambda skills, level, role, pay, place, mode, years: Facts(
        skills=tuple(fact(SkillAsk(*ask)) for ask in skills),
        level=fact(level) if level else None,
        role=fact(role) if role else None,
        pay=fact(pay) if pay else None,
        places=(fact(place),) if place else (),
        work_mode=fact(mode) if mode else None,
        years=fact(Years(years)) if years else None,
    ),
    asked,
    st.none() | st.sampled_from(Level),
    st.none() | st.sampled_from(["software_engineering", "marketing", "data"]),
    pays,
    st.none() | st.sampled_from([BERLIN, Place(country="DE"), Place(country="US")]),
    st.none() | st.sampled_from(WorkMode),
    st.none() | st.integers(1, 15),
)
ages = st.none() | st.floats(-5, 400)
cuts = st.lists(st.integers(0, 100), min_size=5, max_size=5).map(sorted)
weights = cuts.map(
    lambda at: Weights(**dict(zip(PARTS, (b - a for a, b in zip([0, *at], [*at, 100], strict=True)), strict=True)))
)
searches = st.builds(
    lambda weights, titles, levels, target: replace(
        SEARCH, weights=weights, titles=titles, levels=levels, pay_target=target
    ),
    weights,
    st.sampled_from([(), ("Backend Engineer",)]),
    st.sampled_from([(), (Level.SENIOR,), (Level.JUNIOR, Level.MID)]),
    st.none() | st.integers(1, 200000),
)


def posted(age):
    return replace(FRESH, posting=replace(FRESH.posting, posted_at=None if age is None else NOW - timedelta(days=age)))


@given(all_facts, searches, ages)
def test_the_parts_are_whole_each_within_its_weight_and_add_up_to_what_is_shown(facts, search, age):
    decision = decide(facts, posted(age), search, ME, now=NOW, threshold=70)
    assert [part.name for part in decision.parts] == list(PARTS)
    for part in decision.parts:
        assert isinstance(part.points, int)
        assert 0 <= part.points <= part.most == getattr(search.weights, part.name)
        assert part.why
    assert decision.score == sum(part.points for part in decision.parts)
    assert 0 <= decision.score <= 100 == sum(part.most for part in decision.parts)


@given(all_facts, searches, ages)
def test_the_same_input_gives_the_same_score(facts, search, age):
    assert score(facts, posted(age), search, ME, NOW) == score(facts, posted(age), search, ME, NOW)


@given(all_facts, searches, st.sampled_from(SKILLS[:5]))
def test_one_more_required_skill_that_the_person_has_never_lowers_the_score(facts, search, name):
    without = tuple(one for one in facts.skills if one.value.name != name)
    more = replace(facts, skills=(*without, fact(SkillAsk(name, Emphasis.REQUIRED))))
    assert points(more, search=search) >= points(replace(facts, skills=without), search=search)


@given(all_facts, searches, st.floats(0, 400), st.floats(0, 400))
def test_a_fresher_posting_never_scores_lower(facts, search, one, other):
    fresher, older = sorted((one, other))
    assert points(facts, posted(fresher), search) >= points(facts, posted(older), search)


@given(all_facts, searches, st.integers(0, 100000), st.integers(0, 100000))
def test_higher_pay_never_scores_lower(facts, search, raise_low, raise_high):
    if facts.pay is None:
        return
    pay = facts.pay.value
    raised = replace(pay, minimum=pay.minimum + raise_low, maximum=pay.maximum + raise_low + raise_high)
    assert points(replace(facts, pay=fact(raised)), search=search) >= points(facts, search=search)


@given(all_facts, searches, ages, st.floats(0, 60))
def test_only_freshness_changes_with_the_moment_of_reading_and_the_sum_follows(facts, search, age, later_days):
    one, later = posted(age), NOW + timedelta(days=later_days)
    match = match_of(
        decide(facts, one, search, ME, now=NOW, threshold=0),
        facts,
        one,
        Profile(person=ME, searches=(search,)),
        now=NOW,
    )
    assert score_now(match, NOW) == (match.decision.parts, match.decision.score)
    parts, shown = score_now(match, later)
    assert shown == sum(part.points for part in parts)
    changed = [p.name for p, q in zip(parts, match.decision.parts, strict=True) if p.points != q.points]
    assert changed in ([], ["freshness"])


def test_scoring_anew_later_gives_what_is_shown_later():
    one, later = posted(3), NOW + timedelta(days=11)
    match = match_of(
        decide(PERFECT, one, SEARCH, ME, now=NOW, threshold=0),
        PERFECT,
        one,
        Profile(person=ME, searches=(SEARCH,)),
        now=NOW,
    )
    assert score_now(match, later)[1] == total(score(PERFECT, one, SEARCH, ME, later))


@pytest.mark.parametrize("level", [Level.JUNIOR, Level.INTERN, Level.DIRECTOR])
def test_a_deal_breaker_stays_one_at_every_later_moment(level):
    one = posted(20)
    facts = replace(PERFECT, level=fact(level))
    match = match_of(
        decide(facts, one, SEARCH, ME, now=NOW, threshold=0),
        facts,
        one,
        Profile(person=ME, searches=(SEARCH,)),
        now=NOW,
    )
    assert score_now(match, NOW - timedelta(days=19))[1] <= FAR_LEVEL_MOST
