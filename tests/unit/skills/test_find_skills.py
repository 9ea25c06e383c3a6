import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.skills import all_skills, find_skills
from jobfinder.html_text import clean_text
from tests.places import SHARED, needs_shared


def names(text: str, *, is_title: bool = False) -> list[str]:
    return [name for name, _, _ in find_skills(text, is_title=is_title)]


READ = [
    # technologies written with signs
    ("C# and .NET 8 on Azure", ["C#", ".NET", "Azure"]),
    ("ASP.NET Core, VB.NET, .NET8 and .net core", ["ASP.NET", "Visual Basic", ".NET", ".NET"]),
    ("C++17, c++ and C/C++", ["C++", "C++", "C", "C++"]),
    ("F#, C♯ and Q#", ["F#", "C#", "Q#"]),
    ("Node.js, NodeJS, node js", ["Node.js"] * 3),
    ("Next.js / Vue.js / Nuxt", ["Next.js", "Vue.js", "Nuxt"]),
    ("CI/CD, CI / CD, CI-CD, cicd", ["CI/CD"] * 4),
    ("TCP/IP, PL/SQL, T-SQL", ["TCP/IP", "PL/SQL", "T-SQL"]),
    ("A/B testing and A/B tests", ["A/B testing", "A/B testing"]),
    ("REST APIs, RESTful services, a REST API", ["REST"] * 3),
    ("GD&T and P&ID", ["GD&T", "Piping design"]),
    ("S/4HANA and SAP S/4HANA", ["SAP S/4HANA"] * 2),
    # spellings
    ("JS, TS, k8s and Postgres", ["JavaScript", "TypeScript", "Kubernetes", "PostgreSQL"]),
    ("golang", ["Go"]),
    ("machine-learning, Machine Learning, ML", ["Machine learning"] * 3),
    ("micro-services and microservices", ["Microservices"] * 2),
    ("Python's asyncio", ["Python", "asyncio"]),
    ("“Python”, ‘Django’—and…Kafka!", ["Python", "Django", "Apache Kafka"]),
    ("Pythonの経験、Reactの開発", ["Python"]),
    ("Python을 사용한 Django 개발", ["Python", "Django"]),
    ("Опыт работы с PostgreSQL и Docker", ["PostgreSQL", "Docker"]),
    ("GitHub Actions", ["GitHub Actions"]),
    ("Spring Boot with Spring Cloud", ["Spring Boot", "Spring Cloud"]),
    ("React Native and AngularJS", ["React Native", "AngularJS"]),
    ("Objective-C", ["Objective-C"]),
    ("Amazon\u00a0Redshift", ["Amazon Redshift"]),
    # other fields than software
    ("TIG welding, MIG welding and blueprint reading", ["TIG welding", "MIG welding", "Technical drawing"]),
    ("RN licence, BLS and ACLS", ["Registered nurse", "BLS certificate", "ACLS certificate"]),
    ("IFRS and US GAAP, month-end close", ["IFRS", "US GAAP", "Month-end close"]),
    ("SolidWorks, CATIA V5 and AutoCAD", ["SolidWorks", "CATIA", "AutoCAD"]),
    ("VHDL, Verilog, FPGA design", ["VHDL", "Verilog", "FPGA"]),
    ("Penetration testing with Burp Suite; OSCP", ["Penetration testing", "Burp Suite", "OSCP"]),
    ("Figma, Sketch, Adobe XD", ["Figma", "Sketch", "Adobe XD"]),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[text for text, _ in READ])
def test_a_skill_is_read_in_any_of_its_spellings(text: str, expected: list[str]) -> None:
    assert names(text) == expected


BELIEVED = [
    ("Python, Go, React", ["Python", "Go", "React"]),
    ("python, go, react", ["Python", "Go", "React"]),
    ("PYTHON, GO, REACT", ["Python", "Go", "React"]),
    ("Python\nGo", ["Python", "Go"]),
    ("• Python\n• Go\n• Rust", ["Python", "Go", "Rust"]),
    ("- Rust\n- Kafka", ["Rust", "Apache Kafka"]),
    ("Go/Rust", ["Go", "Rust"]),
    ("Experience with Java or Go.", ["Java", "Go"]),
    ("Experience with Go and Kubernetes", ["Go", "Kubernetes"]),
    ("Services written in Go.", ["Go"]),
    ("You code in Rust every day", []),
    ("3+ years of experience with React", ["React"]),
    ("Go 1.21, Java 17 & Rust", ["Go", "Java", "Rust"]),
    ("We look for Go developers", ["Go"]),
    ("we hire react developers", ["React"]),
    ("Microsoft Copilot and GitHub Copilot", ["Microsoft Copilot", "GitHub Copilot"]),
    ("Swift 5, SwiftUI", ["Swift", "SwiftUI"]),
    ("React components and Excel spreadsheets", ["React", "Excel"]),
    ("C, C++ and Python", ["C", "C++", "Python"]),
    ("C programming", ["C"]),
    ("Python/R", ["Python", "R"]),
    ("R, SAS or Stata", ["R", "SAS", "Stata"]),
    ("proficient in Excel, Word and PowerPoint", ["Excel", "Microsoft Word", "PowerPoint"]),
    ("Ansible, Chef, Puppet", ["Ansible", "Chef", "Puppet"]),
    ("Java, Spring, Hibernate", ["Java", "Spring", "Hibernate"]),
    ("Python (Flask)", ["Python", "Flask"]),
    ("AWS (S3, Lambda), Go", ["AWS", "Amazon S3", "AWS Lambda", "Go"]),
    ("Kenntnisse in Go und Docker", ["Go", "Docker"]),
    ("Erfahrung mit React", ["React"]),
    ("Frameworks like React or Vue, alongside SQL", ["React", "Vue.js", "SQL"]),
    ("Languages such as C/C++ and MATLAB", ["C", "C++", "MATLAB"]),
    ("comfortable in Python or Go for tooling", ["Python", "Go"]),
    ("Proficient with Git for version control", ["Git", "Version control"]),
    ("Java 8/11/17, Go", ["Java", "Go"]),
    ("Python 3.x or Go", ["Python", "Go"]),
    ("Programming language: Go", ["Go"]),
    ("Front-end (React)", ["React"]),
    ("Python+Go", ["Python", "Go"]),
    ("Word, Excel, Outlook", ["Microsoft Word", "Excel", "Microsoft Outlook"]),
    ("C-Programmierung", ["C"]),
    ("Développeur Go / Rust", ["Go", "Rust"]),
    ("Node, Express, MongoDB", ["Node.js", "Express", "MongoDB"]),
]


