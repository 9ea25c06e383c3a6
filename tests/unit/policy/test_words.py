import json
import re

import pytest

from jobfinder.domain.match import Ruling
from jobfinder.domain.person import Policy
from jobfinder.domain.policy.phrases import compiled, first_hit
from jobfinder.domain.policy.words import ALSO_IN_THIS_TRADE
from tests.places import SHARED, needs_shared
from tests.unit.policy.build import verdict_of


@pytest.mark.parametrize(
    ("excluded", "company"),
    [
        ("Meta", "Meta"),
        ("Meta", "META Platforms, Inc."),
        ("Nestle", "Nestlé S.A."),
        ("Acme GmbH", "ACME Ltd."),
        ("日本電産", "日本電産株式会社"),
        ("Bank of America", "Bank of America Corporation"),
    ],
)
def test_an_excluded_company_is_rejected_in_any_spelling(excluded, company):
    verdict = verdict_of("excluded_companies", Policy(excluded_companies=(excluded,)), company=company)
    assert verdict.ruling is Ruling.REJECT
    assert verdict.quote.field == "company"
    assert verdict.quote.text == company


@pytest.mark.parametrize(
    ("excluded", "company"),
    [
        ("Meta", "Metabase"),
        ("Koda", "Škoda"),
        ("Škoda", "Koda"),
        ("Generali", "Ġenerali"),
        ("Upstart", "Tiny Upstart Ventures"),
        ("GE", "Forge Labs"),
        ("", "Acme"),
        ("Inc.", "Acme Inc."),
    ],
)
def test_another_company_is_not_rejected(excluded, company):
    verdict = verdict_of("excluded_companies", Policy(excluded_companies=(excluded,)), company=company)
    assert verdict.ruling is Ruling.PASS


def test_a_posting_without_a_company_is_unknown():
    assert verdict_of("excluded_companies", Policy(excluded_companies=("Acme",)), company=" ").ruling is Ruling.UNKNOWN


def test_excluded_titles_look_at_the_title_only():
    policy = Policy(excluded_titles=("sales", "support"))
    text = "You will work closely with the sales team. You will support production systems."
    assert verdict_of("excluded_titles", policy, text=text).ruling is Ruling.PASS
    rejected = verdict_of("excluded_titles", policy, title="Head of Sales")
    assert (rejected.ruling, rejected.quote.text, rejected.quote.start) == (Ruling.REJECT, "Sales", 8)


def test_a_required_title_is_found_in_other_forms_of_its_word():
    policy = Policy(required_titles=("Engineer",))
    assert verdict_of("required_titles", policy, title="Engineering Manager").ruling is Ruling.PASS
    assert verdict_of("required_titles", policy, title="Accountant").ruling is Ruling.REJECT
    assert verdict_of("required_titles", policy, title="").ruling is Ruling.UNKNOWN


def test_an_excluded_keyword_is_quoted_where_it_stands():
    verdict = verdict_of("excluded_keywords", Policy(excluded_keywords=("crypto",)), text="Wir bauen Krypto. Crypto!")
    assert (verdict.ruling, verdict.quote.text, verdict.quote.start) == (Ruling.REJECT, "Crypto", 18)


def test_an_excluded_keyword_that_is_denied_passes_with_the_denial_quoted():
    verdict = verdict_of("excluded_keywords", Policy(excluded_keywords=("crypto",)), text="Relax: no crypto here.")
    assert verdict.ruling is Ruling.PASS
    assert "no crypto" in verdict.quote.text


def test_a_keyword_in_a_posting_without_text_is_unknown():
    assert verdict_of("excluded_keywords", Policy(excluded_keywords=("crypto",)), text="").ruling is Ruling.UNKNOWN


# What the corpus' own matcher finds inside other words ("Rust Engineer" in "Zero Trust Engineer"): not found here.
INSIDE_OTHER_WORDS = re.compile("solanaceae|nastar|defined|definer|definition|neutronics|zero trust", re.IGNORECASE)


@needs_shared
def test_required_and_excluded_titles_lose_none_of_the_observed_roles():
    corpus = json.loads((SHARED / "datasets/titles/title-recall-corpus.json").read_text())
    wanted = compiled(tuple(corpus["title_filter"]["positive"]), ALSO_IN_THIS_TRADE)
    unwanted = compiled(tuple(corpus["title_filter"]["negative"]))
    differing = {
        row["title"]: row["matches"]
        for row in corpus["titles"]
        if bool(first_hit(wanted, row["title"]) and not first_hit(unwanted, row["title"])) != row["matches"]
    }
    assert [title for title in differing if not INSIDE_OTHER_WORDS.search(title)] == []
    assert all(differing.values()), "a title is found that the corpus does not find"
