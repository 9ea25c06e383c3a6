import pytest

from jobfinder.domain.reading.permits import read_clearance, read_visa
from tests.places import SHARED, needs_shared
from tests.unit.reading.quoted import is_quoted, posting


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("We sponsor visas!", True),
        ("Visa sponsorship is available.", True),
        ("We offer visa and relocation support", True),
        ("We are happy to help with your work permit", True),
        ("We do sponsor visas! However, not for every role.", True),
        ("We are unable to sponsor visas at this time.", False),
        ("Visa sponsorship is not available for this position", False),
        ("This position is NOT eligible for Visa sponsorship.", False),
        ("Must be authorized to work in the US without sponsorship", False),
        ("We can’t sponsor employment visas.", False),
        ("Visa sponsorship: no", False),
        ("Will you now or in the future require sponsorship?", None),
        ("You find an executive sponsor for each account", None),
        ("We sponsor conferences", None),
        ("We process Visa and Mastercard payments", None),
        ("", None),
    ],
)
def test_sponsorship_is_offered_or_not_or_unknown(text, offered):
    source = posting(f"We build pumps.\n{text}\nApply now.")
    fact = read_visa(source)
    assert (fact and fact.value) is offered
    assert fact is None or is_quoted(fact, source)


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("Active Secret clearance required", True),
        ("Must hold TS/SCI", True),
        ("Top Secret/SCI with polygraph", True),
        ("Ability to obtain a security clearance", True),
        ("SC clearance needed", True),
        ("No security clearance required.", False),
        ("A clearance is not required for this role", False),
        ("This role does not require a security clearance.", False),
        ("Security clearance preferred", None),
        ("Customs clearance experience required", None),
        ("Keep it no secret from your team", None),
        ("", None),
    ],
)
def test_a_clearance_is_required_or_not_or_unknown(text, required):
    source = posting(f"We build pumps.\n{text}\nApply now.")
    fact = read_clearance(source)
    assert (fact and fact.value) is required
    assert fact is None or is_quoted(fact, source)


@needs_shared
def test_the_corpus_case_about_clearance_is_read_as_not_required():
    import yaml

    cases = yaml.safe_load((SHARED / "corpus" / "reading-postings.yaml").read_text("utf-8"))["role_words_in_the_text"]
    cases = [case for case in cases if "clearance" in case["expect"]]
    assert cases
    for case in cases:
        fact = read_clearance(posting(case["text"], title=case.get("title", "Engineer")))
        assert fact is not None
        assert fact.value is False
