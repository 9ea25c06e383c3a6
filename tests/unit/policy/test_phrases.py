import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.policy.phrases import compiled, first_hit, telling_hit


def found(phrase: str, text: str) -> bool:
    return first_hit(compiled((phrase,)), text) is not None


def affirmed(phrase: str, text: str) -> bool:
    hit = telling_hit(compiled((phrase,)), text)
    return hit is not None and not hit.denied


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("intern", "Software Engineering Intern"),
        ("Intern", "2027 Interns"),
        ("front end", "Front-End Developer"),
        ("front-end", "Frontend Developer"),
        ("C++", "Senior C++ Engineer"),
        ("C#", "C#/.NET Developer"),
        (".NET", "C#/.NET Developer"),
        ("C", "Embedded C developer"),
        ("Anchor + Solana", "Solana Engineer (Anchor)"),
        ("café", "Cafe Manager"),
        ("cafe", "CAFÉ manager"),
        ("営業", "法人営業職"),
        ("Go", "Go/Rust engineer"),
    ],
)
def test_a_phrase_is_found_on_token_boundaries_in_any_case_and_spelling(phrase, text):
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("intern", "Software Engineer, Internal Tools"),
        ("intern", "International Payments Engineer"),
        ("engineer i", "Software Engineer, iOS"),
        ("engineer i", "Senior Software Engineer III"),
        ("cto", "Software Contractor Engineer"),
        ("pm", "Senior Software Development Engineer"),
        ("C", "Senior C++ Engineer"),
        ("C", "C# Developer"),
        ("C+", "C++ Developer"),
        ("Java", "JavaScript Developer"),
        ("Anchor + Solana", "News Anchor"),
        ("DeFi + Engineer", "Product Definer, Systems Engineer"),
    ],
)
def test_a_phrase_is_not_found_inside_other_words(phrase, text):
    assert not found(phrase, text)


@pytest.mark.parametrize("phrase", ["", "  ", "+", " + "])
def test_a_phrase_of_nothing_finds_nothing(phrase):
    assert not found(phrase, "anything + at all")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("mlm", "We are one of few companies without multi-level marketing. mlm is not us."),
        ("multi-level marketing", "We are one of few companies without multi-level marketing. mlm is not us."),
        ("crypto", "No crypto, no gambling."),
        ("gambling", "We do not work with gambling or tobacco clients."),
        ("cold calling", "You will never do cold calling."),
        ("cold calling", "There isn't any cold calling involved."),
        ("agency", "This is a non-agency role."),
        ("crypto", "A crypto-free workplace"),
        ("tobacco", "No gambling, tobacco or weapons."),
        ("travel", "Travel is not required."),
        ("sales", "Sales experience isn't needed."),
    ],
)
def test_a_keyword_that_the_text_denies_is_no_hit(phrase, text):
    assert not affirmed(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("mlm", "No experience needed, MLM opportunity!"),
        ("crypto", "Not only crypto but also stocks."),
        ("crypto", "We are not a bank. Crypto is our home."),
        ("sales", "You do not just code; sales is part of it."),
        ("crypto", "No crypto experience? We do crypto trading and teach you."),
        ("gambling", "We never sleep, but gambling pays."),
        ("sales", "Our sales team is not large."),
        ("door to door", "Door-to-door sales"),
    ],
)
def test_a_denial_of_something_else_does_not_hide_a_keyword(phrase, text):
    assert affirmed(phrase, text)


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_phrase_and_any_text_can_be_searched(phrase, text):
    hit = telling_hit(compiled((phrase,)), text)
    assert hit is None or 0 <= hit.start < hit.end <= len(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_plain_word_set_apart_by_spaces_is_always_found(before, after):
    assert found("zebra", f"{before} zebra {after}")
