"""The profile file: checked as a whole, every mistake told at once; written back as a person would write it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jobfinder.domain.experience import skills_with_years
from jobfinder.domain.person import Person, PersonSkill, Profile, Search
from jobfinder.domain.person_codec import profile_from_dict, profile_to_dict
from jobfinder.domain.skills import canonical
from jobfinder.errors import Misconfigured
from jobfinder.profiles.yaml_file import parse_mapping, read_text

TODO = "config/profile.example.yaml shows every key."


def load_profile(path: Path, today: date) -> Profile:
    """Return the profile in a YAML file, its skills in the dictionary's names and with years from dated work.

    `version` changes with what the file says, never with its comments. Raises Misconfigured naming the file and, for
    all mistakes at once, the key, the value and what is allowed.
    """
    return parse_profile(read_text(path), str(path), today)


def parse_profile(text: str, where: str, today: date) -> Profile:
    """Return the profile in YAML text that came from `where`; see `load_profile`."""
    return check_profile(parse_mapping(text, where), where, today)


def check_profile(values: dict[str, Any], where: str, today: date) -> Profile:
    """Return the profile that plain values describe; see `load_profile`."""
    from pydantic import ValidationError

    from jobfinder.profiles.problems import in_words
    from jobfinder.profiles.schema import ProfileSection

    try:
        checked = ProfileSection.model_validate(values, context={"today": today})
    except ValidationError as error:
        raise Misconfigured(in_words(error, ProfileSection), where=where, todo=TODO) from None
    return finished(profile_from_dict(checked.model_dump(mode="json", exclude_unset=True)), today)


def finished(profile: Profile, today: date) -> Profile:
    """Return a profile with canonical skills, years from dated work, and the version of its content."""
    named = _named(profile)
    person = replace(named.person, skills=skills_with_years(named.person.skills, named.person.work, today))
    done = replace(named, person=person)
    return replace(done, version=version_of(done))


def version_of(profile: Profile) -> str:
    """Return a hash of what a profile says, the same on every machine."""
    content = profile_to_dict(replace(profile, version=""))
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def unknown_skills(profile: Profile) -> list[str]:
    """Return the skills of a profile that the dictionary lacks; they are matched by their own words only."""
    policies = [search.policy for search in profile.searches]
    names = [skill.name for skill in profile.person.skills]
    names += [skill.name for search in profile.searches for skill in search.skills]
    names += [name for policy in policies for name in (*policy.required_skills, *policy.unwanted_skills)]
    return [name for name in dict.fromkeys(names) if canonical(name) is None]


def dump_profile(profile: Profile) -> str:
    """Return the profile as YAML that `load_profile` reads back the same."""
    import yaml

    plain = _with_dates(profile_to_dict(replace(profile, version="")))
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)


def _with_dates(value: Any, key: str = "") -> Any:
    """Return plain values with the dates among them as dates, which YAML writes without quotes."""
    if isinstance(value, dict):
        return {name: _with_dates(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_dates(item) for item in value]
    return date.fromisoformat(value) if key in ("start", "end", "last_used") else value


# -- the dictionary's names -------------------------------------------------------------------------------------------


def _named(profile: Profile) -> Profile:
    return replace(
        profile, person=_named_person(profile.person), searches=tuple(_named_search(each) for each in profile.searches)
    )


def _named_person(person: Person) -> Person:
    work = tuple(replace(period, skills=_names(period.skills)) for period in person.work)
    return replace(person, skills=_named_skills(person.skills), work=work)


def _named_search(search: Search) -> Search:
    policy = replace(
        search.policy,
        required_skills=_names(search.policy.required_skills),
        unwanted_skills=_names(search.policy.unwanted_skills),
    )
    return replace(search, policy=policy, skills=_named_skills(search.skills))


def _named_skills(skills: tuple[PersonSkill, ...]) -> tuple[PersonSkill, ...]:
    """Return the skills in the dictionary's names, the first mention of each."""
    named: dict[str, PersonSkill] = {}
    for skill in skills:
        name = canonical(skill.name) or skill.name.strip()
        named.setdefault(name, replace(skill, name=name))
    return tuple(named.values())


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(canonical(name) or name.strip() for name in names))
