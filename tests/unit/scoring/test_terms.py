from datetime import UTC, datetime, timedelta

import pytest

from jobfinder.domain.facts import Facts, Place, WorkMode
from jobfinder.domain.person import Person, Policy
from jobfinder.domain.posting import Pay
from jobfinder.domain.scoring.terms import company_share, freshness_share, pay_share, place_share
from tests.unit.policy.build import NOW, fact

BERLIN, MUNICH, AUSTIN = Place("Berlin", "", "DE"), Place("Munich", "", "DE"), Place("Austin", "Texas", "US")

ANYTHING = Policy()


def place(*desks, mode=None, open_to=(), policy=ANYTHING, home=BERLIN):
    facts = Facts(
        places=tuple(fact(desk) for desk in desks),
        work_mode=fact(mode) if mode else None,
        eligibility=tuple(fact(one) for one in open_to),
    )
    return place_share(facts, policy, Person(place=home)).value


def test_a_desk_in_a_wanted_place_gives_all_and_elsewhere_nothing():
    policy = Policy(places=(BERLIN,))
    assert place(BERLIN, policy=policy) == 1
    assert place(AUSTIN, BERLIN, policy=policy) == 1
    assert place(AUSTIN, policy=policy) == 0
    assert place(Place(country="DE"), policy=policy) == 0.5
    assert place(policy=policy) == 0.5


def test_without_wanted_places_a_desk_counts_by_how_far_from_home_it_is():
    assert place(BERLIN) > place(MUNICH) > place(AUSTIN) > 0
    assert place(AUSTIN, home=Place()) == 1


def test_remote_work_counts_by_who_may_do_it():
    remote = WorkMode.REMOTE
    assert place(mode=remote, open_to=[Place(area="worldwide")]) == 1
    assert place(mode=remote, open_to=[Place(area="Europe")]) == 1
    assert place(mode=remote, open_to=[Place(country="US")]) == 0
    assert place(mode=remote) == 0.5
    assert place(MUNICH, mode=remote) == 1
    assert place(AUSTIN, mode=remote) == 0.5


def test_a_way_of_working_that_is_not_wanted_leaves_nothing():
    policy = Policy(work_modes=(WorkMode.REMOTE,))
    assert place(BERLIN, mode=WorkMode.ON_SITE, policy=policy) == 0
    assert place(mode=WorkMode.REMOTE, open_to=[Place(country="DE")], policy=policy) == 1
    assert place(policy=policy) == 0.5


@pytest.mark.parametrize(
    ("pay", "share"),
    [
        (Pay(100000, 100000, "EUR", "year"), 1),
        (Pay(90000, 130000, "EUR", "year"), 1),
        (Pay(70000, 80000, "EUR", "year"), 0.5),
        (Pay(75000, None, "EUR", "year"), 0.5),
        (Pay(50000, 50000, "EUR", "year"), 0),
        (Pay(10, 12, "EUR", "hour"), 0),
        (Pay(100000, 100000, "USD", "year"), 0.5),
        (None, 0.5),
    ],
)
def test_pay_counts_by_how_much_of_the_target_its_middle_reaches(pay, share):
    assert pay_share(Facts(pay=fact(pay) if pay else None), 100000, "EUR").value == pytest.approx(share)


def test_without_a_target_any_pay_fits():
    assert pay_share(Facts(), None, "EUR").value == 1


def test_freshness_falls_from_the_first_day_to_the_thirtieth():
    values = [freshness_share(NOW - timedelta(days=days), NOW).value for days in (0, 1, 2, 10, 29, 30, 400)]
    assert values == sorted(values, reverse=True)
    assert values[0] == values[1] == 1
    assert values[-2:] == [0, 0]


@pytest.mark.parametrize("moment", [None, datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(days=9)])
def test_a_date_that_is_missing_or_cannot_be_true_gives_the_middle(moment):
    assert freshness_share(moment, NOW).value == 0.5


def test_a_preferred_company_gives_all_and_another_the_middle():
    assert company_share("ACME GmbH", ("Acme",)).value == 1
    assert company_share("Other", ("Acme",)).value == 0.5
    assert company_share("", ("Acme",)).value == 0.5
    assert company_share("Other", ()).value == 1
