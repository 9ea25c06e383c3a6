from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobfinder.domain.facts import Emphasis, Employment, Facts, Level, Place, SkillAsk, WorkMode
from jobfinder.domain.match import Ruling
from jobfinder.domain.person import Person, Policy, Strictness
from jobfinder.domain.policy import RULES, judge
from jobfinder.domain.posting import ListingState, Pay
from tests.unit.policy.build import NOTHING_READ, NOW, asks, fact, listing, switched, verdict_of

BERLIN = Place("Berlin", "", "DE")
PASS, WARN, REJECT, UNKNOWN = Ruling.PASS, Ruling.WARN, Ruling.REJECT, Ruling.UNKNOWN


def ruling(rule, policy, facts=NOTHING_READ, person=None, **about):
    verdict = verdict_of(rule, policy, facts, person, **about)
    return verdict.ruling if verdict else None


@pytest.mark.parametrize(
    ("read", "expected"), [(Level.SENIOR, PASS), (Level.LEAD, PASS), (Level.JUNIOR, REJECT), (None, UNKNOWN)]
)
def test_levels(read, expected):
    facts = Facts(level=fact(read) if read else None)
    assert ruling("levels", Policy(levels=(Level.SENIOR, Level.LEAD)), facts) is expected


def test_entry_and_junior_are_two_words_for_one_level():
    assert ruling("levels", Policy(levels=(Level.JUNIOR,)), Facts(level=fact(Level.ENTRY))) is PASS
    assert ruling("levels", Policy(levels=(Level.MID,)), Facts(level=fact(Level.ENTRY))) is REJECT


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        (Pay(60000, 80000, "EUR", "year"), PASS),  # the top reaches the floor
        (Pay(50000, 69999, "EUR", "year"), REJECT),
        (Pay(34, 36, "EUR", "hour"), PASS),  # 74,880 a year
        (Pay(20, 25, "EUR", "hour"), REJECT),
        (Pay(65, 65, "EUR", "hour"), PASS),  # never read as 65 a year
        (Pay(6000, 6000, "EUR", "month"), PASS),
        (Pay(50000, None, "EUR", "year"), UNKNOWN),  # "from": how far up, it does not say
        (Pay(70000, None, "EUR", "year"), PASS),
        (Pay(None, 60000, "EUR", "year"), REJECT),
        (Pay(100, 100, "USD", "year"), UNKNOWN),  # exchange rates are not guessed
        (None, UNKNOWN),
    ],
)
def test_the_pay_floor_is_held_against_the_top_of_the_yearly_pay(pay, expected):
    policy = Policy(pay_floor=70000, pay_currency="EUR")
    assert ruling("pay_floor", policy, Facts(pay=fact(pay) if pay else None)) is expected


@pytest.mark.parametrize(
    ("wanted", "desk", "expected"),
    [
        (BERLIN, Place("Berlin", "Berlin", "DE"), PASS),
        (BERLIN, Place("Potsdam", "Brandenburg", "DE"), REJECT),  # no tolerance around a city
        (BERLIN, Place(country="DE"), UNKNOWN),
        (BERLIN, Place(area="Europe"), UNKNOWN),
        (BERLIN, Place(area="North America"), REJECT),
        (Place("Portland", "Maine", "US"), Place("Portland", "Oregon", "US"), REJECT),
        (Place(country="DE"), BERLIN, PASS),
        (Place(country="DE"), Place("Vienna", "", "AT"), REJECT),
        (Place(region="California", country="US"), Place("San Francisco", "California", "US"), PASS),
        (Place(region="California", country="US"), Place("San Francisco", "", "US"), UNKNOWN),
        (Place(area="Europe"), Place("Riga", "", "LV"), PASS),
        (Place(area="Europe"), Place("Austin", "Texas", "US"), REJECT),
        (Place(area="European Union"), Place("London", "", "GB"), REJECT),
        (Place(area="Europe"), Place("Istanbul", "", "TR"), UNKNOWN),  # usage differs
        (Place(area="EMEA"), Place(area="DACH"), PASS),
        (Place(area="worldwide"), Place("Austin", "", "US"), PASS),
        (Place("Zürich", "", "CH"), Place("Zurich", "", "CH"), PASS),
    ],
)
def test_a_desk_must_stand_in_a_wanted_place(wanted, desk, expected):
    facts = Facts(places=(fact(desk, field="location"),), work_mode=fact(WorkMode.ON_SITE))
    assert ruling("places", Policy(places=(wanted,)), facts) is expected


