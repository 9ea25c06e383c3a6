import re
from dataclasses import replace

import pytest

from jobfinder.domain.decide import decide
from jobfinder.domain.explain import remedy, sum_lines, why_lines
from jobfinder.domain.facts import Facts, WorkMode
from jobfinder.domain.person import Policy, Search, Strictness
from jobfinder.domain.policy import RULES
from jobfinder.domain.posting import Pay
from tests.unit.policy.build import NOW, fact, listing
from tests.unit.scoring.test_decide import FACTS, ME, ONE, SEARCH


def told(search=SEARCH, facts=FACTS, one=ONE, threshold=70):
    return "\n".join(why_lines(decide(facts, one, search, ME, now=NOW, threshold=threshold), facts, one))


def test_the_outcome_comes_first():
    first = told().splitlines()[0]
    assert re.fullmatch(
        r"Senior Backend Engineer at Acme: matched for “backend”, \d+ of 100 points \(threshold 70\)\.", first
    )


def test_a_rejection_is_told_with_its_rule_its_quote_and_the_key_to_change():
    text = told(replace(SEARCH, policy=replace(SEARCH.policy, pay_floor=90000)))
    assert "filtered out by your rules" in text
    assert "Rejected by pay_floor: Pays €60,000–75,000 a year, less than your floor of €90,000 a year." in text
    assert "the text: “€60k–75k”" in text
    assert "policy.pay_floor in your profile, or set policy.strictness.pay_floor to lenient or off" in text


def test_a_warning_is_told_as_one():
    policy = replace(SEARCH.policy, pay_floor=90000, strictness={"pay_floor": Strictness.LENIENT})
    assert "Warned by pay_floor:" in told(replace(SEARCH, policy=policy))


def test_the_itemised_sum_adds_up():
    decision = decide(FACTS, ONE, SEARCH, ME, now=NOW, threshold=70)
    rows = [re.match(r"\s+(\w+)\s+(\d+) of\s+(\d+)", line).groups() for line in sum_lines(decision.parts)]
    *parts, (name, points, most) = rows
    assert name == "total"
    assert sum(int(row[1]) for row in parts) == int(points) == decision.score
    assert sum(int(row[2]) for row in parts) == int(most) == 100


def test_what_could_not_be_read_is_named_as_unknown():
    text = told(facts=Facts(), one=listing())
    unknown = text.partition("Unknown (never a reason to reject):")[2]
    for words in ("how senior the role is", "what it pays", "where the desk stands", "when it was published"):
        assert words in unknown


def test_only_what_matters_to_the_way_of_working_is_named_as_unknown():
    hybrid, remote = (told(facts=Facts(work_mode=fact(mode))) for mode in (WorkMode.HYBRID, WorkMode.REMOTE))
    assert "where a remote worker may live" not in hybrid.partition("Unknown")[2]
    assert "where the desk stands" in hybrid
    assert "where the desk stands" not in remote
    assert "where a remote worker may live" in remote


def test_a_long_quote_is_cut_and_put_on_one_line():
    facts = replace(FACTS, pay=fact(Pay(1, 1, "EUR", "year"), "pay\n" * 300))
    quoted = next(line for line in told(facts=facts).splitlines() if "the text: “" in line)
    assert len(quoted) < 200
    assert quoted.endswith("…”")


def test_a_posting_without_title_and_company_is_named_by_its_id():
    one = listing(title="", company="")
    assert told(Search(name="any", policy=Policy()), Facts(), one).startswith(one.id[:12])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_can_be_changed(rule):
    assert f"policy.strictness.{rule.id}" in remedy(rule.id)


def test_a_rule_of_an_older_version_can_still_be_told():
    assert "policy.strictness.gone" in remedy("gone")
