import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.money import yearly
from jobfinder.domain.posting import Pay
from jobfinder.domain.reading.pay import read_pay
from tests.places import SHARED, needs_shared
from tests.unit.reading.quoted import is_quoted, posting

K = 1_000


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("$120,000 - $150,000 + 401k", Pay(120 * K, 150 * K, "USD", "year")),
        ("$65/hr", Pay(65, 65, "USD", "hour")),
        ("€60k–75k", Pay(60 * K, 75 * K, "EUR", "year")),
        ("Salary: £48,500 to £57,500", Pay(48_500, 57_500, "GBP", "year")),
        ("USD 120K-150K", Pay(120 * K, 150 * K, "USD", "year")),
        ("CA$100,000 - CA$120,000", Pay(100 * K, 120 * K, "CAD", "year")),
        ("The base salary is $120,000 CAD per year", Pay(120 * K, 120 * K, "CAD", "year")),
        ("A$150k + super", Pay(150 * K, 150 * K, "AUD", "year")),
        ("CHF 120'000", Pay(120 * K, 120 * K, "CHF", "year")),
        ("50.000 € – 60.000 €", Pay(50 * K, 60 * K, "EUR", "year")),
        ("zwischen 58.000 und 70.000 Euro im Jahr", Pay(58 * K, 70 * K, "EUR", "year")),
        ("Gehalt: zwischen 58.000 € und 70.000 €", Pay(58 * K, 70 * K, "EUR", "year")),
        ("Salaire entre 40 000 et 50 000 € bruts par an", Pay(40 * K, 50 * K, "EUR", "year")),
        ("Gehalt: 60.000 € und 70.000 € Umsatz", Pay(60 * K, 60 * K, "EUR", "year")),
        ("Stundenlohn: 22,50 € bis 27,00 €", Pay(22.5, 27, "EUR", "hour")),
        ("€22 per teaching hour", Pay(22, 22, "EUR", "hour")),
        ("Gehalt: 50.000 - 60.000 € brutto/Jahr", Pay(50 * K, 60 * K, "EUR", "year")),
        ("Gehaltsspanne: 60–75 Tsd. €", Pay(60 * K, 75 * K, "EUR", "year")),
        ("Rémunération : 45 000 € à 55 000 € brut annuel", Pay(45 * K, 55 * K, "EUR", "year")),
        ("3 500 € brut par mois", Pay(3_500, 3_500, "EUR", "month")),
        ("RAL 35.000 - 45.000 €", Pay(35 * K, 45 * K, "EUR", "year")),
        ("Salario: 30.000 € - 35.000 € al año", Pay(30 * K, 35 * K, "EUR", "year")),
        ("1.2M INR", Pay(1_200 * K, 1_200 * K, "INR", "year")),
        ("CTC: 12-15 LPA", Pay(1_200 * K, 1_500 * K, "INR", "year")),
        ("₹12,00,000 - ₹15,00,000 per annum", Pay(1_200 * K, 1_500 * K, "INR", "year")),
        ("¥6,000,000", Pay(6_000 * K, 6_000 * K, "JPY", "year")),
        ("年収600万円～800万円", Pay(6_000 * K, 8_000 * K, "JPY", "year")),
        ("Mindestgehalt 2.900 EUR brutto pro Monat", Pay(2_900, None, "EUR", "month")),
        ("B2B: 22 000 – 28 000 PLN netto + VAT / mies.", Pay(22_000, 28_000, "PLN", "month")),
        ("£26,200 pro rata, 21 hours per week", Pay(26_200, 26_200, "GBP", "year")),
        ("GHS 6,000 monthly", Pay(6_000, 6_000, "GHS", "month")),
        ("年収 600万円〜900万円", Pay(6_000 * K, 9_000 * K, "JPY", "year")),
        ("Salário: R$ 8.000 a R$ 12.000 por mês", Pay(8 * K, 12 * K, "BRL", "month")),
        ("15 000 – 20 000 zł", Pay(15 * K, 20 * K, "PLN", "month")),
        ("Lön: 45 000 - 55 000 kr per månad", Pay(45 * K, 55 * K, "SEK", "month")),
        ("25,000 - 30,000 CZK / month", Pay(25 * K, 30 * K, "CZK", "month")),
        ("£550 per day outside IR35", Pay(550, 550, "GBP", "day")),
        ("Day rate £450-£550", Pay(450, 550, "GBP", "day")),
        ("Expected compensation: $2,000 to $2,500 per week", Pay(2_000, 2_500, "USD", "week")),
        ("earn between $200-220k/year", Pay(200 * K, 220 * K, "USD", "year")),
        ("Pay: $22.00 - $27.00", Pay(22, 27, "USD", "hour")),
        ("The base stipend for this role is 3,850 USD per week", Pay(3_850, 3_850, "USD", "week")),
        ("Pay range: $150,000 - $90,000", Pay(90 * K, 150 * K, "USD", "year")),
    ],
)
def test_pay_is_read_as_it_is_written_around_the_world(text, pay):
    source = posting(text)
    fact = read_pay(source)
    assert fact is not None
    assert fact.value == pay
    assert is_quoted(fact, source)


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Pay starts at $20 an hour", Pay(20, None, "USD", "hour")),
        ("a starting salary of $ 100k+ , as well as stock", Pay(100 * K, None, "USD", "year")),
        ("up to $90,000 a year", Pay(None, 90 * K, "USD", "year")),
        ("Salary from €50,000", Pay(50 * K, None, "EUR", "year")),
    ],
)
def test_an_open_end_stays_open(text, pay):
    fact = read_pay(posting(text))
    assert fact is not None
    assert fact.value == pay


