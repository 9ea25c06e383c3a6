import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.facts import Level
from jobfinder.domain.reading.level import read_level
from tests.places import SHARED, needs_shared
from tests.unit.reading.postings import assert_quoted, posting


def level_of(title: str, **fields: str) -> str:
    of = posting(title, **fields)
    found = read_level(of)
    if found is None:
        return "unknown"
    assert_quoted(found.quote, of)
    return found.value.value


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Senior Software Engineer III", "senior"),
        ("Sr. Accountant", "senior"),
        ("Specialist, Sr., Billing", "senior"),
        ("Junior Engineer", "junior"),
        ("Jr. Buyer", "junior"),
        ("Engineer (Mid)", "mid"),
        ("Software Engineer II", "mid"),
        ("Software Engineer I", "entry"),
        ("Engineer III", "senior"),
        ("Lead Data Scientist", "lead"),
        ("Tech Lead, Payments", "lead"),
        ("Staff Software Engineer", "staff"),
        ("Senior Staff Engineer", "staff"),
        ("Principal Engineer", "principal"),
        ("Director of Engineering", "director"),
        ("Associate Director, Quality", "director"),
        ("Assistant Vice President - Analytics", "director"),
        ("Vice President, Sales", "executive"),
        ("SVP Retail", "executive"),
        ("CTO", "executive"),
        ("Chief Financial Officer", "executive"),
        ("Head of Data", "executive"),
        ("Machine Learning Intern", "intern"),
        ("Starszy programista Java", "senior"),
        ("Welder II", "mid"),
        ("Młodsza analityczka danych", "junior"),
        ("Ingénieur logiciel confirmé", "mid"),
        ("Lehrling Koch", "entry"),
        ("Afstudeerstage Data Science", "intern"),
        ("Data Analyst (6-month internship)", "intern"),
        ("Graduate Engineer", "entry"),
        ("Associate Product Manager", "entry"),
        ("Analyst, 2027", "entry"),
        ("Business Development Representative", "entry"),
    ],
)
def test_a_title_names_the_level(title: str, level: str) -> None:
    assert level_of(title) == level


@pytest.mark.parametrize(
    "title",
    [
        "Software Engineer, Internal Tools",
        "International Payments Engineer",
        "Software Engineer, iOS",
        "Member of Technical Staff",
        "Software Contractor Engineer",
        "Chief of Staff",
        "Staff Accountant",
        "Staff Nurse",
        "Kitchen Staff",
        "Lead Generation Specialist",
        "Principal's Secretary",
        "Executive Assistant to the CEO",
        "Executive Assistant, General Manager",
        "Account Executive",
        "Assistant Principal",
        "Senior Living Aide",
        "Mid-Market Account Executive",
        "Art Director",
        "Junior High School Teacher",
        "Postgraduate Researcher",
        "Key Account Management - All levels",
        "Software Engineer",
    ],
)
def test_a_word_of_rank_in_another_sense_names_none(title: str) -> None:
    assert level_of(title) == "unknown"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Manager, Software Engineering", "manager"),
        ("Engineering Manager", "manager"),
        ("Senior Manager, Finance", "manager"),
        ("Business Development Senior Manager", "manager"),
        ("Assistant Manager - Planning", "manager"),
        ("Corporate Tax Manager", "manager"),
        ("Store Manager", "manager"),
        ("Account Manager", "unknown"),
        ("Product Manager", "unknown"),
        ("Project Manager", "unknown"),
        ("Field Marketing Manager", "unknown"),
        ("Community Manager", "unknown"),
        ("Senior Product Manager", "senior"),
        ("Senior Customer Success Manager", "senior"),
        ("Lead Product Manager", "lead"),
        ("Associate Client Partner", "entry"),
    ],
)
def test_managers_of_people_are_told_from_managers_of_things(title: str, level: str) -> None:
    assert level_of(title) == level


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Junior/Senior Developer", "unknown"),
        ("Senior / Staff Engineer", "senior"),
        ("Mid/Senior Engineer", "mid"),
        ("(Senior) Accountant", "senior"),
        ("Backend Engineer (Senior or Principal)", "senior"),
    ],
)
def test_of_two_joined_levels_the_first_counts_and_of_far_ones_none(title: str, level: str) -> None:
    assert level_of(title) == level


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Werkstudent Marketing (m/w/d)", "intern"),
        ("Praktikum Einkauf", "intern"),
        ("Stagiaire Finance", "intern"),
        ("Alternance - Assistant RH", "intern"),
        ("Abteilungsleiter Logistik", "manager"),
        ("Directeur Commercial", "director"),
        ("Jefe de Ventas", "manager"),
        ("Jefe de Proyecto", "unknown"),
        ("Desarrollador Semi Senior", "mid"),
        ("Consultor Sênior", "senior"),
        ("研发经理", "manager"),
        ("产品经理", "unknown"),
        ("市场总监", "director"),
        ("エンジニア インターン", "intern"),
    ],
)
def test_other_languages_have_their_own_words(title: str, level: str) -> None:
    assert level_of(title) == level


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Internship", "intern"),
        ("entry_level", "entry"),
        ("Midweight", "mid"),
        ("Director", "director"),
        ("Mid-Senior level", "unknown"),
        ("Not Applicable", "unknown"),
    ],
)
def test_the_boards_own_field_counts_where_the_title_says_nothing(word: str, level: str) -> None:
    assert level_of("Engineer", level=word) == level
    assert level_of("Senior Engineer", level=word) == "senior"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("This is an entry-level role in our shop.", "entry"),
        ("Our internship program 2027 is open to students.", "intern"),
        ("You will mentor interns and junior engineers.", "unknown"),
        ("You report to the senior director.", "unknown"),
    ],
)
def test_the_text_counts_only_where_it_leaves_no_doubt(text: str, level: str) -> None:
    assert level_of("Engineer", text=text) == level


@needs_shared
def test_every_title_of_the_shared_corpus_is_read_as_a_person_would() -> None:
    cases = yaml.safe_load((SHARED / "corpus/reading-postings.yaml").read_text("utf-8"))["seniority_and_role"]
    for case in cases:
        expected = "senior" if case["title"].startswith("Senior") else "unknown"
        assert level_of(case["title"]) == expected, case


WORDS = st.sampled_from(
    """
    Senior Junior Manager Staff Engineer Lead of the / , - ( ) II iii Intern VP Head 2027 associate İ 经理
    or Chief
    """.split()  # noqa: SIM905
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)), st.text(max_size=80))
def test_any_title_at_all_is_read_without_error_and_quoted_exactly(title: str, other: str) -> None:
    of = posting(title, text=other, level=other)
    found = read_level(of)
    if found is not None:
        assert isinstance(found.value, Level)
        assert_quoted(found.quote, of)