def test_one_of_several_desks_in_a_wanted_place_is_enough():
    facts = Facts(places=(fact(Place("Austin", "", "US")), fact(BERLIN)))
    assert ruling("places", Policy(places=(BERLIN,)), facts) is PASS


def test_remote_work_has_no_desk_that_could_be_too_far():
    facts = Facts(places=(fact(Place("Austin", "", "US")),), work_mode=fact(WorkMode.REMOTE))
    assert ruling("places", Policy(places=(BERLIN,)), facts) is PASS


@pytest.mark.parametrize(
    ("open_to", "expected"),
    [
        ([Place(country="US")], REJECT),
        ([Place(country="US"), Place(country="DE")], PASS),
        ([Place(area="Europe")], PASS),
        ([Place(area="worldwide")], PASS),
        ([Place(area="APAC")], REJECT),
        ([Place(region="Bavaria", country="DE")], UNKNOWN),  # the person did not name their region
        ([], UNKNOWN),
    ],
)
def test_remote_work_for_people_elsewhere_is_rejected(open_to, expected):
    facts = Facts(work_mode=fact(WorkMode.REMOTE), eligibility=tuple(fact(place) for place in open_to))
    assert ruling("remote_eligibility", Policy(), facts, Person(place=BERLIN)) is expected


def test_eligibility_is_not_judged_for_a_desk_or_without_knowing_where_the_person_lives():
    only_us = (fact(Place(country="US")),)
    on_site = Facts(work_mode=fact(WorkMode.ON_SITE), eligibility=only_us)
    assert ruling("remote_eligibility", Policy(), on_site, Person(place=BERLIN)) is None
    assert ruling("remote_eligibility", Policy(), Facts(eligibility=only_us)) is None
    assert ruling("remote_eligibility", Policy(), Facts(eligibility=only_us), Person(place=BERLIN)) is REJECT


@pytest.mark.parametrize(
    ("asked", "expected"),
    [((-8.0, -5.0), REJECT), ((0.0, 2.0), PASS), ((2.0, 5.5), PASS), ((3.0, 5.5), REJECT), (None, UNKNOWN)],
)
def test_time_zones_must_overlap(asked, expected):
    facts = Facts(utc_offsets=fact(asked) if asked else None)
    assert ruling("time_zones", Policy(utc_offsets=(-1.0, 2.0)), facts) is expected


