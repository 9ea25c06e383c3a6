import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.facts import WorkMode
from jobfinder.domain.reading.work_mode import read_work_mode
from tests.unit.reading.postings import assert_quoted, posting


def mode_of(**fields: str) -> str:
    of = posting(**fields)
    found = read_work_mode(of)
    if found is None:
        return "unknown"
    assert_quoted(found.quote, of)
    return found.value.value


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("This is a fully remote position.", "remote"),
        ("Remote role, hybrid optional", "remote"),
        ("This role can be performed remotely.", "remote"),
        ("This is a remote role with occasional on-site meetings.", "remote"),
        ("Location: Remote", "remote"),
        ("This role can be done from anywhere in Europe.", "remote"),
        ("We are a fully remote company.", "remote"),
        ("This position is telework eligible.", "remote"),
        ("Great team. #LI-Remote", "remote"),
        ("Hybrid role: 3 days a week in our London office.", "hybrid"),
        ("You'll be in the office three days per week.", "hybrid"),
        ("You may work from home two days a week.", "hybrid"),
        ("Du arbeitest hybrid: drei Tage im Büro, zwei zu Hause.", "hybrid"),
        ("Wir sind fünf Tage pro Woche vor Ort.", "on_site"),
        ("Deux jours par semaine au bureau.", "hybrid"),
        ("Télétravail partiel : 2 jours par semaine.", "hybrid"),
        ("Modelo de trabalho híbrido", "hybrid"),
        ("Modalità di lavoro ibrida", "hybrid"),
        ("Praca hybrydowa w Lublinie", "hybrid"),
        ("Hybride werken: twee dagen thuis", "hybrid"),
        ("Praca zdalna 100%", "remote"),
        ("Trabajo remoto desde cualquier lugar de España.", "remote"),
        ("No es trabajo remoto.", "on_site"),
        ("Bis zu drei Tage Homeoffice pro Woche.", "hybrid"),
        ("5 days home office", "remote"),
        ("We have a flexible hybrid work policy.", "hybrid"),
        ("Work Location: Hybrid remote in Austin", "hybrid"),
        ("#LI-Hybrid", "hybrid"),
        ("This position is based on-site in Austin.", "on_site"),
        ("Five days a week in the office.", "on_site"),
        ("This is not a remote position.", "on_site"),
        ("No remote work.", "on_site"),
        ("Remote work is not available for this role.", "on_site"),
        ("Remote: no", "on_site"),
        ("#LI-Onsite", "on_site"),
    ],
)
def test_words_about_this_job_give_its_mode(text: str, mode: str) -> None:
    assert mode_of(text=text) == mode


@pytest.mark.parametrize(
    "text",
    [
        "You can work from anywhere for a month a year.",
        "Work remotely up to 30 days per year.",
        "Enjoy the freedom to work remotely abroad for up to 90 days a year.",
        "We are a remote-first company.",
        "Experience with hybrid cloud environments.",
        "You support remote teams and remote customers.",
        "Optional on-site lunches every quarter.",
        "Occasional on-site meetings, on-site gym.",
        "Agile, waterfall and hybrid delivery methods.",
        "Remote debugging and remote access tools.",
        "We support remote, hybrid and on-site working: ask us.",
        "",
    ],
)
def test_a_perk_a_choice_or_another_sense_of_the_word_says_nothing(text: str) -> None:
    assert mode_of(text=text) == "unknown"


@pytest.mark.parametrize(
    ("word", "mode"),
    [
        ("remote", "remote"),
        ("Fully Remote", "remote"),
        ("TELECOMMUTE", "remote"),
        ("hybrid", "hybrid"),
        ("Hybrid Remote", "hybrid"),
        ("on-site", "on_site"),
        ("OnSite", "on_site"),
        ("On_site", "on_site"),
        ("In office", "on_site"),
        ("unspecified", "unknown"),
    ],
)
def test_the_boards_own_word_is_read_in_any_spelling(word: str, mode: str) -> None:
    assert mode_of(workplace=word) == mode


def test_the_boards_field_beats_the_title_the_title_the_location_the_location_the_text() -> None:
    said = {"title": "Engineer (Hybrid)", "location": "Remote", "text": "This role is on-site."}
    assert mode_of(**said, workplace="on-site") == "on_site"
    assert mode_of(**said) == "hybrid"
    assert mode_of(location="Remote", text="This role is on-site.") == "remote"


@pytest.mark.parametrize(
    ("title", "mode"),
    [
        ("Engineer (Remote)", "remote"),
        ("Remote Customer Success Manager", "remote"),
        ("100% Remote Engineer, no on-site", "remote"),
        ("Data Analyst - On-Site", "on_site"),
        ("Nurse (Hybrid)", "hybrid"),
        ("Remote Sensing Scientist", "unknown"),
        ("Remote Patient Monitoring Nurse", "unknown"),
        ("Hybrid Cloud Architect", "unknown"),
        ("Home Health Aide", "unknown"),
    ],
)
def test_a_title_says_remote_of_the_job_not_of_its_subject(title: str, mode: str) -> None:
    assert mode_of(title=title) == mode


@pytest.mark.parametrize(
    ("location", "mode"),
    [
        ("Remote - US", "remote"),
        ("London or Remote", "remote"),
        ("Hybrid (UK)", "hybrid"),
        ("On-site Madrid", "on_site"),
        ("Anywhere", "remote"),
        ("US - Virtual", "remote"),
        ("Worldwide", "remote"),
        ("Global City, Manila", "unknown"),
        ("Remoto - Brasil", "remote"),
        ("Berlin", "unknown"),
    ],
)
def test_a_location_may_say_the_mode(location: str, mode: str) -> None:
    assert mode_of(location=location) == mode


def test_a_perk_in_one_sentence_does_not_hide_the_mode_in_another() -> None:
    text = "Work from anywhere for a month a year. This is a hybrid role. We are remote-friendly."
    assert mode_of(text=text) == "hybrid"


WORDS = st.sampled_from(
    """
    remote hybrid on-site not no fully role is a in the office days 3 week optional location: #li- . , İ
    远程 home
    """.split()  # noqa: SIM905
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=25).map(" ".join)), st.text(max_size=40))
def test_any_text_at_all_is_read_without_error_and_quoted_exactly(text: str, title: str) -> None:
    for of in (posting(title, text=text), posting(text, title), posting(title, workplace=text)):
        found = read_work_mode(of)
        if found is not None:
            assert isinstance(found.value, WorkMode)
            assert_quoted(found.quote, of)
