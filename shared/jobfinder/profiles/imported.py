"""Imports a profile from any file a person may have: our own, JSON Resume, or a résumé as text, PDF or Word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jobfinder.domain.experience import years_of
from jobfinder.domain.facts import Place
from jobfinder.domain.person import Person, PersonSkill, Profile, Search
from jobfinder.domain.skills import canonical
from jobfinder.domain.wording import shown_place
from jobfinder.errors import Unreadable
from jobfinder.profiles.default_search import default_search
from jobfinder.profiles.documents import read_document
from jobfinder.profiles.json_resume import is_json_resume, read_json_resume
from jobfinder.profiles.resume_text import read_resume
from jobfinder.profiles.yaml_file import parse_mapping, read_text
from jobfinder.profiles.yaml_profile import check_profile, finished, unknown_skills

_STRUCTURED = (".json", ".yaml", ".yml")
_RESUMES = (".pdf", ".docx", ".txt", ".md", ".markdown", ".text", "")
_MOST_SKILLS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Imported:
    """What was understood of a file; `notes` say what was not, and what was chosen for the person."""

    person: Person
    searches: tuple[Search, ...]
    notes: tuple[str, ...]
    today: date

    @property
    def profile(self) -> Profile:
        """Return the profile to save, with its version."""
        return finished(Profile(person=self.person, searches=self.searches), self.today)


def read_profile_file(path: Path, today: date) -> Imported:
    """Return what a file says of a person, with a search derived from it where the file has none.

    .json and .yaml hold a profile of ours or JSON Resume; .pdf, .docx, .txt and .md a résumé. Raises Unreadable or
    Misconfigured, saying what to do.
    """
    suffix = path.suffix.lower()
    if suffix in _STRUCTURED:
        return _structured(path, today)
    if suffix not in _RESUMES:
        todo = "Job Finder reads .json, .yaml, .md, .txt, .pdf and .docx."
        raise Unreadable(f"{suffix} files cannot be read", where=str(path), todo=todo)
    person, notes = read_resume(read_document(path), today)
    return _imported(person, notes, str(path), today)


def _structured(path: Path, today: date) -> Imported:
    where = str(path)
    values = parse_mapping(read_text(path), where)
    if is_json_resume(values):
        person, notes = read_json_resume(values, today)
        return _imported(person, notes, where, today)
    profile = check_profile(_without_version(values), where, today)
    notes = [f"{name!r} is not in the dictionary of skills" for name in unknown_skills(profile)]
    return Imported(profile.person, profile.searches, tuple(notes), today)


def _without_version(values: dict[str, Any]) -> dict[str, Any]:
    """Return a profile of our own export, whose version is computed again."""
    return {key: value for key, value in values.items() if key != "version"}


def _imported(person: Person, notes: list[str], where: str, today: date) -> Imported:
    if not (person.name or person.skills or person.work):
        raise Unreadable(
            "nothing in the file looks like a résumé",
            where=where,
            todo="It needs sections such as Experience and Skills, or fill in a copy of config/profile.example.yaml.",
        )
    search = default_search(person, today)
    unknown = [skill.name for skill in person.skills if canonical(skill.name) is None]
    if unknown:
        notes = [*notes, f"not in the dictionary of skills, kept in your own words: {', '.join(unknown)}"]
    chosen = "chosen for you: a search for your last titles, levels and place; change it in the saved profile"
    return Imported(person, (search,), (*notes, chosen), today)


# -- showing ----------------------------------------------------------------------------------------------------------


def summary_lines(imported: Imported) -> list[str]:
    """Return what was understood, line by line, for a person to confirm."""
    person = imported.person
    lines = [
        f"Name:       {person.name or 'not found'}",
        f"Headline:   {person.headline or 'not found'}",
        f"Place:      {shown_place(person.place) if person.place != Place() else 'not found'}",
        f"Languages:  {', '.join(person.languages) or 'not found'}",
        f"Work:       {_shown_total(imported)}",
        *(
            f"  {_shown_job(job.start, job.end)}  {job.title}{f', {job.company}' if job.company else ''}"
            for job in person.work
        ),
        f"Skills:     {len(person.skills)}",
        *(f"  {line}" for line in _shown_skills(person.skills)),
    ]
    for search in imported.searches:
        lines.append(f"Search:     {search.name}: {', '.join(search.titles) or 'any title'}")
        if search.levels:
            lines.append(f"  levels: {', '.join(search.levels)}")
    return [*lines, *(f"Note: {note}" for note in imported.notes)]


def _shown_total(imported: Imported) -> str:
    spent = years_of(imported.person.work, imported.today)
    count = len(imported.person.work)
    if not count or spent is None:
        return "no dated work found"
    return f"{count} {'job' if count == 1 else 'jobs'}, {spent.years:g} years in all"


def _shown_job(start: date, end: date | None) -> str:
    return f"{start:%Y-%m} to {f'{end:%Y-%m}' if end else 'now    '}"


def _shown_skills(skills: tuple[PersonSkill, ...]) -> list[str]:
    """Return the skills, the longest used first, those of unknown years last."""
    ordered = sorted(skills, key=lambda skill: -(skill.years or 0))
    lines = [
        f"{skill.name}: {f'{skill.years:g} years' if skill.years is not None else 'years unknown'}"
        f"{f', last used {skill.last_used:%Y-%m}' if skill.last_used else ''}"
        for skill in ordered[:_MOST_SKILLS_SHOWN]
    ]
    rest = len(ordered) - len(lines)
    return [*lines, f"and {rest} more"] if rest > 0 else lines