@pytest.mark.parametrize(("text", "expected"), BELIEVED, ids=[text for text, _ in BELIEVED])
def test_an_ordinary_word_is_a_skill_where_its_neighbours_say_so(text: str, expected: list[str]) -> None:
    assert names(text) == expected


NOT_SKILLS = [
    "We put our trust in humans",
    "Go to market strategy with Google",
    "You go above and beyond. Go further with us!",
    "Let's go. Go big or go home",
    "We react to change and express ourselves",
    "You excel at teamwork. Excel in a fast environment!",
    "Does it spark joy? A spark of genius",
    "Rust-proof coatings that never rust",
    "Vitamin C, Hepatitis C, Series C funding, C-level, C-suite",
    "R&D department, R & D",
    "Internship, Spring 2026",
    "Word of mouth, in other words",
    "Access to healthcare, access control",
    "Make an impact, make things",
    "A swift response, a swift start",
    "The sous chef and the puppet master",
    "Flask of coffee, a bottle of rum",
    "The rest is up to you; rest assured",
    "Contact us at jobs@python.org or https://example.com/go/react/python",
    "TS/SCI clearance",
    "Unity is strength. Unity in diversity",
    "An arm and a leg, safe at work",
    "Pay: CAD 80,000",
    "We scheme less and sketch more",
    "A Ph.D. or AD&D insurance",
    "Security of our office, networking events, our sales, childcare benefits, tax",
    "People love working at Apex, with equity in Apex",
    "Working with Sales and Product teams",
    "The University of Leeds",
    "Go, Go, Go!",
    "A GLP-1 programme; skilled nursing home guests",
    "Notion Capital and Stripe clients",
    "",
    "   \n\t ",
    "🎉🎉🎉",
]


@pytest.mark.parametrize("text", NOT_SKILLS)
def test_an_ordinary_word_in_prose_is_no_skill(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Senior Go Engineer", ["Go"]),
        ("Software Engineer (Go)", ["Go"]),
        ("Backend Developer - Rust", ["Rust"]),
        ("Engineer, React", ["React"]),
        ("Software Engineer Intern, Spring 2026", []),
        ("GO DEVELOPER", ["Go"]),
        ("senior react engineer (m/w/d)", ["React"]),
        ("Chef", []),
        ("Sales Manager", ["Sales"]),
        ("Store Manager - Swift", []),
        ("JavaScript Developer", ["JavaScript"]),
    ],
)
def test_a_title_names_its_technology(title: str, expected: list[str]) -> None:
    assert names(title, is_title=True) == expected


def test_java_is_not_in_javascript() -> None:
    assert names("JavaScript, TypeScript") == ["JavaScript", "TypeScript"]


def test_the_longest_spelling_wins() -> None:
    assert names("Microsoft SQL Server Reporting Services") == ["Microsoft SQL Server"]
    assert names("Google Cloud Functions") == ["Google Cloud Functions"]


@given(st.text(max_size=300))
def test_any_text_gives_spans_in_order_that_do_not_overlap(text: str) -> None:
    end = 0
    for _, start, stop in find_skills(text):
        assert end <= start < stop <= len(text)
        end = stop


@given(
    st.lists(st.sampled_from([s.name for s in all_skills() if s.is_tool]), min_size=1, max_size=4), st.text(max_size=40)
)
def test_a_skill_found_stands_at_its_place(written: list[str], around: str) -> None:
    text = f"{around}\n{', '.join(written)}\n{around}"
    for name, start, end in find_skills(text):
        again = find_skills(f"Python, {text[start:end]}, Java")
        assert name in [found for found, _, _ in again]


CORPUS = SHARED / "corpus" / "reading-postings.yaml"
CASES = yaml.safe_load(CORPUS.read_text())["skills"] if CORPUS.is_file() else []


@needs_shared
@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_the_postings_that_others_misread_are_read(case: dict[str, list[str] | str]) -> None:
    found = names(clean_text(str(case["text"])))
    assert [name for name in found if name in case["expect"]] == case["expect"]
    assert not set(found) & set(case.get("not", []))
    if case["expect"] == []:
        assert found == []
