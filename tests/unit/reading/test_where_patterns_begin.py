"""Patterns are tried only where they can begin: that must find the same as trying them everywhere."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jobfinder.domain.reading  # noqa: F401 - so that its modules are there to be looked at
from jobfinder.domain.reading import permits, work_mode
from jobfinder.domain.skills import evidence
from jobfinder.domain.text import capitals, matches, number_starts, regex, starts_of

PIECES = st.sampled_from(
    """remote remotely telework teletrabajo work-from-home working from home wfh homeoffice home-based anywhere zdalna
    a distancia hybrid hibrido hybrides on-site onsite on site in-person in office presencial presentiel vor ort one two
    five zwei 3 12 days day times x tage jours a week per weekly the our office im buro au bureau sponsor sponsorship
    visa visas visum h1b h-1b work permit clearance ts/sci top secret sicherheitsuberprufung polygraph habilitation
    defense experience with in of proficient the using""".split()  # noqa: SIM905
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", "-", "", "\n", ", ", "/", ": ", ". "])), max_size=30).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


@given(TEXTS)
def test_looking_where_a_pattern_can_begin_finds_what_looking_everywhere_does(text: str) -> None:
    days = sorted({*number_starts(text), *starts_of(work_mode._FIRST_OF_DAYS, text)})
    for pattern, starts in (
        (work_mode._KEYWORD, starts_of(work_mode._FIRST_OF_KEYWORDS, text)),
        (work_mode._OFFICE_DAYS, days),
        (permits._SPONSOR, starts_of(permits._FIRST_OF_SPONSOR, text)),
        (permits._CLEARANCE, starts_of(permits._FIRST_OF_CLEARANCE, text)),
    ):
        everywhere = [found.span() for found in pattern.finditer(text)]
        assert [found.span() for found in matches(pattern, text, starts)] == everywhere


@given(TEXTS)
def test_looking_at_the_last_word_first_changes_nothing(text: str) -> None:
    assert evidence._speaks_of_knowing(text) == (evidence._KNOWING.search(text) is not None)
    assert evidence._begins_an_item(text) == (evidence._LEFT_EDGE.search(text) is not None)


@given(st.text("aA1２ 9\n-É", max_size=40))
def test_numbers_and_capitals_begin_where_their_patterns_say(text: str) -> None:
    assert list(number_starts(text)) == [found.start() for found in re.finditer(r"\d+", text)]
    assert list(capitals(text)) == [(found.start(), found[0]) for found in re.finditer("[A-Z]{3,}", text)]


def test_importing_the_readers_compiles_no_pattern() -> None:
    compiled = [
        f"{name}.{attribute}"
        for name, module in list(sys.modules.items())
        if name.startswith(("jobfinder.domain.reading", "jobfinder.domain.skills", "jobfinder.domain.text"))
        for attribute, value in vars(module).items()
        if isinstance(value, re.Pattern)
    ]
    assert compiled == []


def test_a_pattern_compiled_late_is_like_any_other() -> None:
    late, early = regex("(?P<word>b+)", re.IGNORECASE), re.compile("(?P<word>b+)", re.IGNORECASE)
    assert late.search("aBb").span() == early.search("aBb").span()
    assert late.split("aBbc") == early.split("aBbc")
    assert late.pattern == early.pattern
    with pytest.raises(AttributeError):
        _ = late.nothing_of_this_name  # type: ignore[attr-defined]
