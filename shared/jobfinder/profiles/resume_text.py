"""Reads a person from the text of a résumé: only what stands there, with notes on what was and was not understood."""

from __future__ import annotations

import re
from datetime import date

from jobfinder.domain.experience import skills_with_years
from jobfinder.domain.facts import Place
from jobfinder.domain.person import Person, PersonSkill, WorkPeriod
from jobfinder.domain.skills import canonical, find_skills
from jobfinder.profiles.dates import find_spans
from jobfinder.profiles.jobs import names_a_role, read_jobs
from jobfinder.profiles.languages import languages_in
from jobfinder.profiles.places import find_place
from jobfinder.profiles.sections import Part, cut

_CONTACT = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,255}|https?://\S+|www\.\S+|\b\w+\.(?:com|de|io|dev|org|net)/\S*|\+?\d[\d\s()/.-]{6,30}\d"
)
_ITEMS = re.compile(r"[,;|•·▪●\t()]|\s[-–—/]\s|\s{3,}|\.\s|\.$")  # between the items of a list
_FIELDS = re.compile(r"\s*(?:[|•·\t]|\s{3,}|\s[–—-]\s)\s*")
_LABEL = re.compile(
    r"^(?:address|location|based in|lives in|adresse|wohnort|anschrift|standort|ort|dirección|indirizzo|lieu|city)"
    r"\s*:\s*",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}$")
_AFTER_A_NAME = re.compile(r"(?:,\s*[A-Z][A-Za-z.-]{1,6})+$")  # "Maria Lopez, RN, BSN"
_TITLES_OF_PAGES = frozenset({"curriculum vitae", "resume", "résumé", "lebenslauf", "cv"})
_MARKUP = re.compile(r"^#{1,6}\s+|\*\*|__|[`*]")
_HEAD_LINES = 12
_LONGEST_HEADLINE = 120


def read_resume(text: str, today: date) -> tuple[Person, list[str]]:
    """Return the person that the text of a résumé describes, and notes on what was and was not understood."""
    parts = cut(text)
    head = [_plain(line) for line in parts[Part.HEAD] if _plain(line)][:_HEAD_LINES]
    work, notes = read_jobs(parts[Part.WORK], today)
    if not parts[Part.WORK] and not work:
        work, more = read_jobs(parts[Part.HEAD], today)
        notes += more
    name, headline = _name_and_headline(head)
    person = Person(
        name=name,
        headline=headline,
        summary=" ".join(filter(None, map(_plain, parts[Part.SUMMARY])))[:1000],
        place=_place([line for line in head if name not in line or len(line) > len(name)]),
        languages=languages_in(" ".join(parts[Part.LANGUAGES])),
        skills=skills_with_years(_named_skills(parts, _without_employers(text, work)), work, today),
        work=tuple(work),
        education=tuple(_education(parts[Part.EDUCATION])),
    )
    return person, [*notes, *_missing(person, parts)]


def _plain(line: str) -> str:
    return _MARKUP.sub("", line).strip()


def _named_skills(parts: dict[Part, list[str]], text: str) -> list[PersonSkill]:
    """Return the skills the person lists; without a section of skills, those found anywhere in the text."""
    if parts[Part.SKILLS]:
        names = [name for line in parts[Part.SKILLS] for name in _listed(line)]
        prose = [*parts[Part.SUMMARY], *parts[Part.HEAD][:_HEAD_LINES], *parts[Part.PROJECTS]]
        names += _found("\n".join(prose))
    else:
        names = _found(text)
    return [PersonSkill(name=name) for name in dict.fromkeys(names)]


def _without_employers(text: str, work: list[WorkPeriod]) -> str:
    """Return the text without the names of companies: to have worked at GitLab is no skill."""
    for company in {job.company for job in work if job.company}:
        text = text.replace(company, " ")
    return text


def _listed(line: str) -> list[str]:
    """Return the skills of a line under "Skills", where an item such as "Word" needs no evidence but its place."""
    label, colon, rest = line.rpartition(":")
    items = _ITEMS.split(_plain(rest if colon else line))
    names = [[known] if (known := canonical(item.strip())) is not None else _found(item) for item in items]
    return [*(name for those in names for name in those), *_found(line), *_found(label)]


def _found(text: str) -> list[str]:
    return [name for name, _, _ in find_skills(_CONTACT.sub(" ", text))]


def _name_and_headline(head: list[str]) -> tuple[str, str]:
    lines = [line for line in head if line.lower() not in _TITLES_OF_PAGES and not find_spans(line)]
    fields = [field for line in lines for field in _FIELDS.split(_CONTACT.sub(" | ", line)) if field.strip(" ,:;")]
    name = _AFTER_A_NAME.sub("", fields[0].strip()) if fields else ""
    if not _NAME.match(name) or find_skills(name):
        return "", ""
    headline = next((field for field in fields[1:3] if _may_be_headline(field)), "")
    return name, headline.strip()


def _may_be_headline(field: str) -> bool:
    is_label = ":" in field or any(map(str.isdigit, field))
    if is_label or len(field) > _LONGEST_HEADLINE or find_place(field) is not None:
        return False
    return len(field.split()) > 1 or names_a_role(field)


def _place(head: list[str]) -> Place:
    """Return where the person lives, from the lines at the top."""
    for line in head:
        for field in _FIELDS.split(_CONTACT.sub(" | ", line)):
            labelled = _LABEL.sub("", field)
            place = find_place(re.sub(r"\b\d{4,5}\b", "", labelled))
            if place is not None and (labelled != field or (place.city and len(field.split()) <= 8)):
                return place
    return Place()


def _education(lines: list[str]) -> list[str]:
    """Return one line for each dated or titled entry."""
    entries = [_plain(line).lstrip("•-– ").strip() for line in lines]
    return [entry[:200] for entry in entries if len(entry) > 3][:12]


def _missing(person: Person, parts: dict[Part, list[str]]) -> list[str]:
    notes = []
    if not person.name:
        notes.append("not understood: the name")
    if not person.work:
        dated = sum(len(find_spans(line)) for lines in parts.values() for line in lines)
        what = "no dated work, so no years of experience" if not dated else "the dated work: no section for experience"
        notes.append(f"not understood: {what}")
    untitled = sum(job.title == "(untitled)" for job in person.work)
    if untitled:
        notes.append(f"not understood: the title of {untitled} {'job' if untitled == 1 else 'jobs'}")
    if person.place == Place():
        notes.append("not understood: where the person lives")
    return notes
