from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jobfinder.domain.extraction.quoting import find_quote
from jobfinder.domain.extraction.said import SaidFact
from jobfinder.domain.extraction.values import believed
from jobfinder.domain.fact import Quote
from jobfinder.domain.facts import Emphasis, Employment, Level, Place, SkillAsk, WorkMode, Years
from jobfinder.domain.posting import Pay, Posting

TEXT = """You have five or more years, 3–5 of them in Go.
We pay 60k to 75k EUR a year, or €58.500,50 – €61.000,00 in the first.
The desk is in München; people in the UK may stay at home.
C++ and “Node JS” are our tools. Zürich too.
Visasponsoring gibt es nicht, gutes Deutsch ist nötig. Sicherheitsüberprüfung: ja."""
POSTING = Posting(native_id="1", title="Senior Engineer", company="Acme", url="", text=TEXT, locations=("Bern",))


def read(field: str, value: str, quote: str) -> Any:
    facts = believed([SaidFact(field, value, quote)], POSTING).values
    return next((fact.value for found in facts.values() for fact in found), None)


@pytest.mark.parametrize(
    ("field", "value", "quote", "fact"),
    [
        ("level", "senior", "Senior Engineer", Level.SENIOR),
        ("level", "Senior", "senior   engineer", Level.SENIOR),
        ("years", "5", "five or more years", Years(5)),
        ("years", "3-5", "3-5 of them in Go", Years(3, 5)),
        ("pay", "60000-75000 EUR year", "60k to 75k EUR a year", Pay(60000, 75000, "EUR", "year")),
        ("pay", "58500.50-61000 EUR year", "€58.500,50 – €61.000,00", Pay(58500.5, 61000, "EUR", "year")),
        ("pay", "60000-75000 EUR year", "60k to 75k EUR", Pay(60000, 75000, "EUR", "year")),
        ("place", "Munich, Germany", "The desk is in Munchen", Place("Munich", "Bavaria", "DE")),
        ("eligibility", "United Kingdom", "people in the UK", Place(country="GB")),
        ("required_skill", "C++", "C++ and", SkillAsk("C++", Emphasis.REQUIRED)),
        ("preferred_skill", "Node.js", "Node JS", SkillAsk("Node.js", Emphasis.PREFERRED)),
        ("work_mode", "on-site", "The desk is in", WorkMode.ON_SITE),
        ("employment", "full time", "five or more years", Employment.FULL_TIME),
        ("visa", "no", "Visasponsoring gibt es nicht", False),
        ("clearance", "yes", "Sicherheitsüberprüfung: ja", True),
        ("language", "de", "gutes Deutsch", "de"),
    ],
)
def test_a_value_that_its_quote_bears_out_is_believed(field: str, value: str, quote: str, fact: Any) -> None:
    assert read(field, value, quote) == fact


@pytest.mark.parametrize(
    ("field", "value", "quote"),
    [
        ("level", "senior", "words that are not there"),
        ("level", "wizard", "Senior Engineer"),
        ("level", "senior", ""),
        ("level", "senior", "enior Engineer"),
        ("years", "7", "five or more years"),
        ("years", "5-3", "3–5 of them"),
        ("years", "99", "five or more years"),
        ("pay", "90000 EUR year", "60k to 75k EUR a year"),
        ("pay", "60000-75000 GOLD year", "60k to 75k EUR a year"),
        ("pay", "75000-60000 EUR year", "60k to 75k EUR a year"),
        ("pay", "lots", "60k to 75k EUR a year"),
        ("pay", "60000-75000 USD year", "60k to 75k EUR a year"),
        ("pay", "60000-75000 EUR month", "60k to 75k EUR a year"),
        ("pay", "60000-75000 EUR hour", "60k to 75k EUR"),
        ("pay", "60000-75000 EUR year", "60k to 75k"),
        ("place", "Paris, France", "The desk is in München"),
        ("required_skill", "Rust", "C++ and"),
        ("required_skill", "charisma", "C++ and"),
        ("language", "german", "The desk is in"),
        ("visa", "perhaps", "Visasponsoring gibt es nicht"),
        ("visa", "no", "people in the UK"),
        ("clearance", "yes", "five or more years"),
        ("language", "de", "The desk is in München"),
        ("language", "fr", "gutes Deutsch"),
        ("salary", "1", "five or more years"),
    ],
)
def test_a_value_that_its_quote_does_not_bear_out_is_void(field: str, value: str, quote: str) -> None:
    assert read(field, value, quote) is None
    assert believed([SaidFact(field, value, quote)], POSTING).void == 1