@pytest.mark.parametrize(
    ("posted_at", "expected"),
    [
        (NOW - timedelta(days=29, hours=23), PASS),
        (NOW - timedelta(days=30, hours=1), REJECT),
        (NOW + timedelta(hours=3), PASS),  # a date of tomorrow in another time zone
        (NOW + timedelta(days=3), UNKNOWN),
        (datetime(1970, 1, 1, tzinfo=UTC), UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_age_counts_from_the_first_publication_if_that_can_be_true(posted_at, expected):
    assert ruling("max_age", Policy(max_age_days=30), posted_at=posted_at) is expected


def test_a_closed_or_expired_posting_is_rejected_whatever_the_policy():
    assert ruling("still_open", Policy(), state=ListingState.CLOSED) is REJECT
    assert ruling("still_open", Policy(), closes_at=NOW - timedelta(hours=1)) is REJECT
    assert ruling("still_open", Policy(), closes_at=NOW + timedelta(hours=1)) is PASS
    assert ruling("still_open", Policy(), closes_at=NOW.replace(hour=0)) is PASS  # a date: its day is not over
    assert ruling("still_open", Policy(), closes_at=NOW.replace(hour=0) - timedelta(days=2)) is REJECT
    assert ruling("still_open", Policy(), closes_at=datetime(1970, 1, 1, tzinfo=UTC)) is None
    assert ruling("still_open", Policy(), state=ListingState.UNKNOWN) is None


@pytest.mark.parametrize(("mode", "expected"), [(WorkMode.REMOTE, PASS), (WorkMode.HYBRID, REJECT), (None, UNKNOWN)])
def test_work_modes(mode, expected):
    facts = Facts(work_mode=fact(mode) if mode else None)
    assert ruling("work_modes", Policy(work_modes=(WorkMode.REMOTE,)), facts) is expected


@pytest.mark.parametrize(
    ("kind", "expected"), [(Employment.FULL_TIME, PASS), (Employment.INTERNSHIP, REJECT), (None, UNKNOWN)]
)
def test_employment(kind, expected):
    facts = Facts(employment=fact(kind) if kind else None)
    assert ruling("employment", Policy(employment=(Employment.FULL_TIME,)), facts) is expected


@pytest.mark.parametrize(
    ("written", "asked", "expected"),
    [
        ("en", (), PASS),
        ("de", (), REJECT),
        ("en", ("de",), REJECT),
        (None, ("en",), PASS),
        (None, (), UNKNOWN),
    ],
)
def test_languages_written_and_asked_for_must_be_the_persons(written, asked, expected):
    facts = Facts(written_in=fact(written) if written else None, languages=tuple(fact(code) for code in asked))
    assert ruling("languages", Policy(languages=("en", "fr")), facts) is expected


def test_every_required_skill_must_be_named_in_a_posting_that_names_skills():
    policy = Policy(required_skills=("Python", "go"))
    both = Facts(skills=asks(Python=Emphasis.REQUIRED, Go=Emphasis.MENTIONED))
    assert ruling("required_skills", policy, both) is PASS
    assert ruling("required_skills", policy, Facts(skills=asks(Python=Emphasis.REQUIRED))) is REJECT
    assert ruling("required_skills", policy, Facts()) is UNKNOWN


def test_a_required_skill_that_the_dictionary_lacks_is_looked_for_in_the_words():
    policy = Policy(required_skills=("Quux",))
    facts = Facts(skills=asks(Python=Emphasis.REQUIRED))
    assert ruling("required_skills", policy, facts, text="You know Quux.") is PASS
    assert ruling("required_skills", policy, facts, text="You know Quuxelry.") is REJECT
    known = Policy(required_skills=("Go",))
    assert ruling("required_skills", known, facts, text="Go to market with us.") is REJECT


@pytest.mark.parametrize(
    ("skills", "expected"),
    [
        (asks(PHP=Emphasis.REQUIRED), REJECT),
        (asks(Python=Emphasis.REQUIRED, PHP=Emphasis.MENTIONED), WARN),
        (asks(Python=Emphasis.MENTIONED, PHP=Emphasis.MENTIONED), REJECT),  # nothing is marked, so naming is asking
        (asks(PHP=Emphasis.PREFERRED), WARN),
        (asks(Python=Emphasis.REQUIRED), PASS),
        ((), UNKNOWN),
        ((fact(SkillAsk("PHP", Emphasis.PREFERRED), field="title"),), REJECT),
    ],
)
def test_an_unwanted_skill_rejects_where_it_is_asked_for_and_warns_where_it_is_only_named(skills, expected):
    assert ruling("unwanted_skills", Policy(unwanted_skills=("php",)), Facts(skills=skills)) is expected


@pytest.mark.parametrize(("sponsored", "expected"), [(True, PASS), (False, REJECT), (None, UNKNOWN)])
def test_visa(sponsored, expected):
    facts = Facts(visa=None if sponsored is None else fact(sponsored))
    assert ruling("visa", Policy(needs_visa=True), facts) is expected
    assert ruling("visa", Policy(), facts) is None


@pytest.mark.parametrize(("required", "expected"), [(True, REJECT), (False, PASS), (None, None)])
def test_clearance(required, expected):
    facts = Facts(clearance=None if required is None else fact(required))
    assert ruling("clearance", Policy(), facts) is expected
    assert ruling("clearance", Policy(has_clearance=True), facts) is None


def test_a_lenient_rule_warns_and_a_rule_that_is_off_is_silent():
    policy, facts = Policy(levels=(Level.SENIOR,)), Facts(level=fact(Level.JUNIOR, "Junior", "title"))
    strict = verdict_of("levels", policy, facts)
    lenient = verdict_of("levels", switched(policy, "levels", Strictness.LENIENT), facts)
    assert strict.ruling is REJECT
    assert lenient == replace(strict, ruling=WARN)
    assert verdict_of("levels", switched(policy, "levels", Strictness.OFF), facts) is None


def test_an_empty_policy_says_nothing_of_an_open_posting():
    assert judge(Facts(), listing(), Policy(), NOW) == ()


def test_verdicts_come_in_the_order_of_the_rules_and_each_once():
    policy = Policy(levels=(Level.SENIOR,), excluded_titles=("x",), pay_floor=1, max_age_days=1, languages=("en",))
    order = [verdict.rule for verdict in judge(Facts(), listing(), policy, NOW)]
    assert order == [rule.id for rule in RULES if rule.id in order]
    assert len(order) == 5
