"""Reads a person from JSON Resume (https://jsonresume.org/schema); partial dates and gaps are fine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jobfinder.domain.experience import skills_with_years
from jobfinder.domain.facts import Place
from jobfinder.domain.person import Person, PersonSkill, WorkPeriod
from jobfinder.domain.skills import canonical, find_skills
from jobfinder.profiles.dates import first_day, last_day, means_now
from jobfinder.profiles.languages import language_code
from jobfinder.profiles.places import find_place

_SECTIONS = frozenset(
    {"basics", "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages"}
    | {"interests", "references", "projects", "meta"}
)
_LONGEST = 2000


def is_json_resume(values: dict[str, Any]) -> bool:
    """Return whether plain values look like JSON Resume rather than like a profile of ours."""
    return "person" not in values and bool(_SECTIONS & set(values))


def read_json_resume(values: dict[str, Any], today: date) -> tuple[Person, list[str]]:
    """Return the person, and notes on what was left out and why."""
    notes = [f"left out: the section {key!r}, which is not of JSON Resume" for key in values if _is_strange(key)]
    basics = _mapping(values.get("basics"))
    work = list(_work(values, today, notes))
    person = Person(
        name=_text(basics.get("name")),
        headline=_text(basics.get("label")),
        summary=_text(basics.get("summary")),
        place=_place(basics.get("location")),
        languages=tuple(_languages(values, notes)),
        skills=skills_with_years(_skills(values), work, today),
        work=tuple(work),
        education=tuple(_education(values)),
    )
    return person, notes


def _is_strange(key: str) -> bool:
    return key not in _SECTIONS and not key.startswith("$")


def _work(values: dict[str, Any], today: date, notes: list[str]) -> Iterator[WorkPeriod]:
    for section in ("work", "volunteer"):
        for at, entry in enumerate(_mappings(values.get(section))):
            where = f"{section}[{at}]"
            title = _text(entry.get("position")) or _text(entry.get("name")) or _text(entry.get("organization"))
            start, end = _dates(entry)
            problem = _problem(title, start, end, entry, today)
            if problem or start is None:
                notes.append(f"left out: {where} ({title or 'no position'}), {problem}")
                continue
            yield _period(entry, title, start, end if end is None or end <= today else None)


def _dates(entry: dict[str, Any]) -> tuple[date | None, date | None]:
    start, end = _text(entry.get("startDate")), _text(entry.get("endDate"))
    return first_day(start), None if means_now(end) else last_day(end)


def _problem(title: str, start: date | None, end: date | None, entry: dict[str, Any], today: date) -> str:
    ending = _text(entry.get("endDate"))
    if not title:
        return "it has no position"
    if start is None:
        return f"its startDate {_text(entry.get('startDate'))!r} is no date"
    if ending and end is None and not means_now(ending):
        return f"its endDate {ending!r} is no date"
    if end is not None and end < start:
        return "it ends before it begins"
    return "it begins in the future" if start > today else ""


def _period(entry: dict[str, Any], title: str, start: date, end: date | None) -> WorkPeriod:
    highlights = [text for item in _list(entry.get("highlights")) if (text := _text(item))]
    told = "\n".join([title, _text(entry.get("summary")), *highlights])
    named = [canonical(_text(word)) or _text(word) for key in ("keywords", "skills") for word in _list(entry.get(key))]
    found = [name for name, _, _ in find_skills(told)]
    return WorkPeriod(
        title=title,
        company=_text(entry.get("name") or entry.get("company") or entry.get("organization")),
        start=start,
        end=end,
        skills=tuple(dict.fromkeys(filter(None, [*named, *found]))),
        highlights=tuple(highlights),
    )


def _skills(values: dict[str, Any]) -> list[PersonSkill]:
    """Return the skills listed: each keyword, and a heading where it is itself a skill or has no keywords."""
    names: list[str] = []
    for entry in _mappings(values.get("skills"), "name"):
        heading = _text(entry.get("name"))
        keywords = [text for item in _list(entry.get("keywords")) if (text := _text(item))]
        known = canonical(heading)
        if known or (heading and not keywords):
            names.append(known or heading)
        names += [canonical(keyword) or keyword for keyword in keywords]
    for entry in _mappings(values.get("projects")):
        names += [name for word in _list(entry.get("keywords")) if (name := canonical(_text(word)))]
    return [PersonSkill(name=name) for name in dict.fromkeys(names)]


def _languages(values: dict[str, Any], notes: list[str]) -> Iterator[str]:
    seen = set()
    for entry in _mappings(values.get("languages"), "language"):
        name = _text(entry.get("language"))
        code = language_code(name)
        if code is None:
            notes.append(f"not understood: the language {name!r}")
        elif code not in seen:
            seen.add(code)
            yield code


def _place(location: Any) -> Place:
    """Return the place of `basics.location`; countryCode is ISO 3166-1 alpha-2 in the standard."""
    if isinstance(location, str):
        return find_place(location) or Place()
    fields = _mapping(location)
    city, region, code = (_text(fields.get(key)) for key in ("city", "region", "countryCode"))
    found = find_place(", ".join(filter(None, (city, region, code))))
    if found is not None:
        return found
    is_code = len(code) == 2 and code.isalpha()
    return Place(city=city, region=region, country=code.upper() if is_code else "")


def _education(values: dict[str, Any]) -> Iterator[str]:
    for entry in _mappings(values.get("education")):
        kind = " ".join(filter(None, (_text(entry.get("studyType")), _text(entry.get("area")))))
        line = ", ".join(filter(None, (kind, _text(entry.get("institution")), _text(entry.get("endDate"))[:4])))
        if line:
            yield line


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: Any, key: str = "") -> list[dict[str, Any]]:
    """Return the entries of a list that are mappings; with a `key`, bare strings stand for {key: string}."""
    entries = [{key: item} if key and isinstance(item, str) else item for item in _list(value)]
    return [entry for entry in entries if isinstance(entry, dict)]


def _text(value: Any) -> str:
    if isinstance(value, (str, int, date)) and not isinstance(value, bool):
        return str(value).strip()[:_LONGEST]
    return ""
