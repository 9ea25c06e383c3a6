"""The level part: is it the role the person looks for, at their level, for their years of work?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jobfinder.domain.experience import years_of
from jobfinder.domain.facts import Facts, Level
from jobfinder.domain.freshness import MIDDLE
from jobfinder.domain.names import title_key
from jobfinder.domain.person import WorkPeriod
from jobfinder.domain.posting import Listing, Posting
from jobfinder.domain.reading.role import FAMILIES, read_role
from jobfinder.domain.scoring.share import Share, middle, together
from jobfinder.domain.wording import listed, spoken

_RUNG = {
    Level.INTERN: 0, Level.ENTRY: 1, Level.JUNIOR: 1, Level.MID: 2, Level.SENIOR: 3, Level.LEAD: 4, Level.STAFF: 4,
    Level.PRINCIPAL: 5, Level.MANAGER: 4, Level.DIRECTOR: 5, Level.EXECUTIVE: 6,
}  # fmt: skip
_MANAGES = {Level.MANAGER, Level.DIRECTOR, Level.EXECUTIVE}  # a lead may do both, so it is one step from neither
_SHARE_BY_STEPS = {0: 0.85, 1: 0.5}

SAME_FAMILY, NEAR_FAMILY, BY_WORDS = 0.6, 0.3, 0.3  # the words of the title add up to the last to the first two

# Families between which people move with the same skills; any two others are different trades.
_NEAR = tuple(
    frozenset(pair.split())
    for pair in (
        "software_engineering infrastructure", "software_engineering machine_learning", "software_engineering data",
        "software_engineering security", "software_engineering quality_assurance", "software_engineering solutions",
        "software_engineering hardware", "data machine_learning", "data science", "machine_learning science",
        "infrastructure security", "infrastructure it_support", "security it_support", "hardware engineering",
        "quality_assurance engineering", "engineering trades", "product_management project_management",
        "design product_management", "sales customer_success", "sales solutions", "solutions customer_success",
        "solutions consulting", "marketing writing", "operations project_management", "operations administration",
        "operations consulting", "operations logistics", "finance operations", "it_support customer_success",
        "healthcare science", "healthcare social_work", "education social_work", "trades logistics",
    )
)  # fmt: skip

_NOT_THE_ROLE = frozenset({
    "senior", "junior", "mid", "middle", "lead", "staff", "principal", "intern", "internship", "trainee",
    "working", "student", "graduate", "entry", "level", "expert", "associate", "1", "2", "3", "4", "5", "of",
    "the", "and", "for", "in", "at", "to", "a", "an", "with", "m", "f", "d", "w", "x", "remote", "hybrid",
    "onsite",
})  # fmt: skip
_SAME_TRADE = {
    "developer": "engineer", "programmer": "engineer", "engineering": "engineer", "development": "engineer",
    "entwickler": "engineer", "entwicklerin": "engineer", "ingenieur": "engineer", "coder": "engineer",
    "scientists": "scientist", "engineers": "engineer", "developers": "engineer", "designers": "designer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoleFit:
    """The share of the level part, and whether role or level is so far off that the whole score is held back."""

    share: Share
    wrong_role: bool = False
    far_level: bool = False


def role_fit(
    facts: Facts, listing: Listing, titles: tuple[str, ...], levels: tuple[Level, ...], years: float | None
) -> RoleFit:
    """Return how the role fits; `titles` and `levels` are the wanted ones, () for any, `years` the person's of work."""
    shares = []
    wrong_role = far_level = False
    if titles:
        shares.append(title_share(facts, listing.posting.title, titles))
        wrong_role = shares[-1].value == 0
    if levels:
        shares.append(level_share(facts, levels))
        far_level = shares[-1].value == 0
    if facts.years and years is not None:
        shares.append(_years_share(facts.years.value.minimum, years))
    if not shares:
        return RoleFit(Share(1.0, "You named no role or level, so any fits."))
    return RoleFit(together(shares), wrong_role, far_level)


def level_share(facts: Facts, wanted: tuple[Level, ...]) -> Share:
    """Return all for a wanted level, half for one step off, nothing from two steps on, the middle for unknown."""
    if facts.level is None:
        return middle("the level is unknown")
    level = facts.level.value
    if level in wanted:
        return Share(1.0, f"{spoken(level)} is a level you want")
    steps = min(steps_between(level, want) for want in wanted)
    names = listed([spoken(want) for want in wanted], "or")
    return Share(_SHARE_BY_STEPS.get(steps, 0.0), f"{spoken(level)} is {_steps(steps)} {names}")


def _steps(steps: int) -> str:
    return "close to" if steps == 0 else "a step off" if steps == 1 else f"{steps} steps off"


def steps_between(one: Level, other: Level) -> int:
    """Return how many steps of a career lie between two levels; managing people or not is one more step."""
    switches = (one in _MANAGES) != (other in _MANAGES) and Level.LEAD not in (one, other)
    return abs(_RUNG[one] - _RUNG[other]) + switches


def _years_share(asked: int, years: float) -> Share:
    short = asked - years
    if short <= 0:
        return Share(1.0, f"you have the {asked} years asked for")
    told = f"{asked} years are asked for, you have {years:g}"
    return Share(max(0.25, 1 - short / max(asked, 4)), told)


def title_share(facts: Facts, title: str, wanted: tuple[str, ...]) -> Share:
    """Return how the title fits the best of the wanted ones: by its words, else by the family of the role.

    Nothing for another trade, a part for a near one (data for software), the middle where the role is unknown.
    """
    words, family = role_words(title), facts.role.value if facts.role else ""
    return max((_fit(words, family, want) for want in _wanted_roles(wanted)), key=lambda share: share.value)


@dataclass(frozen=True, slots=True)
class _WantedRole:
    title: str
    words: frozenset[str]
    family: str


@lru_cache(maxsize=64)
def _wanted_roles(titles: tuple[str, ...]) -> tuple[_WantedRole, ...]:
    return tuple(_WantedRole(title, role_words(title), _family(title)) for title in titles)


def _family(title: str) -> str:
    fact = read_role(Posting(native_id="", title=title, company="", url=""))
    return fact.value if fact else ""


@lru_cache(maxsize=4096)
def role_words(title: str) -> frozenset[str]:
    """Return the words of a title that say which role it is: no level, and one word for developer and engineer."""
    return frozenset(_SAME_TRADE.get(word, word) for word in title_key(title).split() if word not in _NOT_THE_ROLE)


def _fit(words: frozenset[str], family: str, want: _WantedRole) -> Share:
    shared = len(words & want.words) / len(want.words) if want.words else 0.0
    if family and want.family and family != want.family:
        if frozenset((family, want.family)) in _NEAR:
            return Share(NEAR_FAMILY + BY_WORDS * shared, f"{_spoken(family)} is near to {want.title}")
        return Share(0.0, f"{_spoken(family)} is another trade than {want.title}")
    if shared == 1:
        return Share(1.0, f"the role is {want.title}")
    if family and family == want.family:
        return Share(SAME_FAMILY + BY_WORDS * shared, f"the role is akin to {want.title}")
    if shared > MIDDLE:
        return Share(SAME_FAMILY, f"the title shares words with {want.title}")
    return middle("the kind of role is unknown")


def _spoken(family: str) -> str:
    return FAMILIES.get(family, family).lower()


@lru_cache(maxsize=64)
def years_of_work(work: tuple[WorkPeriod, ...], today: date) -> float | None:
    """Return the person's years of work, overlapping periods once, None where no work is dated."""
    spent = years_of(work, today)
    return spent.years if spent else None
