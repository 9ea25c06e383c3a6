from dataclasses import replace
from datetime import timedelta

import pytest

from jobfinder.domain.decide import decide, match_of
from jobfinder.domain.facts import Emphasis, Facts, Level, Place, WorkMode
from jobfinder.domain.ids import match_id
from jobfinder.domain.match import MatchState, Ruling
from jobfinder.domain.person import Person, PersonSkill, Policy, Profile, Search, Strictness
from jobfinder.domain.posting import Pay
from jobfinder.domain.queue import Outcome
from tests.unit.policy.build import NOW, asks, fact, listing

ME = Person(
    place=Place("Berlin", "", "DE"), skills=(PersonSkill(name="Python", years=5), PersonSkill(name="PHP", weight=0))
)
SEARCH = Search(
    name="backend",
    titles=("Backend Engineer",),
    levels=(Level.SENIOR,),
    policy=Policy(pay_floor=60000, pay_currency="EUR", places=(Place("Berlin", "", "DE"),)),
)
FACTS = Facts(
    level=fact(Level.SENIOR, "Senior", "title"),
    role=fact("software_engineering"),
    skills=asks(Python=Emphasis.REQUIRED, Go=Emphasis.REQUIRED, PHP=Emphasis.MENTIONED),
    pay=fact(Pay(60000, 75000, "EUR", "year"), "€60k–75k"),
    places=(fact(Place("Berlin", "", "DE")),),
    work_mode=fact(WorkMode.HYBRID),
)
ONE = listing(title="Senior Backend Engineer", posted_at=NOW - timedelta(days=2))


def decided(facts=FACTS, search=SEARCH, threshold=70):
    return decide(facts, ONE, search, ME, now=NOW, threshold=threshold)


@pytest.mark.parametrize(("off", "outcome"), [(0, Outcome.MATCHED), (1, Outcome.BELOW_THRESHOLD)])
def test_a_score_at_the_threshold_matches_and_one_below_does_not(off, outcome):
    score = decided().score
    assert decided(threshold=score + off).outcome is outcome


def test_a_rejected_listing_is_filtered_whatever_its_score_and_still_scored():
    strict = replace(SEARCH, policy=replace(SEARCH.policy, pay_floor=90000))
    decision = decided(search=strict, threshold=0)
    assert decision.outcome is Outcome.FILTERED
    assert decision.score == sum(part.points for part in decision.parts) > 0


def test_a_lenient_rule_leaves_the_match_and_tells_its_concern():
    policy = replace(SEARCH.policy, pay_floor=90000, strictness={"pay_floor": Strictness.LENIENT})
    decision = decided(search=replace(SEARCH, policy=policy), threshold=0)
    assert decision.outcome is Outcome.MATCHED
    assert any("less than your floor of €90,000 a year" in concern for concern in decision.concerns)


def test_strengths_and_concerns_are_sentences_about_this_posting():
    decision = decided()
    assert "Asks for Python, which you have." in decision.strengths
    assert "Requires Go, which you do not list." in decision.concerns
    assert "Asks for PHP, which you want to leave." in decision.concerns
    assert (decision.skills_matched, decision.skills_missing) == (("Python",), ("Go",))
    assert all(line.endswith(".") for line in (*decision.strengths, *decision.concerns))
    assert not any("any fits" in line for line in decision.strengths)


def test_what_is_unknown_is_a_concern_and_no_rejection():
    decision = decided(replace(FACTS, pay=None))
    assert "The posting does not say what it pays." in decision.concerns
    assert Ruling.REJECT not in {verdict.ruling for verdict in decision.verdicts}


def test_a_match_shows_place_and_pay_as_a_person_writes_them():
    profile = Profile(person=ME, searches=(SEARCH,), version="v7")
    match = match_of(decided(), FACTS, ONE, profile, now=NOW, trace_id="t")
    assert (match.place, match.pay) == ("Berlin, DE · hybrid", "€60,000–75,000 a year")
    assert match.id == match_id("backend", ONE.id)
    assert (match.state, match.touched, match.policy_version) == (MatchState.NEW, False, "v7")
    assert (match.content_hash, match.posted_at, match.trace_id) == (ONE.content_hash, ONE.posting.posted_at, "t")


@pytest.mark.parametrize(
    ("facts", "locations", "shown"),
    [
        (Facts(), ("Narnia",), "Narnia"),
        (Facts(), (), ""),
        (Facts(work_mode=fact(WorkMode.REMOTE)), ("Remote",), "remote"),
        (Facts(work_mode=fact(WorkMode.REMOTE), eligibility=(fact(Place(area="Europe")),)), (), "Europe · remote"),
        (
            Facts(places=tuple(fact(Place(city, "", "DE")) for city in ("Ulm", "Bonn", "Jena", "Kiel"))),
            (),
            "Ulm, DE; Bonn, DE; Jena, DE and 1 more",
        ),
    ],
)
def test_a_place_is_shown_as_read_else_in_the_boards_words(facts, locations, shown):
    one = listing(locations=locations)
    profile = Profile(person=ME, searches=(SEARCH,))
    assert match_of(decide(facts, one, SEARCH, ME, now=NOW, threshold=0), facts, one, profile, now=NOW).place == shown
