from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobfinder.domain.closing import closed_by_date, closed_in_words, led_elsewhere
from jobfinder.domain.posting import Posting

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
POSTING = Posting(
    native_id="48213",
    title="Backend Engineer (m/f/d)",
    company="Acme",
    url="https://jobs.acme.example/jobs/48213-backend-engineer",
    text="You build services. We hire until the position has been filled.",
)


@pytest.mark.parametrize(
    "notice",
    [
        "This job is no longer accepting applications",
        "No longer accepting applications",
        "Sorry, this position has been filled.",
        "The job you are looking for is no longer open.",
        "This posting has expired",
        "Job closed",
        "Position filled.",
        "Applications are closed.",
        "The application deadline has passed.",
        "We're sorry, this job doesn't exist anymore.",
        "We are not accepting new applications for this role.",
        "We could not find the job you were looking for",
        "Diese Stelle ist leider nicht mehr verfügbar.",
        "Die Stellenanzeige ist nicht mehr aktiv.",
        "Die Position wurde bereits besetzt.",
        "Eine Bewerbung auf diese Stelle ist nicht mehr möglich.",
        "Cette offre n’est plus disponible.",
        "L'offre a été pourvue",
        "Cette annonce a expiré.",
        "Esta oferta ya no está disponible",
        "La vacante ha sido cubierta",
        "Esta vaga não está mais disponível.",
        "Vaga encerrada: as inscrições já foram encerradas",
        "Questa posizione non è più disponibile",
        "L'annuncio è scaduto",
        "Deze vacature is niet meer beschikbaar",
        "Deze functie is inmiddels vervuld.",
        "Annonsen är inte längre tillgänglig",
        "Stillingen er ikke længere ledig",
        "Oferta jest już nieaktualna",
        "Tato pozice již není aktuální",
        "Вакансия закрыта",
        "この求人の募集は終了しました",
        "该职位已关闭",
    ],
)
def test_a_notice_closes_in_many_languages_and_is_quoted(notice: str) -> None:
    closing = closed_in_words(f"Acme\nBackend Engineer\n{notice}\nSee our other jobs", POSTING)
    assert closing is not None
    assert closing.evidence in notice


@pytest.mark.parametrize(
    "words",
    [
        "If this job is no longer available, look at our other openings.",
        "We will hire until the position has been filled.",
        "Applications are reviewed as they come and the role closes once the position is filled.",
        "Is this job no longer available? Tell us.",
        "Report this job as expired",
        "The office is closed on Fridays.",
        "Our positions are filled with people who care.",
        "You will work with closed source tools and open positions in trading.",
        "Die Stelle soll zum 1. April besetzt werden.",
        "Die Stelle ist ab sofort zu besetzen.",
        "Wenn die Stelle nicht mehr verfügbar ist, melden wir uns.",
        "Si l'offre n'est plus disponible, nous vous préviendrons.",
        "Offre à pourvoir dès que possible, poste ouvert aux personnes handicapées.",
        "Apply now. Applications are open until 30 April.",
        "This role is open to applicants worldwide.",
        "You close deals and open offices.",
        "Vaga aberta para pessoas com deficiência.",
        "",
    ],
)
def test_what_is_only_possible_or_about_something_else_closes_nothing(words: str) -> None:
    assert closed_in_words(f"Backend Engineer\n{words}\nApply", POSTING) is None


def test_what_the_posting_said_while_it_was_open_is_no_notice() -> None:
    words = "The previous job is closed."
    assert closed_in_words(words, POSTING) is not None
    assert closed_in_words(words, replace(POSTING, text=f"About us. {words} Now we look for you.")) is None


def test_a_page_as_long_as_pages_get_is_read_in_no_time() -> None:
    page = "this job position offre stelle vacature oferta " * 3_000
    started = time.process_time()
    assert closed_in_words(page, POSTING) is None
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "final",
    [
        "https://jobs.acme.example/",
        "https://jobs.acme.example/careers",
        "https://jobs.acme.example/jobs?page=1",
        "https://www.acme.example/karriere/",
        "https://jobs.acme.example/jobs/50001-data-analyst",
        "https://boards.greenhouse.io/acme",
        "https://jobs.acme.example/404.html",
    ],
)
def test_an_address_that_leads_to_a_list_or_another_posting_closes(final: str) -> None:
    closing = led_elsewhere(POSTING, final, "Jobs at Acme")
    assert closing is not None
    assert closing.evidence == final


@pytest.mark.parametrize(
    ("final", "headline"),
    [
        ("http://www.jobs.acme.example/jobs/48213-backend-engineer/?utm_source=x", "Acme"),
        ("https://jobs.acme.example/en/jobs/48213-backend-engineer", "Acme"),
        ("https://acme.example/apply?job=48213", "Acme"),
        ("https://jobs.acme.example/jobs/48213", "Acme"),
        ("https://jobs.acme.example/jobs/50001-backend-engineer-berlin", "Backend Engineer (w/m/d) | Acme"),
        ("https://jobs.acme.example/login", "Sign in"),
        ("https://login.acme.example/", "Sign in"),
        ("https://consent.acme.example/collect", "Before you go on"),
        ("https://elsewhere.example/a/b/c", "Something else"),
    ],
)
def test_an_address_that_may_still_be_the_postings_closes_nothing(final: str, headline: str) -> None:
    assert led_elsewhere(POSTING, final, headline) is None


def test_a_vendors_address_that_names_another_of_its_postings_closes() -> None:
    mine = replace(POSTING, native_id="4012345", url="https://boards.greenhouse.io/acme/jobs/4012345")
    assert led_elsewhere(mine, "https://job-boards.greenhouse.io/acme/jobs/4012345", "Acme") is None
    assert led_elsewhere(mine, "https://boards.greenhouse.io/acme/jobs/4999999", "Acme") is not None
    assert led_elsewhere(mine, "https://boards.greenhouse.io/acme?error=true", "Acme") is not None


@pytest.mark.parametrize(("days", "is_closed"), [(-3, True), (-0.1, True), (0.1, False), (9, False), (-20_000, False)])
def test_a_last_day_that_has_passed_closes(days: float, is_closed: bool) -> None:
    posting = replace(POSTING, closes_at=NOW + timedelta(days=days))
    assert (closed_by_date(posting, NOW) is not None) is is_closed


def test_a_posting_without_a_last_day_is_not_closed_by_date() -> None:
    assert closed_by_date(POSTING, NOW) is None
