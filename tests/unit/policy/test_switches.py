from dataclasses import replace
from datetime import timedelta

import pytest

from jobfinder.domain.facts import Emphasis, Employment, Facts, Level, Place, WorkMode
from jobfinder.domain.match import Ruling
from jobfinder.domain.person import Person, Policy, Strictness
from jobfinder.domain.policy import RULES, judge
from jobfinder.domain.posting import Pay
from tests.unit.policy.build import NOW, asks, fact, listing

# For each rule: what a person may set, and what a posting may say, so that just this rule rejects.
REJECTING = {
    "still_open": (Policy(), Facts(), {"closes_at": NOW - timedelta(days=1)}),
    "excluded_companies": (Policy(excluded_companies=("Acme",)), Facts(), {}),
    "excluded_titles": (Policy(excluded_titles=("Backend",)), Facts(), {}),
    "required_titles": (Policy(required_titles=("Designer",)), Facts(), {}),
    "excluded_keywords": (Policy(excluded_keywords=("crypto",)), Facts(), {"text": "We love crypto."}),
    "levels": (Policy(levels=(Level.SENIOR,)), Facts(level=fact(Level.INTERN)), {}),
    "work_modes": (Policy(work_modes=(WorkMode.REMOTE,)), Facts(work_mode=fact(WorkMode.ON_SITE)), {}),
    "places": (Policy(places=(Place(country="FR"),)), Facts(places=(fact(Place(country="US")),)), {}),
    "remote_eligibility": (Policy(), Facts(eligibility=(fact(Place(country="US")),)), {}),
    "time_zones": (Policy(utc_offsets=(0, 2)), Facts(utc_offsets=fact((-8.0, -5.0))), {}),
    "pay_floor": (Policy(pay_floor=9e4), Facts(pay=fact(Pay(5e4, 6e4, "USD", "year"))), {}),
    "max_age": (Policy(max_age_days=7), Facts(), {"posted_at": NOW - timedelta(days=8)}),
    "employment": (Policy(employment=(Employment.FULL_TIME,)), Facts(employment=fact(Employment.CONTRACT)), {}),
    "languages": (Policy(languages=("en",)), Facts(written_in=fact("de")), {}),
    "required_skills": (Policy(required_skills=("Go",)), Facts(skills=asks(PHP=Emphasis.REQUIRED)), {}),
    "unwanted_skills": (Policy(unwanted_skills=("PHP",)), Facts(skills=asks(PHP=Emphasis.REQUIRED)), {}),
    "visa": (Policy(needs_visa=True), Facts(visa=fact(False)), {}),
    "clearance": (Policy(), Facts(clearance=fact(True)), {}),
}
HOME = Person(place=Place("Berlin", "", "DE"))


def rulings(rule_id, strictness):
    policy, facts, about = REJECTING[rule_id]
    switched = replace(policy, strictness={rule_id: strictness} if strictness else {})
    return {verdict.rule: verdict for verdict in judge(facts, listing(**about), switched, NOW, HOME)}


def test_every_rule_has_a_case_here():
    assert set(REJECTING) == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_rejects_alone_with_evidence_and_obeys_its_switch(rule):
    by_default = rulings(rule.id, None)
    assert by_default[rule.id].ruling is Ruling.REJECT
    assert by_default[rule.id].quote.text
    assert by_default[rule.id].why.endswith(".")
    assert [v.rule for v in by_default.values() if v.ruling is Ruling.REJECT] == [rule.id]
    assert rulings(rule.id, Strictness.STRICT) == by_default
    assert rulings(rule.id, Strictness.LENIENT)[rule.id].ruling is Ruling.WARN
    assert rule.id not in rulings(rule.id, Strictness.OFF)
