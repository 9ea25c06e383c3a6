"""Small builders, so that a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Emphasis, Facts, SkillAsk
from jobfinder.domain.identity import content_hash, merge_keys
from jobfinder.domain.ids import listing_id
from jobfinder.domain.match import Ruling, Verdict
from jobfinder.domain.person import Person, Policy
from jobfinder.domain.policy import judge
from jobfinder.domain.posting import Listing, Posting

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOTHING_READ = Facts()
Value = TypeVar("Value")


def fact(value: Value, quote: str = "as said", field: str = "text") -> Fact[Value]:
    return Fact(value, Quote(field, quote))


def posting(**fields: Any) -> Posting:
    defaults = {"native_id": "1", "title": "Backend Engineer", "company": "Acme", "url": "https://acme.example/jobs/1"}
    return Posting(**{**defaults, **fields})


def listing(source_key: str = "greenhouse:acme", *, seen_at: datetime = NOW, **fields: Any) -> Listing:
    about = {name: fields.pop(name) for name in ("state", "split", "canonical_id") if name in fields}
    one = posting(**fields)
    return Listing(
        id=listing_id(source_key, one.native_id),
        source_key=source_key,
        posting=one,
        content_hash=content_hash(one),
        merge_keys=merge_keys(one, source_key),
        first_seen_at=seen_at,
        last_seen_at=seen_at,
        **about,
    )


def asks(**by_name: Emphasis) -> tuple[Fact[SkillAsk], ...]:
    return tuple(fact(SkillAsk(name, emphasis), name) for name, emphasis in by_name.items())


def verdict_of(
    rule: str, policy: Policy, facts: Facts = NOTHING_READ, person: Person | None = None, **about: Any
) -> Verdict | None:
    """Return the word of one rule, and check that no other rule but it would reject."""
    verdicts = judge(facts, listing(**about), policy, NOW, person)
    assert not [v for v in verdicts if v.ruling is Ruling.REJECT and v.rule != rule]
    return next((v for v in verdicts if v.rule == rule), None)


def switched(policy: Policy, rule: str, strictness: str) -> Policy:
    return replace(policy, strictness={rule: strictness})
