import time

import pytest

from jobfinder.domain.fact import Quote
from jobfinder.domain.facts import Emphasis
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.skills import read_skills

REQUIRED, PREFERRED, MENTIONED = Emphasis.REQUIRED, Emphasis.PREFERRED, Emphasis.MENTIONED


def posting(text: str, *, title: str = "Engineer", tags: tuple[str, ...] = ()) -> Posting:
    return Posting(native_id="1", title=title, company="Acme", url="https://acme.example/1", text=text, tags=tags)


def asked(text: str, **more: object) -> dict[str, Emphasis]:
    return {fact.value.name: fact.value.emphasis for fact in read_skills(posting(text, **more))}  # type: ignore[arg-type]


def test_sections_say_how_strongly_a_skill_is_asked_for() -> None:
    text = (
        "About us\nOur platform runs on Java.\n\nWhat you'll do\nRun Kafka.\n\n"
        "Requirements\n- Python\n- Docker\n\nNice to have:\n- Kubernetes\n\nBenefits\nA MacBook with macOS"
    )
    assert asked(text) == {
        "Java": MENTIONED,
        "Apache Kafka": MENTIONED,
        "Python": REQUIRED,
        "Docker": REQUIRED,
        "Kubernetes": PREFERRED,
        "macOS": MENTIONED,
    }


@pytest.mark.parametrize(
    ("heading", "emphasis"),
    [
        ("Minimum Qualifications", REQUIRED),
        ("KEY SKILLS & EXPERIENCE:", REQUIRED),
        ("**What you bring**", REQUIRED),
        ("🚀 What we’re looking for", REQUIRED),
        ("You have", REQUIRED),
        ("Preferred Qualifications", PREFERRED),
        ("Desired skills and experience", PREFERRED),
        ("Bonus points for:", PREFERRED),
        ("Nice-to-haves", PREFERRED),
        ("Dein Profil", REQUIRED),
        ("Das bringst du mit:", REQUIRED),
        ("Anforderungen", REQUIRED),
        ("Von Vorteil", PREFERRED),
        ("Wünschenswert:", PREFERRED),
        ("Deine Aufgaben", MENTIONED),
        ("Profil recherché", REQUIRED),
        ("Compétences requises :", REQUIRED),
        ("Les atouts", PREFERRED),
        ("Vos missions", MENTIONED),
        ("Requisitos", REQUIRED),
        ("Deseable", PREFERRED),
        ("Requisiti", REQUIRED),
        ("Qualificações", REQUIRED),
        ("Desejável", PREFERRED),
        ("Wat wij vragen", REQUIRED),
        ("Wymagania", REQUIRED),
        ("Mile widziane", PREFERRED),
        ("Kvalifikationer", REQUIRED),
        ("Meriterande", PREFERRED),
        ("Vaatimukset", REQUIRED),
        ("Požadavky", REQUIRED),
        ("Требования", REQUIRED),
        ("What we offer", MENTIONED),
        ("Our stack", MENTIONED),
    ],
)
def test_headings_are_understood_in_many_languages(heading: str, emphasis: Emphasis) -> None:
    assert asked(f"Intro\n\n{heading}\n- PostgreSQL") == {"PostgreSQL": emphasis}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Python is a must.", {"Python": REQUIRED}),
        ("You must have Python.", {"Python": REQUIRED}),
        ("Strong experience with Python.", {"Python": REQUIRED}),
        ("5+ years of experience with Python.", {"Python": REQUIRED}),
        ("Proficiency in Python is expected.", {"Python": REQUIRED}),
        ("Docker is a plus.", {"Docker": PREFERRED}),
        ("Docker would be nice.", {"Docker": PREFERRED}),
        ("Docker is not required.", {"Docker": PREFERRED}),
        ("Ideally you know Docker.", {"Docker": PREFERRED}),
        ("Docker wäre von Vorteil.", {"Docker": PREFERRED}),
        ("La maîtrise de Python est indispensable.", {"Python": REQUIRED}),
        ("Docker serait un plus.", {"Docker": PREFERRED}),
        ("We use Python.", {"Python": MENTIONED}),
        ("Python required, Docker preferred.", {"Python": REQUIRED, "Docker": PREFERRED}),
        ("Python is required; Docker is a plus.", {"Python": REQUIRED, "Docker": PREFERRED}),
        ("Python (required) and Docker (nice to have)", {"Python": REQUIRED, "Docker": PREFERRED}),
        ("We use Python. Docker is a plus.", {"Python": MENTIONED, "Docker": PREFERRED}),
        ("We use Python (Django is a plus).", {"Python": MENTIONED, "Django": PREFERRED}),
    ],
)
def test_a_sentence_says_how_strongly_a_skill_is_asked_for(sentence: str, expected: dict[str, Emphasis]) -> None:
    assert asked(sentence) == expected


def test_a_sentence_wins_over_its_section() -> None:
    text = "Requirements:\n- Python\n- Docker is a plus\n- Kafka"
    assert asked(text) == {"Python": REQUIRED, "Docker": PREFERRED, "Apache Kafka": REQUIRED}


def test_a_skill_counts_once_with_its_strongest_mention() -> None:
    text = "We love Python.\nNice to have: Python\nRequirements:\nPython\nPython"
    facts = read_skills(posting(text))
    assert [(fact.value.name, fact.value.emphasis) for fact in facts] == [("Python", REQUIRED)]
    assert facts[0].quote == Quote("text", "Python", text.index("Python", text.index("Requirements")))


def test_title_and_tags_are_read() -> None:
    facts = read_skills(posting("", title="Senior Go Engineer", tags=("react", "Remote", "node, express", "")))
    assert [(fact.value.name, fact.value.emphasis, fact.quote) for fact in facts] == [
        ("Go", REQUIRED, Quote("title", "Go", 7)),
        ("React", MENTIONED, Quote("board:tags", "react")),
        ("Node.js", MENTIONED, Quote("board:tags", "node, express")),
        ("Express", MENTIONED, Quote("board:tags", "node, express")),
    ]


def test_every_quote_stands_in_the_text() -> None:
    text = "Wir suchen: C#, .NET 8 – “Azure”… İstanbul, Python.\r\nKubernetes’ world"
    for fact in read_skills(posting(text)):
        assert text[fact.quote.start : fact.quote.start + len(fact.quote.text)] == fact.quote.text


def test_a_posting_without_skills_has_none() -> None:
    assert read_skills(posting("We are nice people.", title="")) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Python, Go, React and more words here. ",
        "Python is required, Go a plus (must have) ",
        "https://a.example/python jo@a.example Python ",
        "x",
        "(",
        "Go, ",
        "Requirements:\n",
        "1.2.",
    ],
)
def test_a_huge_text_is_read_in_linear_time(words: str) -> None:
    text = words * (400_000 // len(words))
    begin = time.process_time()
    read_skills(posting(text))
    assert time.process_time() - begin < 15
