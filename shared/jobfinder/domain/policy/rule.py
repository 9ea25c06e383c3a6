"""What a rule is: a stable id, one line for people, and a small function from a case to a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobfinder.domain.fact import Quote
from jobfinder.domain.facts import Facts
from jobfinder.domain.match import Ruling
from jobfinder.domain.person import Person, Policy, Strictness
from jobfinder.domain.posting import Listing


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may look at."""

    facts: Facts
    listing: Listing
    policy: Policy
    person: Person
    now: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, before its switch turns a rejection into a warning."""

    ruling: Ruling
    why: str
    quote: Quote | None = None


Check = Callable[[Case], Finding | None]  # None: the policy asks nothing of this kind


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the ordered list; `key` names what to change in a search's policy to change its word."""

    id: str
    line: str
    key: str
    check: Check
    default: str = Strictness.STRICT


def passes(why: str, quote: Quote | None = None) -> Finding:
    """Return a finding in favour."""
    return Finding(Ruling.PASS, why, quote)


def warns(why: str, quote: Quote | None = None) -> Finding:
    """Return a finding that is against, but too weak to reject even where the rule is strict."""
    return Finding(Ruling.WARN, why, quote)


def rejects(why: str, quote: Quote | None = None) -> Finding:
    """Return a finding against."""
    return Finding(Ruling.REJECT, why, quote)


def unknown(why: str) -> Finding:
    """Return that nothing was found either way."""
    return Finding(Ruling.UNKNOWN, why)
