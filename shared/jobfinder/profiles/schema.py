"""The shape of a profile file: which keys there are and what each may be; `config/profile.example.yaml` shows all.

Only the loader imports this module: pydantic is heavy. Keys are the fields of `domain/person.py`, so that a checked
file becomes a Profile through `domain/person_codec.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StrictBool,
    ValidationInfo,
    field_validator,
    model_validator,
)

from jobfinder.domain.facts import Employment, Level, WorkMode
from jobfinder.domain.money import CODES
from jobfinder.domain.policy import RULES_BY_ID
from jobfinder.profiles.dates import first_day, last_day, means_now
from jobfinder.profiles.places import read_place


def _as_date(day_of: Callable[[str], date | None]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value is None or isinstance(value, date):
            return value
        if isinstance(value, str) and means_now(value):
            return None
        day = day_of(str(value)) if isinstance(value, (str, int)) and not isinstance(value, bool) else None
        if day is None:
            raise ValueError("must be a date such as 2021-04-30, 2021-04 or 2021")
        return day

    return read


def _not_in_the_future(value: date | None, info: ValidationInfo) -> date | None:
    today = (info.context or {}).get("today")
    if value is not None and today is not None and value > today:
        raise ValueError("lies in the future")
    return value


def _as_place(value: Any) -> Any:
    return read_place(value) if isinstance(value, str) else value


def _as_skill(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Text = Annotated[str, Field(strict=True, max_length=20_000)]
Name = Annotated[str, Field(strict=True, min_length=1, max_length=300)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Whole = Annotated[int, Strict()]
Past = Annotated[date, AfterValidator(_not_in_the_future)]
Begin = Annotated[Past, BeforeValidator(_as_date(first_day))]
End = Annotated[Past | None, BeforeValidator(_as_date(last_day))]
Hours = Annotated[Number, Field(ge=-12, le=14)]
Language = Annotated[str, Field(strict=True, pattern=r"^[a-z]{2}$")]
Switch = Literal["strict", "lenient", "off"]


class Section(BaseModel):
    """A mapping whose keys are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PlaceSection(Section):
    """A place; in the file also a line such as "Berlin, DE"."""

    city: Text = ""
    region: Text = ""
    country: Annotated[str, Field(strict=True, pattern=r"^([A-Z]{2})?$")] = ""
    area: Text = ""


PlaceValue = Annotated[PlaceSection, BeforeValidator(_as_place)]


class SkillSection(Section):
    """A skill; in the file also its bare name."""

    name: Name
    years: Annotated[Number, Field(ge=0, le=80)] | None = None
    last_used: End = None
    weight: Annotated[Number, Field(ge=0, le=10)] = 1.0


SkillValue = Annotated[SkillSection, BeforeValidator(_as_skill)]


class WorkSection(Section):
    """One dated piece of work."""

    title: Name
    company: Text = ""
    start: Begin
    end: End = None
    skills: list[Name] = []
    highlights: list[Text] = []

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> WorkSection:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it begins on {self.start}")
        return self


class PersonSection(Section):
    """The person."""

    name: Text = ""
    headline: Text = ""
    summary: Text = ""
    place: PlaceValue = PlaceSection()
    utc_offset: Hours | None = None
    languages: list[Language] = []
    skills: list[SkillValue] = []
    work: list[WorkSection] = []
    education: list[Text] = []


class PolicySection(Section):
    """What the person will not have."""

    excluded_companies: list[Name] = []
    excluded_titles: list[Name] = []
    excluded_keywords: list[Name] = []
    required_titles: list[Name] = []
    levels: list[Level] = []
    pay_floor: Annotated[Number, Field(gt=0)] | None = None
    pay_currency: Annotated[str, Field(strict=True)] = "USD"
    places: list[PlaceValue] = []
    work_modes: list[WorkMode] = []
    utc_offsets: Annotated[list[Hours], Field(min_length=2, max_length=2)] | None = None
    max_age_days: Annotated[Whole, Field(gt=0)] | None = None
    employment: list[Employment] = []
    languages: list[Language] = []
    required_skills: list[Name] = []
    unwanted_skills: list[Name] = []
    needs_visa: StrictBool = False
    has_clearance: StrictBool = False
    strictness: dict[Literal[tuple(RULES_BY_ID)], Switch] = {}  # type: ignore[valid-type]

    @field_validator("pay_currency")
    @classmethod
    def _is_a_currency(cls, value: str) -> str:
        if value not in CODES:
            raise ValueError("is no currency code of ISO 4217 such as EUR or USD")
        return value

    @field_validator("utc_offsets")
    @classmethod
    def _goes_from_west_to_east(cls, value: list[float] | None) -> list[float] | None:
        if value is not None and value[0] > value[1]:
            raise ValueError("must go from west to east, for example [-1, 3]")
        return value


class WeightsSection(Section):
    """Points each part of the score can give."""

    skills: Annotated[Whole, Field(ge=0, le=100)] = 45
    level: Annotated[Whole, Field(ge=0, le=100)] = 15
    place: Annotated[Whole, Field(ge=0, le=100)] = 15
    pay: Annotated[Whole, Field(ge=0, le=100)] = 10
    freshness: Annotated[Whole, Field(ge=0, le=100)] = 10
    company: Annotated[Whole, Field(ge=0, le=100)] = 5

    @model_validator(mode="after")
    def _add_up_to_100(self) -> WeightsSection:
        total = self.skills + self.level + self.place + self.pay + self.freshness + self.company
        if total != 100:
            raise ValueError(
                f"must add up to 100 together with the defaults of those not given; they add up to {total}"
            )
        return self


class SearchSection(Section):
    """One role looked for."""

    name: Annotated[str, Field(strict=True, pattern=r"^[A-Za-z0-9][\w .-]{0,63}$")]
    titles: list[Name] = []
    levels: list[Level] = []
    policy: PolicySection = PolicySection()
    weights: WeightsSection = WeightsSection()
    threshold: Annotated[Whole, Field(ge=0, le=100)] | None = None
    pay_target: Annotated[Number, Field(gt=0)] | None = None
    preferred_companies: list[Name] = []
    skills: list[SkillValue] = []
    enabled: StrictBool = True


class ProfileSection(Section):
    """The whole file."""

    person: PersonSection
    searches: Annotated[list[SearchSection], Field(min_length=1)]

    @field_validator("searches")
    @classmethod
    def _have_names_of_their_own(cls, searches: list[SearchSection]) -> list[SearchSection]:
        names = [search.name for search in searches]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"more than one search is called {twice[0]!r}")
        return searches
