"""The person, what they can do, and the searches they run.

One document holds it all: `config/profile.example.yaml` shows every key, `profiles/` validates and imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from jobfinder.domain.facts import Employment, Level, Place, WorkMode


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSkill:
    """A skill of the dictionary (canonical name), or the person's own word for one the dictionary lacks.

    `years` come from dated work (overlapping periods counted once); `last_used` is None for "still in use" or unknown.
    `weight` is how much the person wants to use it: 0 never, 1 normal, 2 and more a lot.
    """

    name: str
    years: float | None = None
    last_used: date | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPeriod:
    """One dated piece of work; `end` None means until today."""

    title: str
    company: str = ""
    start: date
    end: date | None = None
    skills: tuple[str, ...] = ()
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is looking: skills with years, dated work, languages, where they live."""

    name: str = ""
    headline: str = ""
    summary: str = ""
    place: Place = Place()
    utc_offset: float | None = None  # hours from UTC
    languages: tuple[str, ...] = ()  # ISO 639-1
    skills: tuple[PersonSkill, ...] = ()
    work: tuple[WorkPeriod, ...] = ()
    education: tuple[str, ...] = ()


class Strictness:
    """How a rule treats evidence: `strict` rejects, `lenient` only takes points or warns, `off` is silent."""

    STRICT = "strict"
    LENIENT = "lenient"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a person will not have (rules), each with its own switch in `strictness` (by rule id)."""

    excluded_companies: tuple[str, ...] = ()
    excluded_titles: tuple[str, ...] = ()
    excluded_keywords: tuple[str, ...] = ()
    required_titles: tuple[str, ...] = ()  # at least one must stand in the title, if any are given
    levels: tuple[Level, ...] = ()  # wanted levels; empty: any
    pay_floor: float | None = None  # per year, in `pay_currency`
    pay_currency: str = "USD"
    places: tuple[Place, ...] = ()  # where an on-site or hybrid desk may stand; empty: anywhere
    work_modes: tuple[WorkMode, ...] = ()  # empty: any
    utc_offsets: tuple[float, float] | None = None  # the zones the person can work in, hours from UTC
    max_age_days: int | None = None
    employment: tuple[Employment, ...] = ()  # empty: any
    languages: tuple[str, ...] = ()  # languages the person reads; empty: any
    required_skills: tuple[str, ...] = ()
    unwanted_skills: tuple[str, ...] = ()
    needs_visa: bool = False
    has_clearance: bool = False
    strictness: dict[str, str] = field(default_factory=dict)  # rule id -> strict | lenient | off


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Points each part of the score can give; they add up to 100."""

    skills: int = 45
    level: int = 15
    place: int = 15
    pay: int = 10
    freshness: int = 10
    company: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One role a person looks for: a name, a policy, weights, a threshold (None: the environment's)."""

    name: str
    titles: tuple[str, ...] = ()  # roles looked for, in the person's words
    levels: tuple[Level, ...] = ()  # best levels, for the score
    policy: Policy = Policy()
    weights: Weights = Weights()
    threshold: int | None = None
    pay_target: float | None = None  # per year, in policy.pay_currency: full points from here
    preferred_companies: tuple[str, ...] = ()
    skills: tuple[PersonSkill, ...] = ()  # override the person's weights for this search
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The person and all their searches; `version` changes whenever any of it does."""

    person: Person
    searches: tuple[Search, ...]
    version: str = ""
