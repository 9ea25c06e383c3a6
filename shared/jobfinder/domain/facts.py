"""The vocabulary of what is read from a posting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jobfinder.domain.fact import Fact
from jobfinder.domain.posting import Pay


class Level(StrEnum):
    """Seniority as the title or the board states it, in rising order."""

    INTERN = "intern"
    ENTRY = "entry"
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"
    STAFF = "staff"
    PRINCIPAL = "principal"
    MANAGER = "manager"
    DIRECTOR = "director"
    EXECUTIVE = "executive"


class WorkMode(StrEnum):
    """Where the work is done."""

    REMOTE = "remote"
    HYBRID = "hybrid"
    ON_SITE = "on_site"


class Employment(StrEnum):
    """The kind of contract."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACT = "contract"
    TEMPORARY = "temporary"
    INTERNSHIP = "internship"
    VOLUNTEER = "volunteer"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as precise as it was named; "" for what was not named.

    `city` in its common English name, `region` as a name ("Maine", "Ontario"), `country` as ISO 3166-1 alpha-2.
    `area` names what is larger than a country or not one ("Europe", "EMEA", "worldwide").
    """

    city: str = ""
    region: str = ""
    country: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Years:
    """Years of experience asked for; `maximum` is None where the posting names no end."""

    minimum: int
    maximum: int | None = None


class Emphasis(StrEnum):
    """How strongly a posting asks for a skill."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class SkillAsk:
    """A skill of the dictionary, by its canonical name, and how the posting asks for it."""

    name: str
    emphasis: Emphasis = Emphasis.MENTIONED


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was read from one posting; None and () mean unknown."""

    level: Fact[Level] | None = None
    role: Fact[str] | None = None  # role family, see reading/role.py
    skills: tuple[Fact[SkillAsk], ...] = ()
    pay: Fact[Pay] | None = None
    places: tuple[Fact[Place], ...] = ()  # where the desk stands
    eligibility: tuple[Fact[Place], ...] = ()  # where a remote worker may live
    work_mode: Fact[WorkMode] | None = None
    years: Fact[Years] | None = None
    employment: Fact[Employment] | None = None
    languages: tuple[Fact[str], ...] = ()  # spoken languages asked for, ISO 639-1
    written_in: Fact[str] | None = None  # the language of the posting itself, ISO 639-1
    visa: Fact[bool] | None = None  # True: sponsorship offered; False: not offered
    clearance: Fact[bool] | None = None  # True: required; False: said not to be
    utc_offsets: Fact[tuple[float, float]] | None = None  # the time zones asked for, as hours from UTC, west to east
