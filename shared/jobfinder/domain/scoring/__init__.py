"""The score: a sum of named parts in whole points that adds up to what is shown, the same for the same input.

Every part gives at most its weight; what is unknown gives the middle, what nobody asked for gives all. A wrong role or
a level two steps off is a deal-breaker: whatever else fits, the score stays below any sensible threshold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from jobfinder.domain.facts import Facts, Level
from jobfinder.domain.match import Match, Part
from jobfinder.domain.person import Person, Search, Strictness
from jobfinder.domain.posting import Listing
from jobfinder.domain.scoring.role import RoleFit, role_fit, years_of_work
from jobfinder.domain.scoring.share import Share
from jobfinder.domain.scoring.skills import SkillFit, own_skills, skill_fit
from jobfinder.domain.scoring.terms import company_share, freshness_share, pay_share, place_share

__all__ = ["PARTS", "Scored", "score", "score_now", "scored", "total"]

PARTS = ("skills", "level", "place", "pay", "freshness", "company")
WRONG_ROLE_MOST = 40  # points in all
FAR_LEVEL_MOST = 55
_HELD_BACK_FIRST = ("skills", "place", "pay", "company", "level")  # never freshness, which is re-read when shown


@dataclass(frozen=True, slots=True)
class Scored:
    """The parts, and what was found out on the way about skills and role."""

    parts: tuple[Part, ...]
    skills: SkillFit
    role: RoleFit


def score(facts: Facts, listing: Listing, search: Search, person: Person, now: datetime) -> tuple[Part, ...]:
    """Return the parts of the score in the order of `PARTS`; their points are whole and add up to 0 to 100."""
    return scored(facts, listing, search, person, now).parts


def total(parts: tuple[Part, ...]) -> int:
    """Return the score that is shown: the sum of the parts' points."""
    return sum(part.points for part in parts)


def score_now(match: Match, now: datetime) -> tuple[tuple[Part, ...], int]:
    """Return the parts and the total of a match as they stand at this moment: only freshness is read again."""
    fresh = freshness_share(match.posted_at, now)
    parts = tuple(
        fresh.part(part.name, part.most) if part.name == "freshness" else part for part in match.decision.parts
    )
    return parts, total(parts)


def scored(facts: Facts, listing: Listing, search: Search, person: Person, now: datetime) -> Scored:
    """Return the parts together with what was found out on the way."""
    policy, weights, posting, today = search.policy, search.weights, listing.posting, now.date()
    skills = skill_fit(facts, own_skills(person.skills, search.skills, today))
    role = role_fit(facts, listing, search.titles, _wanted_levels(search), years_of_work(person.work, today))
    target = search.pay_target or policy.pay_floor
    shares = {
        "skills": skills.share,
        "level": replace(role.share, why=_sentence(role.share.why)),
        "place": _as_sentence(place_share(facts, policy, person)),
        "pay": pay_share(facts, target, policy.pay_currency),
        "freshness": freshness_share(posting.posted_at, now),
        "company": company_share(posting.company, search.preferred_companies),
    }
    parts = tuple(shares[name].part(name, getattr(weights, name)) for name in PARTS)
    return Scored(_held_back(parts, role), skills, role)


def _wanted_levels(search: Search) -> tuple[Level, ...]:
    """Return the best levels of the search, else those of its rule unless that is switched off."""
    switched_off = search.policy.strictness.get("levels") == Strictness.OFF
    return search.levels or (() if switched_off else search.policy.levels)


def _as_sentence(share: Share) -> Share:
    return replace(share, why=_sentence(share.why))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].removesuffix(".") + "."


def _held_back(parts: tuple[Part, ...], role: RoleFit) -> tuple[Part, ...]:
    """Return the parts so reduced that a deal-breaker's score stays low at any age, the reason told where it is."""
    if not (role.wrong_role or role.far_level):
        return parts
    most = WRONG_ROLE_MOST if role.wrong_role else FAR_LEVEL_MOST
    what = "the role is another one" if role.wrong_role else "the level is too far off"
    by_name = {part.name: part for part in parts}
    excess = sum(p.most if p.name == "freshness" else p.points for p in parts) - most
    for name in _HELD_BACK_FIRST:
        part = by_name[name]
        less = min(part.points, max(0, excess))
        if less:
            by_name[name] = replace(part, points=part.points - less, why=f"{part.why} Held back by {less}: {what}.")
        excess -= less
    return tuple(by_name[part.name] for part in parts)
