import pytest

from jobfinder.domain.facts import Facts, Level, Years
from jobfinder.domain.reading.role import FAMILIES
from jobfinder.domain.scoring.role import _NEAR, role_fit, steps_between
from tests.unit.policy.build import fact, listing


def level_value(read, *wanted):
    facts = Facts(level=fact(read) if read else None)
    return role_fit(facts, listing(), (), wanted, None).share.value


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        (Level.JUNIOR, Level.SENIOR, 2),
        (Level.ENTRY, Level.JUNIOR, 0),
        (Level.MID, Level.SENIOR, 1),
        (Level.SENIOR, Level.STAFF, 1),
        (Level.LEAD, Level.MANAGER, 0),
        (Level.SENIOR, Level.MANAGER, 2),
        (Level.INTERN, Level.EXECUTIVE, 7),
    ],
)
def test_steps_between_levels_are_those_of_a_career(one, other, steps):
    assert steps_between(one, other) == steps_between(other, one) == steps


def test_a_level_gives_all_half_or_nothing():
    assert level_value(Level.SENIOR, Level.SENIOR) == 1
    assert level_value(Level.MID, Level.SENIOR) == 0.5
    assert level_value(None, Level.SENIOR) == 0.5
    assert level_value(Level.JUNIOR, Level.SENIOR) == 0
    assert level_value(Level.SENIOR, Level.JUNIOR, Level.MID) == 0.5
    assert level_value(Level.SENIOR) == 1


def title(title, *wanted, role=None):
    facts = Facts(role=fact(role) if role else None)
    return role_fit(facts, listing(title=title), wanted, (), None)


@pytest.mark.parametrize(
    ("posted", "wanted"),
    [
        ("Senior Backend Engineer (m/w/d)", "Backend Engineer"),
        ("Back-End Developer", "Senior Backend Engineer"),
        ("Software Developer II", "Software Engineer"),
        ("Engineer, Backend (Berlin)", "Backend Engineer"),
    ],
)
def test_a_title_fits_by_its_words_in_any_order_and_spelling(posted, wanted):
    assert title(posted, wanted).share.value == 1


def test_the_best_of_several_wanted_titles_counts():
    assert title("Data Engineer", "Backend Engineer", "Data Engineer").share.value == 1


@pytest.mark.parametrize(
    ("posted", "role", "wanted"),
    [
        ("Marketing Manager", "marketing", "Backend Engineer"),
        ("Product Marketing Manager", "marketing", "Product Manager"),  # the words are there, the trade is not
        ("Account Executive", "sales", "Software Engineer"),
        ("Registered Nurse", "healthcare", "Data Analyst"),
    ],
)
def test_another_trade_gives_nothing_whatever_words_it_shares(posted, role, wanted):
    fit = title(posted, wanted, role=role)
    assert (fit.share.value, fit.wrong_role) == (0, True)


def test_a_near_trade_gives_less_than_the_same_one_and_more_than_nothing():
    near = title("Data Engineer", "Backend Engineer", role="data").share.value
    akin = title("Web Developer", "Backend Engineer", role="software_engineering").share.value
    assert 0 < near < akin < 1


def test_near_trades_are_pairs_of_known_families():
    assert all(len(pair) == 2 and pair <= set(FAMILIES) for pair in _NEAR)


def test_a_role_that_cannot_be_read_gives_the_middle():
    fit = title("Chief Happiness Wizard", "Backend Engineer")
    assert (fit.share.value, fit.wrong_role) == (0.5, False)


def test_years_short_of_what_is_asked_take_points_and_years_enough_do_not():
    facts = Facts(years=fact(Years(8)))
    values = [role_fit(facts, listing(), (), (), years).share.value for years in (1.0, 4.0, 7.0, 8.0, 20.0)]
    assert values == sorted(values)
    assert values[-2:] == [1, 1]
    assert values[0] >= 0.25
    assert role_fit(facts, listing(), (), (), None).share.value == 1
