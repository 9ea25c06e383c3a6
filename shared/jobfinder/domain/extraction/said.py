"""What a model said about one posting, before any of it is believed; and what is kept of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from jobfinder.domain.ids import stable_id
from jobfinder.domain.usage import Tokens


@dataclass(frozen=True, slots=True)
class SaidFact:
    """A fact in the model's words, with the words of the posting it claims to have read it from."""

    field: str  # one of FIELDS
    value: str
    quote: str


# The facts a model is asked for, and how each value is to be written.
FIELDS = {
    "level": "intern|entry|junior|mid|senior|lead|staff|principal|manager|director|executive",
    "required_skill": "its usual name",
    "preferred_skill": "its usual name",
    "pay": "MIN-MAX CURRENCY PERIOD, e.g. 60000-75000 EUR year",
    "place": "City, Region, Country of the desk",
    "eligibility": "where a remote worker may live",
    "work_mode": "remote|hybrid|on_site",
    "years": "MIN or MIN-MAX",
    "employment": "full_time|part_time|contract|temporary|internship|volunteer",
    "language": "ISO 639-1 code of a spoken language asked for",
    "visa": "yes|no: sponsorship",
    "clearance": "yes|no: required",
}


class Met(StrEnum):
    """Whether the person meets a requirement; `unknown` where the words said to prove it are not in the profile."""

    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the posting asks for, in its own words, and the words of the profile that answer it ("" for none)."""

    quote: str
    met: Met
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a résumé for this listing should do. It is advice: nothing is computed from it.

    `is_current` turns false when the profile has changed since.
    """

    summary: str = ""
    skills: tuple[str, ...] = ()
    highlights: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    is_current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that one answer held, checked for its form only."""

    facts: tuple[SaidFact, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    strengths: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    intake: Intake = Intake()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """One answer as it is kept, so that it is paid for once; `declined` says why there is none, for good.

    `listing_id` is the job it was asked for, `used_at` when that was last known to be open and of this version.
    """

    id: str
    model: str
    prompt_version: str
    content_hash: str
    profile_hash: str
    at: datetime
    said: Said = Said()
    declined: str = ""
    tokens: Tokens = Tokens()
    micros: int = 0
    in_batch: bool = False
    listing_id: str = ""
    used_at: datetime | None = None


def extraction_id(content_hash: str, prompt_version: str, model: str) -> str:
    """Return the id of the answer of one model to one version of the prompt about one version of a posting."""
    return stable_id("extraction", content_hash, prompt_version, model)
