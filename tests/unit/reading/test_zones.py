import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.reading.zones import read_utc_offsets
from tests.unit.reading.postings import assert_quoted, posting


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("You must be available in UTC-5 to UTC+1.", (-5, 1)),
        ("Time zone: UTC±3", (-3, 3)),
        ("Time zone: GMT+5:30", (5.5, 5.5)),
        ("Candidates in CET ± 2 hours", (-1, 3)),
        ("You must be within two hours of the UTC+1 timezone.", (-1, 3)),
        ("Four hours of overlap with Pacific Time.", (-8, -8)),
        ("We work in EST hours.", (-5, -5)),
        ("EST to PST time zones", (-8, -5)),
        ("European time zones only", (0, 3)),
        ("Overlap with US business hours is needed.", (-8, -5)),
        ("Based in the UK time zone", (0, 0)),
    ],
)
def test_zones_asked_for_are_hours_from_utc(text: str, offsets: tuple[float, float]) -> None:
    of = posting(text=text)
    found = read_utc_offsets(of)
    assert found is not None
    assert found.value == offsets
    assert_quoted(found.quote, of)


@pytest.mark.parametrize(
    "text",
    [
        "Call us at 9:00 EST.",
        "A market leader est. 1999 in central Europe",
        "JavaScript market leader",
        "We work across multiple time zones such as EST and CET.",
        "All logs are stored in UTC.",
        "The best time to join.",
        "Full-time, at any time",
        "",
    ],
)
def test_a_zone_named_in_passing_is_not_asked_for(text: str) -> None:
    assert read_utc_offsets(posting(text=text)) is None


def test_the_location_may_name_the_zone() -> None:
    found = read_utc_offsets(posting(location="Remote (GMT+1)"))
    assert found is not None
    assert found.value == (1, 1)
    assert found.quote.field == "location"


WORDS = st.sampled_from(
    """
    UTC GMT + - ± 3 14 99 to EST CET time zone hours overlap Pacific Time within two of İ .
    """.split()  # noqa: SIM905
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=100), st.lists(WORDS, max_size=16).map(" ".join), st.lists(WORDS, max_size=9).map("".join)
    )
)
def test_any_text_at_all_is_read_without_error_within_the_worlds_zones(text: str) -> None:
    of = posting(text=text)
    found = read_utc_offsets(of)
    if found is not None:
        west, east = found.value
        assert -12 <= west <= east <= 14
        assert_quoted(found.quote, of)
