import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.money import amount_of, currency_of, local_currency, period_by_size, show_pay, sound_pay, yearly
from jobfinder.domain.posting import Pay


@pytest.mark.parametrize(
    ("digits", "suffix", "amount"),
    [
        ("120,000", "", 120_000),
        ("120.000", "", 120_000),
        ("120'000", "", 120_000),
        ("45 000", "", 45_000),
        ("1,250.50", "", 1250.5),
        ("1.250,50", "", 1250.5),
        ("12,00,000", "", 1_200_000),
        ("22.50", "", 22.5),
        ("22,5", "", 22.5),
        ("60", "k", 60_000),
        ("1.2", "M", 1_200_000),
        ("12", "LPA", 1_200_000),
        ("600", "万", 6_000_000),
        ("1.250", "k", 1_250),
    ],
)
def test_amounts_are_read_in_the_groupings_of_many_countries(digits, suffix, amount):
    assert amount_of(digits, suffix) == amount


@pytest.mark.parametrize(
    ("sign", "country", "code"),
    [
        ("$", "", "USD"), ("$", "CA", "CAD"), ("ca$", "US", "CAD"), ("€", "", "EUR"), ("zł", "", "PLN"),
        ("kr", "", "SEK"), ("kr", "NO", "NOK"), ("usd $", "", "USD"), ("chf", "", "CHF"), ("¥", "", "JPY"),
        ("¥", "CN", "CNY"), ("r$", "", "BRL"), ("nothing", "", ""),
    ],
)  # fmt: skip
def test_a_sign_names_a_currency_and_a_shared_one_that_of_its_country(sign, country, code):
    assert currency_of(sign, country) == code


def test_a_country_pays_in_its_own_currency():
    assert (local_currency("US"), local_currency("DE"), local_currency("XX")) == ("USD", "EUR", "")


@pytest.mark.parametrize(
    ("amount", "currency", "period"),
    [
        (65, "USD", "hour"), (500, "USD", "day"), (4_000, "USD", "month"), (90_000, "USD", "year"),
        (1_500, "JPY", "hour"), (300_000, "JPY", "month"), (6_000_000, "JPY", "year"), (18_000, "PLN", "month"),
        (1_200_000, "INR", "year"),
    ],
)  # fmt: skip
def test_the_size_of_an_amount_tells_what_it_is_paid_for(amount, currency, period):
    assert period_by_size(amount, currency) == period


@pytest.mark.parametrize(
    ("period", "minimum"), [("hour", 135_200), ("day", 16_900), ("week", 3_380), ("month", 780), ("year", 65)]
)
def test_a_year_has_2080_paid_hours(period, minimum):
    assert yearly(Pay(65, None, "USD", period)) == Pay(minimum, None, "USD", "year")


@pytest.mark.parametrize(
    ("pay", "shown"),
    [
        (Pay(60_000, 75_000, "EUR", "year"), "€60,000–75,000 a year"),
        (Pay(65, 65, "USD", "hour"), "$65 an hour"),
        (Pay(20.5, None, "USD", "hour"), "from $20.50 an hour"),
        (Pay(None, 90_000, "CHF", "year"), "up to CHF 90,000 a year"),
        (Pay(None, None, "USD", "year"), ""),
        (None, ""),
    ],
)
def test_pay_is_shown_as_a_person_writes_it(pay, shown):
    assert show_pay(pay) == shown


@pytest.mark.parametrize(
    ("pay", "sound"),
    [
        (Pay(150_000, 90_000, "usd", "YEAR"), Pay(90_000, 150_000, "USD", "year")),
        (Pay(0, 90_000, "USD", "year"), Pay(None, 90_000, "USD", "year")),
        (Pay(-5, 1e12, "USD", "year"), None),
        (Pay(math.nan, math.inf, "USD", "year"), None),
        (Pay(None, None, "USD", "year"), None),
        (Pay(65, 70, "USD", "fortnight"), Pay(65, 70, "USD", "hour")),
    ],
)
def test_impossible_pay_is_put_in_order_or_unknown(pay, sound):
    assert sound_pay(pay) == sound


@given(
    st.one_of(st.none(), st.floats()), st.one_of(st.none(), st.floats()), st.text(max_size=5), st.text(max_size=5)
)  # fmt: skip
def test_sound_pay_is_ordered_positive_and_shown_without_error(minimum, maximum, currency, period):
    pay = sound_pay(Pay(minimum, maximum, currency, period))
    if pay is not None:
        ends = [end for end in (pay.minimum, pay.maximum) if end is not None]
        assert ends == sorted(ends)
        assert all(end > 0 for end in ends)
        assert show_pay(yearly(pay))
