"""The promise that matters most: a rule needs evidence."""

from dataclasses import fields
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.facts import Employment, Facts, Level, Place, WorkMode
from jobfinder.domain.match import Ruling
from jobfinder.domain.person import Person, Policy
from jobfinder.domain.policy import judge
from tests.unit.policy.build import NOW, listing

words = st.lists(st.text(max_size=12), max_size=3).map(tuple)
places = st.builds(
    Place,
    city=st.sampled_from(["", "Berlin"]),
    region=st.sampled_from(["", "Maine"]),
    country=st.sampled_from(["", "DE", "US"]),
    area=st.sampled_from(["", "Europe", "worldwide", "Atlantis"]),
)
POLICY_KEYS = {
    "excluded_companies": words,
    "excluded_titles": words,
    "excluded_keywords": words,
    "required_titles": words,
    "levels": st.lists(st.sampled_from(Level), max_size=3).map(tuple),
    "pay_floor": st.none() | st.floats(0, 1e6),
    "places": st.lists(places, max_size=2).map(tuple),
    "work_modes": st.lists(st.sampled_from(WorkMode), max_size=2).map(tuple),
    "utc_offsets": st.none() | st.tuples(st.floats(-12, 14), st.floats(-12, 14)),
    "max_age_days": st.none() | st.integers(0, 90),
    "employment": st.lists(st.sampled_from(Employment), max_size=2).map(tuple),
    "languages": st.lists(st.sampled_from(["en", "de"]), max_size=2).map(tuple),
    "required_skills": words,
    "unwanted_skills": words,
    "needs_visa": st.booleans(),
    "has_clearance": st.booleans(),
}
policies = st.fixed_dictionaries(POLICY_KEYS).map(lambda keys: Policy(**keys))
no_dates = st.sampled_from([None, datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)])


@given(policies, places, no_dates)
def test_a_posting_of_which_nothing_is_known_is_never_rejected(policy, home, posted_at):
    nothing_known = listing(title="", company="", text="", posted_at=posted_at)
    verdicts = judge(Facts(), nothing_known, policy, NOW, Person(place=home))
    assert {verdict.ruling for verdict in verdicts} <= {Ruling.UNKNOWN, Ruling.PASS}


def test_the_property_covers_every_key_of_a_policy():
    assert set(POLICY_KEYS) == {field.name for field in fields(Policy)} - {"pay_currency", "strictness"}
