import time
from datetime import date

import pytest

from jobfinder.domain.facts import Level, Place
from jobfinder.profiles.default_search import default_search, level_of
from jobfinder.profiles.resume_text import read_resume

TODAY = date(2026, 1, 1)

ENGLISH = """\
Jane Q. Miller
Senior Backend Engineer
Leeds, United Kingdom | jane@example.org | +44 113 4960000 | github.com/jane

Summary
Backend engineer with a love for Python and PostgreSQL.

WORK EXPERIENCE

Senior Backend Engineer, Lindenwerk Ltd
Jan 2021 – Present
• Built services in Python and Go on Kubernetes
• Moved planning to Kafka in 2022

Data Engineer at Quellwasser Analytics (07/2018 - 12/2020)
- ETL in Python with Airflow and PostgreSQL

Papierboot — Web Developer — Hamburg
2016–2018
Django, JavaScript

Education
B.Sc. Computer Science, University of Leeds, 2012 - 2016

Skills
Languages: Python, Go, SQL, TypeScript
Tools: Docker, Kubernetes, Terraform

Languages
English (fluent), German (native)
"""

GERMAN = """\
# Lebenslauf

Max Beispiel
Wohnort: Köln

## Berufserfahrung

**03/2019 – heute** | Pflegefachkraft | Klinikum Nord GmbH
- Wundversorgung, Medikamentengabe

**seit 2024** Praxisanleiter, Pflegeschule Süd e.V.

## Ausbildung
2016 - 2019 Ausbildung zum Pfleger

## EDV-Kenntnisse
Excel, Word

## Sprachkenntnisse
Deutsch (Muttersprache), Englisch (B2)
"""


def test_an_english_resume_is_read() -> None:
    person, notes = read_resume(ENGLISH, TODAY)
    assert (person.name, person.headline) == ("Jane Q. Miller", "Senior Backend Engineer")
    assert (person.place.city, person.place.country) == ("Leeds", "GB")
    assert person.languages == ("en", "de")
    assert [(job.title, job.company, job.start, job.end) for job in person.work] == [
        ("Senior Backend Engineer", "Lindenwerk Ltd", date(2021, 1, 1), None),
        ("Data Engineer", "Quellwasser Analytics", date(2018, 7, 1), date(2020, 12, 31)),
        ("Web Developer", "Papierboot", date(2016, 1, 1), date(2018, 12, 31)),
    ]
    assert person.work[0].skills == ("Python", "Go", "Kubernetes", "Apache Kafka")
    assert person.education == ("B.Sc. Computer Science, University of Leeds, 2012 - 2016",)
    assert notes == []


def test_years_come_from_dated_work_and_stay_unknown_without_it() -> None:
    person, _ = read_resume(ENGLISH, TODAY)
    skills = {skill.name: (skill.years, skill.last_used) for skill in person.skills}
    assert skills["Python"] == (7.5, None)
    assert skills["PostgreSQL"] == (2.5, date(2020, 12, 31))
    assert skills["Terraform"] == (None, None)
    assert skills["TypeScript"] == (None, None)
    assert "GitHub" not in skills


def test_a_german_resume_in_markdown_is_read() -> None:
    person, _ = read_resume(GERMAN, TODAY)
    assert (person.name, person.place.city) == ("Max Beispiel", "Cologne")
    assert [(job.title, job.company, job.start, job.end) for job in person.work] == [
        ("Praxisanleiter", "Pflegeschule Süd e.V.", date(2024, 1, 1), None),
        ("Pflegefachkraft", "Klinikum Nord GmbH", date(2019, 3, 1), None),
    ]
    assert person.languages == ("de", "en")
    assert [skill.name for skill in person.skills] == ["Excel", "Microsoft Word"]


@pytest.mark.parametrize(
    "lines",
    [
        "Acme Corp\nSoftware Engineer\nMay 2019 - June 2021\n- Go, Docker",
        "Software Engineer | Acme Corp | May 2019 - June 2021\n- Go, Docker",
        "May 2019 - June 2021\nSoftware Engineer\nAcme Corp\n- Go, Docker",
        "Acme Corp, London                  May 2019 – June 2021\nSoftware Engineer\n• Go, Docker",
        "Software Engineer\nAcme Corp · Full-time\nMay 2019 - Jun 2021 · 2 yrs 2 mos\nLondon, England\nGo, Docker",
        "### Software Engineer at Acme Corp\n*05/2019 – 06/2021*\n\n* Go, Docker",
    ],
)
def test_a_job_is_read_in_the_layouts_that_people_use(lines: str) -> None:
    person, _ = read_resume(f"Jo Doe\n\nExperience\n\n{lines}\n\nSkills\nPython", TODAY)
    (job,) = person.work
    assert (job.title, job.company) == ("Software Engineer", "Acme Corp")
    assert (job.start, job.end) == (date(2019, 5, 1), date(2021, 6, 30))
    assert job.skills == ("Go", "Docker")


def test_an_export_of_a_network_s_page_is_read() -> None:
    text = """Jo Doe
Experience
Acme Corp
3 years 2 months
Senior Engineer
January 2022 - Present (2 years)
London, United Kingdom
Building Kafka pipelines.
GitLab GmbH
Werkstudent
2018 - 2020 (2 years)
Education
University of Leeds
"""
    person, _ = read_resume(text, TODAY)
    assert [(job.title, job.company) for job in person.work] == [
        ("Senior Engineer", "Acme Corp"),
        ("Werkstudent", "GitLab GmbH"),
    ]
    assert [skill.name for skill in person.skills] == ["Apache Kafka"]


