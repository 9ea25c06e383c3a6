import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.reading.role import FAMILIES, read_role
from tests.places import SHARED, needs_shared
from tests.unit.reading.postings import assert_quoted, posting


def role_of(title: str, text: str = "") -> str:
    of = posting(title, text=text)
    found = read_role(of)
    if found is None:
        return "unknown"
    assert_quoted(found.quote, of)
    return found.value


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Engineer, Admin Experience", "software_engineering"),
        ("Content Platform Engineer", "software_engineering"),
        ("Software Engineer, Product Analytics", "software_engineering"),
        ("Senior Software Development Engineer", "software_engineering"),
        ("Software Contractor Engineer", "software_engineering"),
        ("Member of Technical Staff", "software_engineering"),
        ("Director of Engineering", "software_engineering"),
        ("Manager, Software Engineering", "software_engineering"),
        ("VP, Engineering", "software_engineering"),
        ("Softwareentwickler (m/w/d)", "software_engineering"),
        ("Data Engineer", "data"),
        ("Senior Data Scientist", "data"),
        ("Head of Data", "data"),
        ("Machine Learning Engineer", "machine_learning"),
        ("Site Reliability Engineer, Billing", "infrastructure"),
        ("DevOps Engineer", "infrastructure"),
        ("Security Engineer, Product", "security"),
        ("Security Guard", "protection"),
        ("QA Engineer", "quality_assurance"),
        ("Mechanical Engineer", "hardware"),
        ("Civil Engineer", "engineering"),
        ("Sales Engineer", "solutions"),
        ("IT Support Specialist", "it_support"),
        ("Product Designer", "design"),
        ("Product Manager, Payments", "product_management"),
        ("Product Marketing Manager", "marketing"),
        ("Technical Program Manager", "project_management"),
        ("Account Executive", "sales"),
        ("Customer Success Manager", "customer_success"),
        ("Technical Account Manager", "customer_success"),
        ("Staff Accountant", "finance"),
        ("Corporate Counsel", "legal"),
        ("Technical Recruiter", "people"),
        ("Payroll and Benefits Administration Manager", "people"),
        ("Sales Operations Manager", "operations"),
        ("Registered Nurse - Nights", "healthcare"),
        ("High School Teacher", "education"),
        ("Research Chemist", "science"),
        ("Electrician", "trades"),
        ("Truck Driver", "logistics"),
        ("Line Cook", "hospitality"),
        ("Executive Assistant", "administration"),
        ("Technical Writer", "writing"),
        ("Social Worker", "social_work"),
        ("Strategy Consultant", "operations"),
        ("Consultant", "consulting"),
        ("Revenue Architect", "sales"),
        ("General Interest", "unknown"),
        ("Manager", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_head_noun_of_a_title_names_the_family(title: str, family: str) -> None:
    assert role_of(title) == family


@pytest.mark.parametrize(
    "text",
    [
        "You will work closely with the sales team.",
        "You will support production systems.",
        "Accountant. Nurse. Recruiter.",
    ],
)
def test_the_text_never_decides(text: str) -> None:
    assert role_of("Backend Engineer", text) == "software_engineering"
    assert role_of("General Interest", text) == "unknown"


@needs_shared
def test_every_title_of_the_shared_corpus_is_an_engineer() -> None:
    corpus = yaml.safe_load((SHARED / "corpus/reading-postings.yaml").read_text("utf-8"))
    for case in corpus["seniority_and_role"]:
        assert role_of(case["title"]) == "software_engineering", case
    for case in corpus["role_words_in_the_text"]:
        if "title" in case:
            assert role_of(case["title"], case["text"]) == "software_engineering", case


@needs_shared
def test_nine_in_ten_of_the_shared_titles_have_a_family() -> None:
    corpus = json.loads((SHARED / "datasets/titles/title-recall-corpus.json").read_text("utf-8"))
    titles = [each["title"] for each in corpus["titles"]]
    assert sum(role_of(title) != "unknown" for title in titles) >= 0.9 * len(titles)


WORDS = st.sampled_from(
    """
    Engineer Manager of Sales , - / Data Architect Admin ( ) for Nurse Software İ 产品经理 Consultant
    """.split()  # noqa: SIM905
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_title_at_all_is_read_without_error_and_quoted_exactly(title: str) -> None:
    assert role_of(title) in {*FAMILIES, "unknown"}
