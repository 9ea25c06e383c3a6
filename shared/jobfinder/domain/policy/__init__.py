"""The rules by which a person turns postings away: each gives its evidence, and what is unknown never rejects.

Adding a rule is writing one function from a case to a finding and one line in `RULES`.
"""

from __future__ import annotations

from datetime import datetime

from jobfinder.domain.facts import Facts
from jobfinder.domain.match import Ruling, Verdict
from jobfinder.domain.person import Person, Policy, Strictness
from jobfinder.domain.policy import offer, role, words
from jobfinder.domain.policy.rule import Case, Finding, Rule
from jobfinder.domain.posting import Listing

__all__ = ["RULES", "RULES_BY_ID", "Rule", "judge", "rejects", "strictness_of"]

# In the order in which they are told to people: what cannot be helped first, then what the person chose.
RULES = (
    Rule("still_open", "the posting is closed or its last day has passed", "", offer.still_open),
    Rule("excluded_companies", "the company is one you excluded", "excluded_companies", words.excluded_companies),
    Rule("excluded_titles", "the title has a word you excluded", "excluded_titles", words.excluded_titles),
    Rule("required_titles", "the title has none of the words you require", "required_titles", words.required_titles),
    Rule("excluded_keywords", "the posting affirms a word you excluded", "excluded_keywords", words.excluded_keywords),
    Rule("levels", "the level is not among those you want", "levels", role.levels),
    Rule("work_modes", "remote, hybrid or on site: not as you want", "work_modes", offer.work_modes),
    Rule("places", "the desk stands in none of your places", "places", offer.places),
    Rule("remote_eligibility", "remote, but not for people where you live", "person.place", offer.remote_eligibility),
    Rule("time_zones", "working hours in time zones other than yours", "utc_offsets", offer.time_zones),
    Rule("pay_floor", "the top of the pay is below your floor", "pay_floor", offer.pay_floor),
    Rule("max_age", "published longer ago than you allow", "max_age_days", offer.max_age),
    Rule("employment", "the kind of contract is not among those you want", "employment", role.employment),
    Rule("languages", "asks for, or is written in, a language you did not list", "languages", role.languages),
    Rule("required_skills", "names skills, but not all those you insist on", "required_skills", role.required_skills),
    Rule("unwanted_skills", "asks for a skill you do not want", "unwanted_skills", role.unwanted_skills),
    Rule("visa", "sponsors no visa, and you need one", "needs_visa", role.visa),
    Rule("clearance", "requires a security clearance, and you have none", "has_clearance", role.clearance),
)  # fmt: skip
RULES_BY_ID = {rule.id: rule for rule in RULES}


def judge(
    facts: Facts, listing: Listing, policy: Policy, now: datetime, person: Person | None = None
) -> tuple[Verdict, ...]:
    """Return the word of each rule that is on and that the policy asks something of, in the order of `RULES`.

    A rejection by a lenient rule becomes a warning. `person` says where a remote worker lives; without it, eligibility
    is not judged. `now` is in UTC.
    """
    case = Case(facts, listing, policy, person or Person(), now)
    verdicts = []
    for rule in RULES:
        strictness = strictness_of(rule, policy)
        if strictness == Strictness.OFF:
            continue
        finding = rule.check(case)
        if finding is not None:
            verdicts.append(_verdict(rule, finding, strictness))
    return tuple(verdicts)


def strictness_of(rule: Rule, policy: Policy) -> str:
    """Return how the policy wants a rule to treat evidence: the rule's own default where it does not say."""
    return policy.strictness.get(rule.id, rule.default)


def rejects(verdicts: tuple[Verdict, ...]) -> bool:
    """Return whether any rule turns the listing away."""
    return any(verdict.ruling is Ruling.REJECT for verdict in verdicts)


def _verdict(rule: Rule, finding: Finding, strictness: str) -> Verdict:
    softened = finding.ruling is Ruling.REJECT and strictness != Strictness.STRICT
    return Verdict(rule.id, Ruling.WARN if softened else finding.ruling, finding.why, finding.quote)
