import pytest

from jobfinder.domain.facts import Employment
from jobfinder.domain.reading.employment import read_employment
from tests.unit.reading.quoted import is_quoted, posting

E = Employment


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("FULL_TIME", E.FULL_TIME), ("Full-time", E.FULL_TIME), ("FullTime", E.FULL_TIME), ("Permanent", E.FULL_TIME),
        ("CDI", E.FULL_TIME), ("Festanstellung", E.FULL_TIME), ("Unbefristet", E.FULL_TIME), ("Vollzeit", E.FULL_TIME),
        ("Regular Full Time (Salary)", E.FULL_TIME), ("permanent_fulltime", E.FULL_TIME),
        ("Full-time or part-time", E.FULL_TIME),
        ("PART_TIME", E.PART_TIME), ("Teilzeit", E.PART_TIME), ("Working student", E.PART_TIME),
        ("Contractor", E.CONTRACT), ("Freelance", E.CONTRACT), ("Contract (Full-time)", E.CONTRACT),
        ("TEMPORARY", E.TEMPORARY), ("CDD", E.TEMPORARY), ("Befristet", E.TEMPORARY), ("fixed_term", E.TEMPORARY),
        ("Per Diem", E.TEMPORARY), ("INTERN", E.INTERNSHIP), ("Internship / Stage", E.INTERNSHIP),
        ("VOLUNTEER", E.VOLUNTEER),
    ],
)  # fmt: skip
def test_the_board_s_own_word_is_understood(said, kind):
    fact = read_employment(posting(employment=said))
    assert fact is not None
    assert (fact.value, fact.quote.field, fact.quote.text) == (kind, "board:employment", said)


@pytest.mark.parametrize("said", ["OTHER", "Internal", "Hybrid", ""])
def test_a_board_s_word_for_something_else_says_nothing(said):
    assert read_employment(posting(employment=said)) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Software Engineer Intern", E.INTERNSHIP),
        ("Stage Data Science", E.INTERNSHIP),
        ("Contract Electrical Designer", E.CONTRACT),
        ("Software Contractor Engineer", E.CONTRACT),
        ("Designer (Contract)", E.CONTRACT),
        ("Assistant (12 month contract)", E.CONTRACT),
        ("Recruiter - Contract", E.CONTRACT),
        ("Part-Time Nurse", E.PART_TIME),
        ("Physician (Full Time)", E.FULL_TIME),
        ("Accountant, Maternity Cover", E.TEMPORARY),
    ],
)
def test_the_title_says_the_kind_of_contract(title, kind):
    source = posting(title=title)
    fact = read_employment(source)
    assert fact is not None
    assert fact.value is kind
    assert is_quoted(fact, source)


@pytest.mark.parametrize(
    "title",
    [
        "Internal Tools Engineer",
        "International Engineer",
        "Contract Manager",
        "Smart Contract Engineer",
        "Contracts Administrator",
        "Contractor Success Manager",
        "Volunteer Coordinator",
        "Senior Stage Manager",
    ],
)
def test_a_title_about_contracts_or_interns_is_no_contract(title):
    assert read_employment(posting(title=title)) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This is a full-time position.", E.FULL_TIME),
        ("Employment type: Contract", E.CONTRACT),
        ("It is a 6-month contract with a bank.", E.CONTRACT),
        ("This is a part-time, remote role", E.PART_TIME),
        ("Part-time, 24 hrs/wk.", E.PART_TIME),
        ("21 hours per week, part time", E.PART_TIME),
        ("£14.75 per hour, full time permanent.", E.FULL_TIME),
        ("Wir bieten eine unbefristete Festanstellung", E.FULL_TIME),
        ("A summer internship position in Oslo", E.INTERNSHIP),
    ],
)
def test_the_text_says_the_kind_of_contract(text, kind):
    source = posting(f"We build pumps.\n\n{text}")
    fact = read_employment(source)
    assert fact is not None
    assert fact.value is kind
    assert is_quoted(fact, source)


@pytest.mark.parametrize(
    "text",
    [
        "Benefits for full-time employees",
        "You manage contracts",
        "An early-stage opportunity",
        "on a regular basis",
        "employee engagement",
        "international roles",
        "You mentor interns",
    ],
)
def test_words_about_other_things_say_nothing(text):
    assert read_employment(posting(text)) is None


def test_the_board_goes_before_the_title_and_the_title_before_the_text():
    everything = posting("This is a full-time position.", title="Designer (Contract)", employment="Part time")
    fact = read_employment(everything)
    assert fact is not None
    assert fact.value is E.PART_TIME
    fact = read_employment(posting("This is a full-time position.", title="Designer (Contract)"))
    assert fact is not None
    assert fact.value is E.CONTRACT
