"""Whose board it is: by what a person would compare, and never by a name alone where the board was guessed."""

import pytest

from jobfinder.domain.board_owner import Company, How, Verdict, judge_board
from jobfinder.domain.posting import Posting

FERN = Company("fern.example", ("Fern",))
NAMED = (How.EMBEDDED, How.REDIRECTED, How.LINKED, How.NAMED)


def postings(*urls: str, company: str = "fern", text: str = "") -> list[Posting]:
    return [
        Posting(native_id=str(number), title="Gardener", company=company, url=url, text=text)
        for number, url in enumerate(urls or ("https://jobs.lever.co/fern/1",))
    ]


def verdict(board: str, found: list[Posting], how: How, company: Company = FERN) -> Verdict:
    judgement = judge_board(board, found, company, how)
    assert judgement.compared
    assert all(judgement.compared)
    return judgement.verdict


@pytest.mark.parametrize("how", How)
def test_a_board_whose_postings_lead_back_is_proven_however_it_was_found(how: How) -> None:
    assert verdict("x", postings("https://jobs.fern.example/1", company="Other"), how) is Verdict.PROVEN
    linked = postings(text="See https://www.fern.example/about", company="Other")
    assert verdict("x", linked, how) is Verdict.PROVEN
    assert verdict("x", postings(text="jobs@fern.example", company="Other"), how) is Verdict.PROVEN


def test_one_posting_in_ten_that_leads_back_is_no_proof() -> None:
    others = postings(*(f"https://moss.example/{number}" for number in range(9)), company="Moss")
    assert (
        verdict("fern", [*others, *postings("https://fern.example/1", company="Moss")], How.LINKED) is Verdict.REFUSED
    )


@pytest.mark.parametrize("how", NAMED)
@pytest.mark.parametrize("name", ["Fern", "FERN GmbH", "Fern, Inc.", "Fern Technologies", "The Fern Company"])
def test_the_same_name_in_any_form_is_the_company(name: str, how: How) -> None:
    assert verdict("f123", postings(company=name), how) is Verdict.PROVEN


@pytest.mark.parametrize("how", NAMED)
@pytest.mark.parametrize("name", ["Fern Robotics", "Fernbank", "Moss", "Fern & Moss", "Big Fern"])
def test_another_name_is_another_company(name: str, how: How) -> None:
    assert verdict("fern", postings(company=name), how) is Verdict.REFUSED


def test_the_right_name_with_postings_on_another_companys_site_is_for_a_person_to_judge() -> None:
    assert verdict("fern", postings("https://fernbank.example/1", company="Fern"), How.LINKED) is Verdict.UNPROVEN


def test_a_guess_is_not_proven_by_its_name() -> None:
    assert verdict("fern", postings(company="Fern"), How.GUESSED) is Verdict.REFUSED
    assert verdict("fern", postings("https://fernbank.example/1", company="Fern"), How.GUESSED) is Verdict.REFUSED
    assert verdict("fern", [], How.GUESSED) is Verdict.REFUSED


def test_without_a_name_the_id_or_how_the_site_shows_it_decides() -> None:
    assert verdict("fern", postings(company="fern"), How.LINKED) is Verdict.PROVEN
    assert verdict("fern-gmbh", postings(company="fern-gmbh"), How.LINKED) is Verdict.PROVEN
    assert verdict("fern.wd3:Plants", postings(company="fern.wd3"), How.EMBEDDED) is Verdict.PROVEN
    assert verdict("f123", postings(company="f123"), How.EMBEDDED) is Verdict.PROVEN
    assert verdict("f123", postings(company="f123"), How.LINKED) is Verdict.UNPROVEN


def test_an_empty_board_proves_nothing() -> None:
    assert verdict("fern", [], How.EMBEDDED) is Verdict.UNPROVEN


def test_a_vendors_own_pages_lead_nowhere() -> None:
    found = postings("https://boards.greenhouse.io/fern/jobs/1", text="https://jobs.lever.co/fern", company="fern")
    assert verdict("fern", found, How.GUESSED) is Verdict.REFUSED
    assert verdict("fern", found, How.LINKED) is Verdict.PROVEN


def test_what_stands_on_the_site_itself_is_its_own() -> None:
    assert verdict("https://fern.example/jobs", postings(company="Moss"), How.OWN_SITE) is Verdict.PROVEN


@pytest.mark.parametrize(
    "text", ["https://[broken", "https://" + "x" * 5000, "a@b", "@" * 5000, "\ud800 https://\ud800"]
)
def test_any_text_is_survived(text: str) -> None:
    assert verdict("fern", postings(text=text), How.GUESSED) is not Verdict.PROVEN
