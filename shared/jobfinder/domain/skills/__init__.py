"""The skills dictionary: names, families, and what of it stands in a text, read from the text and nothing else.

The dictionary is parsed once, at first use, in some milliseconds; importing this package costs nothing.
"""

from __future__ import annotations

from functools import cache

from jobfinder.domain.skills.entries import Dictionary, Skill, build
from jobfinder.domain.skills.evidence import believed
from jobfinder.domain.skills.matcher import lookup, spellings

__all__ = ["Skill", "all_skills", "canonical", "family", "find_skills", "related"]


def find_skills(text: str, *, is_title: bool = False) -> list[tuple[str, int, int]]:
    """Return every mention of a skill in plain `text` as (canonical name, start, end), in order, not overlapping.

    A word that is ordinary English as well ("Go", "Excel") counts only with evidence around it; `is_title` says that
    the text is a job title, where "Engineer (Go)" is evidence.
    """
    hits = believed(text, spellings(text, dictionary().tree), is_title=is_title)
    return [(hit.term.skill.name, hit.start, hit.end) for hit in hits if hit.term.skill is not None]


def canonical(name: str) -> str | None:
    """Return the dictionary's name for a skill written in any of its spellings ("js"), None where it knows none."""
    term = lookup(name, dictionary().tree)
    return term.skill.name if term is not None and term.skill is not None else None


def family(name: str) -> str | None:
    """Return the family of a skill, in any of its spellings; None for a word the dictionary lacks."""
    known = canonical(name)
    return dictionary().skills[known].family if known is not None else None


def all_skills() -> tuple[Skill, ...]:
    """Return all skills, in the dictionary's order."""
    return tuple(dictionary().skills.values())


def related(name: str) -> frozenset[str]:
    """Return the canonical names of skills so near to this one that knowing them is worth part of it."""
    known = canonical(name)
    return _near().get(known, frozenset()) if known is not None else frozenset()


@cache
def dictionary() -> Dictionary:
    """Return the parsed dictionary; the first call parses it."""
    from jobfinder.domain.skills import fields

    return build(fields.tools(), fields.subjects())


@cache
def _near() -> dict[str, frozenset[str]]:
    from jobfinder.domain.skills.near import GROUPS

    near: dict[str, frozenset[str]] = {}
    for line in filter(None, map(str.strip, GROUPS.splitlines())):
        group = frozenset(name.strip() for name in line.split(","))
        for name in group:
            near[name] = near.get(name, frozenset()) | group - {name}
    return near