@pytest.mark.parametrize(
    ("value", "text", "pay"),
    [
        ("95000 CAD year", "Up to $95,000 a year", Pay(95000, 95000, "CAD", "year")),
        ("95000 EUR year", "Up to $95,000 a year", None),
        ("600000-700000 NOK year", "kr 600 000 - 700 000", Pay(600000, 700000, "NOK", "year")),
        ("80000 EUR year", "80 TEUR p.a.", Pay(80000, 80000, "EUR", "year")),
        ("4500 EUR month", "4.500 € im Monat", Pay(4500, 4500, "EUR", "month")),
        ("4500 EUR year", "4.500 € im Monat", None),
        ("45 USD hour", "$45/h", Pay(45, 45, "USD", "hour")),
        ("45 USD hour", "$45", Pay(45, 45, "USD", "hour")),
        ("45 USD year", "$45", None),
    ],
)
def test_pay_is_believed_only_in_the_currency_and_for_the_period_that_its_quote_names(
    value: str, text: str, pay: Pay | None
) -> None:
    posting = replace(POSTING, text=text)
    found = believed([SaidFact("pay", value, text)], posting).values.get("pay", [])
    assert [fact.value for fact in found] == ([pay] if pay else [])


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ('our "core" team', "Join our “core” team"),
        ("we're hiring", "We’re hiring"),
        ("and so on...", "Go, Rust and so on…"),
        ("3-5 years", "needs 3 – 5 years"),
        ("3 - 5 years", "needs 3–5 years"),
        ("efficient flow", "e\ufb03cient \ufb02ow"),
        ("café in Zürich", "cafe\u0301 in Zu\u0308rich"),
        ("Java 17", "Ｊａｖａ １７"),
        ("five years of Go", "five\n  years\tof\u00a0Go"),
        ("μια ομάδα", "Μια ομάδα"),
        ("수석 엔지니어", "수석 엔지니어를 찾습니다"),
    ],
)
def test_a_quote_is_found_whatever_its_typography(words: str, text: str) -> None:
    found = find_quote(words, replace(POSTING, title="", text=text))
    assert found is not None
    assert text[found.start : found.start + len(found.text)] == found.text


def test_words_of_a_field_of_the_board_are_a_quote_too() -> None:
    posting = replace(POSTING, pay_text="€60,000 – €75,000 per year", workplace="Hybrid")
    assert find_quote("60,000 - €75,000", posting) == Quote("board:pay_text", posting.pay_text)
    assert find_quote("hybrid", posting) == Quote("board:workplace", "Hybrid")
    assert find_quote("part time", posting) is None


@pytest.mark.parametrize(
    "words",
    [
        "we PAY 60k",
        "Wir zahlen",
        "pay\n60k  to",
        "\u200bThe desk\u200b is",
        "“Node JS”",
        "Zurich",
        "the desk is in munchen;",
    ],
)
def test_a_quote_is_given_as_the_posting_has_it(words: str) -> None:
    found = find_quote(words, POSTING)
    if words == "Wir zahlen":
        assert found is None
        return
    assert found is not None
    assert POSTING.text[found.start : found.start + len(found.text)] == found.text


def test_invisible_characters_in_a_posting_do_not_hide_its_words() -> None:
    posting = Posting(native_id="1", title="E", company="", url="", text="five \u200byears\u00a0of Py\u200dthon")
    found = find_quote("years of Python", posting)
    assert found is not None
    assert found.text == "years\u00a0of Py\u200dthon"
    assert posting.text[found.start :] == found.text
