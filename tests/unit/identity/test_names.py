import json
from itertools import combinations
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.identity import company_key, title_key
from tests.places import SHARED, needs_shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme, Inc.", "ACME"),
        ("  Acme  ,  Inc.  ", "Acme"),
        ("Acme GmbH & Co. KG", "acme gmbh"),
        ("Acme Sp. z o.o.", "Acme"),
        ("Acme S.p.A.", "ACME SpA"),
        ("Acme Pty Ltd", "Acme Limited"),
        ("Nestlé", "Nestle"),
        ("Nestlé", normalize("NFD", "Nestlé")),
        ("İstanbul Tekstil", "Istanbul Tekstil"),
        ("ＡＣＭＥ", "Acme"),
        ("ﬁnance", "finance"),
        ("日本電産株式会社", "日本電産"),
        ("株式会社日本電産", "日本電産"),
        ("The Trade Desk", "Trade Desk"),
        ("Ben & Jerry's", "Ben and Jerrys"),
        ("Møller A/S", "Moller"),
    ],
)
def test_spellings_of_one_company_share_a_key(one, other):
    assert company_key(one) == company_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Škoda", "Koda"),
        ("Żubr", "Zubr"),
        ("Ėmė", "Eme"),
        ("Ġenerali", "Generali"),
        ("Meta", "Metabase"),
        ("日本電産", "日本電気"),
        ("E.ON", "On"),
        ("C", "C++"),
        ("Acme Labs", "Acme"),
    ],
)
def test_different_companies_have_different_keys(one, other):
    assert company_key(one) != company_key(other)


@pytest.mark.parametrize("name", ["Co", "S.A.", "Company", "株式会社", "SE", "The Company"])
def test_a_name_that_is_only_a_legal_form_is_kept(name):
    assert company_key(name)


@pytest.mark.parametrize("name", ["", "  ", "-", "&"])
def test_no_name_has_no_key(name):
    assert company_key(name) == ""


@needs_shared
def test_no_two_names_of_the_corpus_meet_but_those_that_read_alike():
    cases = json.loads((SHARED / "datasets/titles/company-key-corpus.json").read_text())["cases"]
    names = {normalize("NFC", case["input"]).strip() for case in cases if case["input"]}
    meeting = {frozenset(pair) for pair in combinations(names, 2) if company_key(pair[0]) == company_key(pair[1])}
    acme = {name for name in names if company_key(name) == "acme"}
    assert meeting == {frozenset(pair) for pair in combinations(acme, 2)}
    assert all(company_key(name) for name in names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Engineer (m/w/d)", "Senior Engineer"),
        ("Engineer (f/m/x)", "Engineer (all genders)"),
        ("Entwickler*in", "Entwickler"),
        ("Sr. Software Engineer", "Senior Software Engineer"),
        ("Engineer II", "Engineer 2"),
        ("Full-Stack Developer", "Fullstack Developer"),
        ("Back-end Engineer", "Backend Engineer"),
        ("Développeur Senior", "developpeur senior"),
    ],
)
def test_spellings_of_one_title_share_a_key(one, other):
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Account Manager", "Account Manager"),
        ("Engineer II", "Engineer III"),
        ("Engineer", "Engineer I"),
        ("C Developer", "C++ Developer"),
        ("C# Developer", "C Developer"),
        ("Lead Designer", "Designer"),
        ("Intern, Marketing", "Marketing"),
    ],
)
def test_different_titles_have_different_keys(one, other):
    assert title_key(one) != title_key(other)


@pytest.mark.timeout(2)
@pytest.mark.parametrize(
    "hostile", ["co " * 3000, "(" + "div" * 3000, "( m" + " " * 5000, "(m/" * 3000, "\u0307" * 5000]
)
def test_hostile_names_take_no_time(hostile):
    for key in (company_key(hostile), title_key(hostile)):
        assert len(key) <= len(hostile)


@given(st.text(max_size=60))
def test_a_key_is_stable_and_its_own_key(name):
    key = company_key(name)
    assert company_key(key) == key or not key
    assert key == " ".join(key.split())