def test_an_employer_above_a_line_with_title_and_ward_is_the_company() -> None:
    text = """MARIA LOPEZ, RN
Austin, TX | (512) 555-0100
Professional Experience
St. David's Medical Center, Austin, TX
Registered Nurse, ICU                     06/2019 – Present
• Care on ventilators

Seton Hospital, Austin, TX
Staff Nurse                               05/2016 – 05/2019
"""
    person, _ = read_resume(text, TODAY)
    assert (person.name, person.place.region) == ("MARIA LOPEZ", "Texas")
    assert [(job.title, job.company) for job in person.work] == [
        ("Registered Nurse", "St. David's Medical Center"),
        ("Staff Nurse", "Seton Hospital"),
    ]


def test_a_resume_without_headings_still_gives_its_dated_work() -> None:
    person, _ = read_resume("Ann Onym\nPlumber\nPlumber at Pipes Ltd, 2015 - 2020\nTIG welding\n", TODAY)
    assert (person.name, person.headline, person.place) == ("Ann Onym", "Plumber", Place())
    assert [(job.title, job.company, job.skills) for job in person.work] == [("Plumber", "Pipes Ltd", ("TIG welding",))]


def test_dates_inside_bullets_begin_no_job() -> None:
    text = "Jo Doe\nExperience\nNurse, City Hospital\n2018 - 2020\n- Led the move of 2019 - 2020\n- Night shifts"
    person, _ = read_resume(text, TODAY)
    assert [job.title for job in person.work] == ["Nurse"]


def test_what_is_not_there_is_not_invented() -> None:
    person, notes = read_resume("Skills\nPython, Go", TODAY)
    assert (person.name, person.place, person.work) == ("", Place(), ())
    assert [(skill.name, skill.years) for skill in person.skills] == [("Python", None), ("Go", None)]
    assert "not understood: the name" in notes
    assert "not understood: no dated work, so no years of experience" in notes


def test_a_job_of_the_future_is_left_out_and_told() -> None:
    person, notes = read_resume("Jo Doe\nExperience\nNurse, City Hospital\n2030 - 2031\n", TODAY)
    assert person.work == ()
    assert any("begins in the future" in note for note in notes)


def test_a_search_does_not_ask_again_for_the_internship_of_long_ago() -> None:
    work = "Senior Baker, Krume Ltd\nJan 2018 - present\nIntern, Teig Ltd\nJun 2015 - Aug 2015"
    person, _ = read_resume(f"Jo Doe\nExperience\n{work}", TODAY)
    assert [job.title for job in person.work] == ["Senior Baker", "Intern"]
    assert default_search(person, TODAY).titles == ("Senior Baker",)


def test_dates_above_each_job_belong_to_what_follows() -> None:
    text = """Aiko Brandt
Experience
03/2022 - present
Security Engineer, Elbwacht GmbH
Splunk and Python
2018 - 02/2022
Systems Administrator
Hafen Netze GmbH
Linux, Ansible
"""
    person, _ = read_resume(text, TODAY)
    jobs = [(job.title, job.company, job.start.year, job.skills) for job in person.work]
    assert jobs == [
        ("Security Engineer", "Elbwacht GmbH", 2022, ("Splunk", "Python")),
        ("Systems Administrator", "Hafen Netze GmbH", 2018, ("Linux", "Ansible")),
    ]


@pytest.mark.parametrize("title", ["Systems Administrator", "Bank Clerk", "Hospital Pharmacist"])
def test_a_title_with_a_word_of_company_names_is_a_title(title: str) -> None:
    person, _ = read_resume(f"Jo Doe\nExperience\n{title}, Hafen Netze\nJan 2020 - present", TODAY)
    assert [(job.title, job.company) for job in person.work] == [(title, "Hafen Netze")]


def test_an_intern_still_looks_for_internships() -> None:
    person, _ = read_resume("Jo Doe\nExperience\nBakery Intern, Teig Ltd\nJan 2026 - present", TODAY)
    assert default_search(person, TODAY).titles == ("Bakery Intern",)


@pytest.mark.parametrize(
    ("title", "start", "level"),
    [
        ("Software Engineer", 2025, Level.JUNIOR),
        ("Software Engineer", 2022, Level.MID),
        ("Software Engineer", 2015, Level.SENIOR),
        ("Junior Developer", 2015, Level.JUNIOR),
        ("Staff Engineer", 2024, Level.STAFF),
        ("Engineering Manager", 2024, Level.MANAGER),
    ],
)
def test_the_level_comes_from_the_last_title_else_from_years(title: str, start: int, level: Level) -> None:
    person, _ = read_resume(f"Jo Doe\nExperience\n{title}, Acme Ltd\nJan {start} - present", TODAY)
    assert level_of(person, TODAY) is level
    assert default_search(person, TODAY).levels[0] is level


@pytest.mark.parametrize(
    "words",
    ["a - b | 2019 - 2020 \n", "(", "- ", "x, ", "x", "2019 - ", "1 ", "jo@", "Skills: Go\n", "Engineer at Acme\n"],
)
def test_a_long_and_strange_text_is_read_in_a_moment(words: str) -> None:
    begin = time.process_time()
    read_resume("Experience\n" + words * (30_000 // len(words)), TODAY)
    assert time.process_time() - begin < 20
