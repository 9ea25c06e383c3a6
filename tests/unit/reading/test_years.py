import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.facts import Years
from jobfinder.domain.reading.years import read_years
from tests.places import SHARED, needs_shared
from tests.unit.reading.quoted import is_quoted, posting


@pytest.mark.parametrize(
    ("text", "minimum", "maximum"),
    [
        ("2+ years of experience with React", 2, None),
        ("5-7 years of experience", 5, 7),
        ("at least five years of experience", 5, None),
        ("six (6) years of experience", 6, None),
        ("minimum of 3 years in sales", 3, None),
        ("Minimum 8-10 years of experience", 8, 10),
        ("3 to 5 yrs exp", 3, 5),
        ("10+ years' experience", 10, None),
        ("8 or more years of relevant experience", 8, None),
        ("4 plus years building and shipping software", 4, None),
        ("0-2 years of experience", 0, 2),
        ("Zero to two years of experience", 0, 2),
        ("3–5+ years of experience", 3, None),
        ("Experience: 5+ years", 5, None),
        ("You have 6+ years in finance", 6, None),
        ("15+ years leading large teams", 15, None),
        ("5+ yoe", 5, None),
        ("8+ years across physical security operations", 8, None),
        ("Ruby (5+ years, expert level)", 5, None),
        ("Prefer 3-5 years experience", 3, 5),
        ("3 Jahre Berufserfahrung", 3, None),
        ("Mindestens 1 Jahr Berufserfahrung", 1, None),
        ("Minimum rok doświadczenia w sprzedaży", 1, None),
        ("About us\n\nRequirements\n- Two years of teaching adults\n- A degree", 2, None),
        ("3 ans d'expérience minimum", 3, None),
        ("Expérience de 5 ans en développement", 5, None),
        ("Al menos 4 años de experiencia en ventas", 4, None),
        ("4 anni di esperienza", 4, None),
        ("5 jaar ervaring", 5, None),
        ("5 lat doświadczenia", 5, None),
        ("minst 3 års erfarenhet", 3, None),
        ("3年以上の開発経験", 3, None),
        ("3년 이상의 경력", 3, None),
    ],
)
def test_years_asked_for_are_read_in_words_and_digits_and_many_languages(text, minimum, maximum):
    source = posting(text)
    fact = read_years(source)
    assert fact is not None
    assert fact.value == Years(minimum, maximum)
    assert is_quoted(fact, source)


@pytest.mark.parametrize(
    "text",
    [
        "Intro\n\nBenefits\n- Two years of free coffee",
        "Founded 20 years ago.",
        "We have over 20 years of experience serving customers.",
        "With over 25 years of experience, Acme is a leader in pumps",
        "Our team has 50+ years of combined experience",
        "For the past 10 years, we have been building",
        "You must be 18 years or older.",
        "Must be at least 21 years of age",
        "children from 18 months to 6 years of age",
        "This is a 1 year contract.",
        "Stock options with 4 year vesting",
        "Sabbatical after 5 years of service",
        "advance to Vice President after ~5 years",
        "12 weeks of leave after 1 year of employment",
        "a licence for 3+ years",
        "High school diploma required or 2 years experience",
        "Must have lived in the UK for 5 years",
        "maintain a 3 - 5 year business plan",
        "We want to double in 2 years",
        "100+ years of history",
        "several years of experience",
        "",
    ],
)
def test_other_spans_of_years_ask_for_nothing(text):
    assert read_years(posting(text)) is None


@pytest.mark.parametrize(
    ("text", "minimum"),
    [
        ("Founded 20 years ago. 2+ years of experience with React.", 2),
        ("5+ years of experience in software, with 2+ years working in Java", 5),
        ("2+ years of experience leading a team\n5+ years of experience as an engineer", 5),
        ("5 years of experience with a BS or 3 years of experience with an MS", 5),
        ("PhD and 2+ years of experience, or MS with 6+ years of experience", 2),
        ("Requirements\n- 3+ years in product design\nNice to have\n- 8+ years of leadership experience", 3),
        ("3+ years of experience required, 10+ years of experience preferred", 3),
    ],
)
def test_of_several_demands_the_one_a_candidate_must_meet_is_read(text, minimum):
    fact = read_years(posting(text))
    assert fact is not None
    assert fact.value.minimum == minimum


def test_the_title_counts_where_the_text_says_nothing():
    fact = read_years(posting("We build pumps.", title="Mechanic (3+ years experience)"))
    assert fact is not None
    assert (fact.value, fact.quote.field) == (Years(3), "title")


@pytest.mark.parametrize(
    "bit", ["5 years ", "5-", "five ", "1 or 2 or ", "9+", "years of experience ", "\n- 3+ years in x"]
)
def test_hostile_text_is_read_in_linear_time(bit):
    source = posting(bit * (200_000 // len(bit)))
    began = time.process_time()
    read_years(source)
    assert time.process_time() - began < 2


_BITS = st.sampled_from(
    ["5", "+", "-", " to ", "99", " years", " of experience", "three", " or ", "(3)", "\n", " ago", "BS", "年", "."]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=100), st.lists(_BITS, max_size=25).map("".join)))
def test_years_from_any_text_are_sensible_and_quoted(text):
    source = posting(text)
    fact = read_years(source)
    if fact is not None:
        assert 0 <= fact.value.minimum <= 30
        assert fact.value.maximum is None or fact.value.minimum < fact.value.maximum <= 30
        assert is_quoted(fact, source)


@needs_shared
def test_every_case_of_the_corpus_is_read():
    import yaml

    cases = yaml.safe_load((SHARED / "corpus" / "reading-postings.yaml").read_text("utf-8"))["experience"]
    assert cases
    for case in cases:
        fact = read_years(posting(case["text"]))
        assert fact is not None, case
        assert fact.value.minimum == case["expect"]["min_years"], case
