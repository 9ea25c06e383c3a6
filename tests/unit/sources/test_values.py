"""Dates, pay and text as boards write them."""

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.posting import Pay
from jobfinder.sources.dates import moment, moment_of_milliseconds
from jobfinder.sources.pay import amount, pay_of, period_of, widest
from jobfinder.sources.text import decoded, heading, sections, whole_characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-01", datetime(2026, 10, 1, tzinfo=UTC)),
        ("2026-10-01T09:30:00Z", datetime(2026, 10, 1, 9, 30, tzinfo=UTC)),
        ("2026-10-01T09:30:00.123+00:00", datetime(2026, 10, 1, 9, 30, 0, 123000, tzinfo=UTC)),
        ("2026-10-01T09:30:00-04:00", datetime(2026, 10, 1, 13, 30, tzinfo=UTC)),
        ("2026-10-01T09:30:00", datetime(2026, 10, 1, 9, 30, tzinfo=UTC)),
        ("2026-10-01 09:30:00 UTC", datetime(2026, 10, 1, 9, 30, tzinfo=UTC)),
        ("Thu, 01 Oct 2026 11:30:00 +0200", datetime(2026, 10, 1, 9, 30, tzinfo=UTC)),
        ("Thu, 01 Oct 2026 09:30:00 GMT", datetime(2026, 10, 1, 9, 30, tzinfo=UTC)),
        ("  Thu, 01 Oct 2026 09:30:00 EST ", datetime(2026, 10, 1, 14, 30, tzinfo=UTC)),
        ("2099-01-01", datetime(2099, 1, 1, tzinfo=UTC)),  # the future is the board's word; who reads it has a clock
        ("1970-01-01", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2026-13-45", None),
        ("yesterday", None),
        ("Posted 30+ Days Ago", None),
        ("", None),
        (None, None),
    ],
)
def test_a_moment_is_read_in_utc_or_unknown(text: str | None, expected: datetime | None) -> None:
    assert moment(text) == expected


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_unknown(text: str) -> None:
    found = moment(text)
    assert found is None or found.tzinfo is UTC


@given(st.floats() | st.integers())
def test_any_number_is_a_moment_or_unknown(count: float) -> None:
    found = moment_of_milliseconds(count)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("1 YEAR", "year"),
        ("YEAR", "year"),
        ("yearly", "year"),
        ("per-year-salary", "year"),
        ("Annual Salary Range", "year"),
        ("1 MONTH", "month"),
        ("HOUR", "hour"),
        ("per hour", "hour"),
        ("DAY", "day"),
        ("WEEK", "week"),
        ("2 WEEK", ""),
        ("NONE", ""),
        ("one-time", ""),
        ("yearning", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_period_is_read_from_whole_words(words: str | None, period: str) -> None:
    assert period_of(words) == period


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (50000, 50000),
        (50000.5, 50000.5),
        ("50000", 50000),
        ("50,000", 50000),
        ("50.000", 50000),
        ("50 000", 50000),
        ("50'000", 50000),
        ("1,234,567.89", 1234567.89),
        ("28.50", 28.5),
        (0, None),
        (-5, None),
        (True, None),
        ("", None),
        ("competitive", None),
        ("nan", None),
        (math.inf, None),
        (10**400, None),
        (None, None),
        ([5], None),
    ],
)
def test_an_amount_is_a_positive_number_or_unknown(value: object, expected: float | None) -> None:
    assert amount(value) == expected


@pytest.mark.parametrize(
    ("arguments", "pay"),
    [
        ((50, 60, "eur", "hour"), Pay(50, 60, "EUR", "hour")),
        ((60, 50, "EUR", "hour"), Pay(50, 60, "EUR", "hour")),
        ((0, 60, "EUR", "hour"), Pay(None, 60, "EUR", "hour")),
        ((50, None, "EUR", "hour"), Pay(50, None, "EUR", "hour")),
        ((None, None, "EUR", "hour"), None),
        ((50, 60, "€", "hour"), None),
        ((50, 60, None, "hour"), None),
        ((50, 60, "EUR", ""), None),
    ],
)
def test_pay_is_whole_or_unknown(arguments: tuple[object, object, str | None, str], pay: Pay | None) -> None:
    assert pay_of(*arguments) == pay


def test_the_widest_pay_spans_those_of_one_currency_and_period() -> None:
    pays = [None, Pay(50, 60, "EUR", "hour"), Pay(40, None, "EUR", "hour"), Pay(1, 2, "USD", "hour")]
    assert widest(pays) == Pay(40, None, "EUR", "hour")
    assert widest([]) is None


def test_sections_without_a_body_are_left_out() -> None:
    assert sections(heading(" A & B ") + "<p>x</p>", " ", None, heading("") + "<p>y</p>") == (
        "<h3>A &amp; B</h3>\n<p>x</p>\n<p>y</p>"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Zürich".encode(), "Zürich"),
        (b"\xef\xbb\xbfZ\xc3\xbcrich", "Zürich"),
        ("Zürich".encode("utf-16"), "Zürich"),
        (b'<meta charset="iso-8859-15">\xa4', '<meta charset="iso-8859-15">€'),
        (b"<?xml version='1.0' encoding='windows-1251'?>\xd0", "<?xml version='1.0' encoding='windows-1251'?>Р"),
        (b"<meta charset=utf-8>\x93hi\x94", "<meta charset=utf-8>\ufffdhi\ufffd"),
        (b"<meta charset=nonsense>\xfc", "<meta charset=nonsense>ü"),
        (b"<meta charset=hex>\xfc", "<meta charset=hex>ü"),
        (b"\x93hi\x94", "“hi”"),
    ],
)
def test_a_text_is_read_as_what_it_is_then_as_what_it_says(body: bytes, text: str) -> None:
    assert decoded(body) == text


def test_only_half_characters_are_replaced() -> None:
    body = rb'{"a":"\ud83d\ude00 \ud83d \ude00 \\ud83d \n x \uD83D\uDE00"}'
    assert whole_characters(body) == rb'{"a":"\ud83d\ude00 \ufffd \ufffd \\ud83d \n x \uD83D\uDE00"}'
