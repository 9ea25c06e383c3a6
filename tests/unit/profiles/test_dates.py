from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.profiles.dates import find_spans, first_day, last_day, means_now


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("Jan 2019 – Present", (2019, 1, 1), None),
        ("January 2019 to date", (2019, 1, 1), None),
        ("03/2018 - 12/2020", (2018, 3, 1), (2020, 12, 31)),
        ("03.2018–12.2020", (2018, 3, 1), (2020, 12, 31)),
        ("08/19 - 10/20", (2019, 8, 1), (2020, 10, 31)),
        ("2016–2019", (2016, 1, 1), (2019, 12, 31)),
        ("2019-05 – 2020-02", (2019, 5, 1), (2020, 2, 29)),
        ("01.03.2019 bis 31.12.2020", (2019, 3, 1), (2020, 12, 31)),
        ("2020-01-15 to 2021-02-03", (2020, 1, 15), (2021, 2, 3)),
        ("May '19 - Jun '21", (2019, 5, 1), (2021, 6, 30)),
        ("seit 2020", (2020, 1, 1), None),
        ("since March 2021", (2021, 3, 1), None),
        ("depuis mars 2021", (2021, 3, 1), None),
        ("1. März 2019 – heute", (2019, 3, 1), None),
        ("janvier 2018 à mars 2020", (2018, 1, 1), (2020, 3, 31)),
        ("enero 2019 - actualidad", (2019, 1, 1), None),
        ("(Sept. 2020 - Dez. 2021)", (2020, 9, 1), (2021, 12, 31)),
        ("2021 –", (2021, 1, 1), None),
    ],
)
def test_a_range_is_read_in_the_forms_that_people_write(
    written: str, start: tuple[int, int, int], end: tuple[int, int, int] | None
) -> None:
    spans = find_spans(f"Engineer, Acme | {written}")
    assert [(span.start, span.end) for span in spans] == [(date(*start), date(*end) if end else None)]


@pytest.mark.parametrize(
    "text", ["2019", "10 - 20", "99/2019 - 13/2020", "room 2019-5a", "", "Dec 2020 - Jan 2019", "-"]
)
def test_what_is_no_range_is_none(text: str) -> None:
    assert find_spans(text) == []


def test_a_partial_date_begins_early_and_ends_late() -> None:
    assert (first_day("2021"), last_day("2021")) == (date(2021, 1, 1), date(2021, 12, 31))
    assert (first_day("2020-02"), last_day("2020-02")) == (date(2020, 2, 1), date(2020, 2, 29))
    assert first_day("2021-02-30") is None
    assert last_day("Present") is None
    assert means_now("Present")
    assert not means_now("2021")


@given(st.dates(date(1960, 1, 1), date(2069, 12, 31)), st.integers(0, 20_000))
def test_any_two_months_are_read_back_as_they_were_written(start: date, days: int) -> None:
    end = min(start + timedelta(days), date(2069, 12, 31))
    for form in ("%m/%Y", "%Y-%m", "%B %Y", "%b %Y"):
        (span,) = find_spans(f"{start:{form}} - {end:{form}}")
        assert span.start == start.replace(day=1)
        assert span.end is not None
        assert (span.end.year, span.end.month) == (end.year, end.month)
        assert (span.end + timedelta(1)).day == 1


@given(st.text(max_size=200))
def test_any_text_gives_spans_that_do_not_end_before_they_begin(text: str) -> None:
    for span in find_spans(text):
        assert span.end is None or span.start <= span.end


@given(st.text(alphabet="0123456789-/. JanMärz", max_size=20))
def test_any_digits_are_a_day_or_none(text: str) -> None:
    start, end = first_day(text), last_day(text)
    assert start is None or end is None or start <= end
