"""Reads dated jobs from the experience section of a résumé: title, company, dates, what was done, skills.

A job begins at a line with a range of dates (or at the line or two above it); nothing is invented: what cannot be told
apart stays in the title, and a job without dates is no job here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from jobfinder.domain.person import WorkPeriod
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.role import read_role
from jobfinder.domain.skills import find_skills
from jobfinder.profiles.dates import Span, find_spans
from jobfinder.profiles.places import find_place

_BULLET = re.compile(r"^\s*(?:[•·▪●◦‣*➢✓–—-]|\d+[.)])\s+")
_MARKUP = re.compile(r"^#{1,6}\s+|\*\*|__|`")
_JOINTS = re.compile(
    r"\s*(?:\||·|•|\t|\s{3,}|\s[–—-]\s|,\s| @ )\s*| (?:at|bei|chez|en|presso|na|bij|hos) (?=[A-ZÀ-Þ0-9])"
)
_EMPTY = re.compile(r"^[\s()\[\]|,;:·•–—-]+|[\s(\[|,;:·•–—-]+$|\(\s*\)|\[\s*\]")
_DURATION = re.compile(
    r"\(?\b\d+\s*(?:years?|yrs?|mos?|months?|jahre?|monate?|ans?|mois|años?|meses)\b(?:[\s,]*\d+\s*(?:mos?|months?|monate?|mois|meses)\b)?\)?",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:gmbh|ag|se|inc|llc|ltd|limited|corp|corporation|company|co|plc|sa|sas|sarl|s\.?l\.?|s\.?r\.?l|spa|bv|nv|ab|oy|as|aps|kg|ug|e\.?v"
    r"|group|bank|university|universität|université|universidad|hospital|clinic|labs?|studios?|technologies|solutions|systems|consulting|agency|school|institute|center|centre|clinique|klinik|klinikum)\b\.?",
    re.IGNORECASE,
)
_LONGEST_NAME = 90  # characters of a line that may be a title or a company
_MOST_HEAD_LINES = 2
_MOST_NAME_WORDS = 8
_MOST_JOBS = 60


class _Block(NamedTuple):
    """The lines of one job: those with its title and company, and those that tell what was done."""

    head: list[str]
    body: list[str]
    span: Span


def read_jobs(lines: Sequence[str], today: date) -> tuple[list[WorkPeriod], list[str]]:
    """Return the dated jobs, the newest first, and notes on what was left out."""
    jobs, notes = [], []
    for block in _blocks([_MARKUP.sub("", line).rstrip() for line in lines]):
        if block.span.start > today:
            notes.append(f"left out: a job that begins in the future ({' '.join(block.head)[:60]})")
            continue
        jobs.append(_job(block, today))
    if len(jobs) > _MOST_JOBS:
        notes.append(f"left out: {len(jobs) - _MOST_JOBS} of {len(jobs)} jobs, the oldest")
    jobs.sort(key=lambda job: (job.end or date.max, job.start), reverse=True)
    return jobs[:_MOST_JOBS], notes


def _blocks(lines: list[str]) -> Iterator[_Block]:
    dated = [(at, spans[0]) for at, line in enumerate(lines) if not _BULLET.match(line) and (spans := find_spans(line))]
    starts = []
    dates_lead = _dates_lead(lines, dated)
    for number, (at, span) in enumerate(dated):
        floor = at if dates_lead else dated[number - 1][0] + 1 if number else 0
        starts.append((_first_line(lines, at, span, floor), at, span))
    for number, (first, at, span) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        head = [*lines[first:at], _without_span(lines[at], span)]
        body_from = at + 1
        while len(_names(head)) < 2 and body_from <= at + _MOST_HEAD_LINES and _may_be_name(lines, body_from, end):
            head.append(lines[body_from])
            body_from += 1
        yield _Block(head, lines[body_from:end], span)


def _dates_lead(lines: list[str], dated: Sequence[tuple[int, Span]]) -> bool:
    """Return whether each job's dates stand above it, as in a table with the dates on its left.

    So it is where the section begins with a line that holds nothing but dates.
    """
    if not dated:
        return False
    at, span = dated[0]
    return not any(map(str.strip, lines[:at])) and not _names([_without_span(lines[at], span)])


def _first_line(lines: list[str], at: int, span: Span, floor: int) -> int:
    """Return where the job dated on line `at` begins: up to two short lines right above belong to it.

    Where the line itself has both title and company, only a line that plainly names an employer does.
    """
    own = _names([_without_span(lines[at], span)])
    if len(own) > 1:
        employer_above = at > floor and _is_head(lines[at - 1]) and _names_an_employer(lines[at - 1])
        return at - 1 if employer_above and not any(map(_names_an_employer, own)) else at
    first, wanted = at, _MOST_HEAD_LINES
    while first > floor and wanted and _is_head(lines[first - 1]):
        first -= 1
        wanted -= bool(_tidy(_DURATION.sub("", lines[first])))
    return first


def _is_head(line: str) -> bool:
    text = line.strip()
    return (
        bool(text)
        and len(text) <= _LONGEST_NAME
        and not _BULLET.match(line)
        and text[-1] not in ".;:"
        and not text[0].islower()
    )


def _may_be_name(lines: list[str], at: int, end: int) -> bool:
    """Return whether the line below the dates goes on with a title or a company, not yet with what was done."""
    if at >= end or not _is_head(lines[at]) or find_spans(lines[at]) or len(lines[at].split()) > _MOST_NAME_WORDS:
        return False
    return names_a_role(lines[at]) or not find_skills(lines[at])


def _without_span(line: str, span: Span) -> str:
    return line[: span.at] + "  |  " + line[span.stop :]


def _job(block: _Block, today: date) -> WorkPeriod:
    title, company = _title_and_company(_names(block.head))
    body = [line for line in map(_tidy, (_BULLET.sub("", line) for line in block.body)) if line]
    told = "\n".join([*block.head, *block.body])
    text = told.replace(company, " ") if company else told  # to have worked at GitLab is no skill
    end = block.span.end if block.span.end is None or block.span.end <= today else None
    return WorkPeriod(
        title=title or "(untitled)",
        company=company,
        start=block.span.start,
        end=end,
        skills=tuple(dict.fromkeys(name for name, _, _ in find_skills(text))),
        highlights=tuple(body[:8]),
    )


def _names(head: list[str]) -> list[str]:
    """Return the parts of the head lines that may be a title or a company; places and durations are neither."""
    parts = [_tidy(part) for line in head for part in _JOINTS.split(_DURATION.sub(" | ", line))]
    return [part for part in parts if part and any(map(str.isalpha, part)) and not _is_place(part)]


def _is_place(part: str) -> bool:
    if _names_an_employer(part) or names_a_role(part):
        return False
    return part.lower() in ("remote", "hybrid", "on-site", "full-time", "part-time", "vollzeit", "teilzeit") or (
        len(part.split()) <= 3 and find_place(part) is not None
    )


def _title_and_company(names: list[str]) -> tuple[str, str]:
    """Return (title, company): the part that names a role is the title, the first other one the company."""
    if not names:
        return "", ""
    title = next((name for name in names if names_a_role(name) and not _names_an_employer(name)), None)
    if title is None:
        title = next((name for name in names if not _names_an_employer(name)), names[0])
    others = [name for name in names if name != title]
    company = next((name for name in others if _names_an_employer(name)), others[0] if others else "")
    return title, company


def names_a_role(text: str) -> bool:
    """Return whether words name a trade or a job."""
    return read_role(Posting(native_id="", title=text, company="", url="")) is not None


def _names_an_employer(text: str) -> bool:
    """Return whether a word says so, and no role comes behind it: a "Systems Administrator" is no company."""
    found = _COMPANY.search(text)
    return found is not None and not names_a_role(text[found.end() :])


def _tidy(text: str) -> str:
    before = None
    while before != text:
        before, text = text, _EMPTY.sub("", text.strip())
    return text