@pytest.mark.parametrize(
    "text",
    [
        "Raised $40M in Series B",
        "We raised $100M and crossed $100M in revenue at a $5B valuation.",
        "$200B in annualized spend flows through us",
        "We are backed by €280M in total funding",
        "We offer a $1,000 learning budget and a $5,000 signing bonus.",
        "Everyone has €20,000 per year to spend on tools",
        "401(k) match up to $2,000 annually",
        "Fertility HRA (up to $10,000 per year)",
        "Relocation assistance of $10,000. Referral bonus: $2,500.",
        "childcare reimbursement up to $350/day for work-related travel",
        "plus $100k life insurance at no cost",
        "Career path to $100k+ job as an analyst",
        "Manage budgets of $50,000 to $100,000 per year.",
        "Own deals from $50k to $250k.",
        "closing $5M–$20M+ annual agreements",
        "Prices start at $99 per month for customers.",
        "$25K-$50K in equity",
        "The salary threshold under New York minimum wage law is $58,458.40 per year.",
        "Our office has 120,000 square feet, we are 150-200 people",
        "$0 - $0",
        "$1,000,000,000,000",
        "$",
        "",
    ],
)
def test_what_is_not_pay_is_never_pay(text):
    assert read_pay(posting(text)) is None


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("OTE $180,000, base $90,000", Pay(90 * K, 90 * K, "USD", "year")),
        ("£100k Base, £200k OTE", Pay(100 * K, 100 * K, "GBP", "year")),
        ("Base salary $100,000-$120,000. OTE $200,000-$240,000.", Pay(100 * K, 120 * K, "USD", "year")),
        ("OTE: $150,000 - $200,000", Pay(150 * K, 200 * K, "USD", "year")),
        ("We raised $60M. Salary: $130k-$160k plus bonus and equity", Pay(130 * K, 160 * K, "USD", "year")),
        ("Besides a 10% bonus, the base salary is $150,000 - $170,000.", Pay(150 * K, 170 * K, "USD", "year")),
        ("Tuition up to $21,000. Starting salary $35,000-$40,000.", Pay(35 * K, 40 * K, "USD", "year")),
        ("over $80,000 on-target earnings (OTE). Base pay starts at $20/hr", Pay(20, None, "USD", "hour")),
    ],
)
def test_of_several_amounts_base_pay_is_preferred(text, pay):
    fact = read_pay(posting(text))
    assert fact is not None
    assert fact.value == pay


def test_of_several_ranges_that_of_the_posting_s_own_place_is_read():
    text = "San Francisco: $180,000 - $220,000; Austin: $150,000 - $180,000; Remote: $140,000 - $170,000"
    fact = read_pay(posting(text, locations=("Austin, TX",)))
    assert fact is not None
    assert fact.quote.text == "$150,000 - $180,000"


def test_a_dollar_is_that_of_the_country():
    text = "Salary range: $90,000 - $110,000"
    currencies = [fact.value.currency for country in ("US", "CA", "") if (fact := read_pay(posting(text), country))]
    assert currencies == ["USD", "CAD", "USD"]


def test_a_range_without_any_sign_needs_a_word_for_pay_and_a_country():
    text = "The base salary range for this role is 134,300.00 - 189,900.00."
    assert read_pay(posting(text)) is None
    fact = read_pay(posting(text), "US")
    assert fact is not None
    assert fact.value == Pay(134_300, 189_900, "USD", "year")


def test_the_board_s_own_field_goes_before_the_text():
    text = "Salary: $100,000 - $120,000"
    fact = read_pay(posting(text, pay=Pay(70 * K, 60 * K, "eur", "year")))
    assert fact is not None
    assert (fact.value, fact.quote.field) == (Pay(60 * K, 70 * K, "EUR", "year"), "board:pay")
    fact = read_pay(posting(text, pay_text="85,000 GBP"))
    assert fact is not None
    assert (fact.value, fact.quote.field) == (Pay(85 * K, 85 * K, "GBP", "year"), "board:pay_text")


@pytest.mark.parametrize(
    "pay", [Pay(0, 0, "USD", "year"), Pay(-1, None, "USD", "hour"), Pay(1e12, 1e13, "USD", "year")]
)
def test_an_impossible_board_field_is_no_pay(pay):
    assert read_pay(posting(pay=pay)) is None


@pytest.mark.parametrize("bit", ["$", "$1", "$1,", "1 000 ", "$120,000 - ", "salary ", "usd 1k to ", "1-", "CA$ €£"])
def test_hostile_text_is_read_in_linear_time(bit):
    source = posting(bit * (200_000 // len(bit)))
    began = time.process_time()
    read_pay(source, "US")
    assert time.process_time() - began < 1


_BITS = st.sampled_from(
    [
        "$",
        "€",
        "120,000",
        "65",
        "k",
        "-",
        " to ",
        "/hr",
        " a year",
        "salary ",
        "raised ",
        "USD",
        " ",
        "zł",
        "万円",
        "0",
        "1e9",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=100), st.lists(_BITS, max_size=25).map("".join)), st.sampled_from(["", "US", "DE"]))
def test_pay_from_any_text_is_ordered_positive_and_quoted(text, country):
    source = posting(text)
    fact = read_pay(source, country)
    if fact is not None:
        ends = [end for end in (fact.value.minimum, fact.value.maximum) if end is not None]
        assert ends
        assert ends == sorted(ends)
        assert ends[0] > 0
        assert is_quoted(fact, source)


@needs_shared
def test_every_case_of_the_corpus_is_read():
    import yaml

    cases = yaml.safe_load((SHARED / "corpus" / "reading-postings.yaml").read_text("utf-8"))["pay"]
    assert cases
    for case in cases:
        fact = read_pay(posting(case["text"]))
        if case["expect"] == "unknown":
            assert fact is None, case
            continue
        wanted = case["expect"]
        assert fact is not None, case
        assert fact.value == Pay(wanted["min"], wanted["max"], wanted["currency"], wanted["period"]), case
        if "yearly" in wanted:
            assert yearly(fact.value).minimum == wanted["yearly"]
