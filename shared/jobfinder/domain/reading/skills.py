"""Reads the skills a posting asks for, each once with its strongest mention: required, preferred or only mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Emphasis, SkillAsk
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.emphasis import Emphases
from jobfinder.domain.skills import canonical, find_skills

_STRENGTH = {Emphasis.MENTIONED: 0, Emphasis.PREFERRED: 1, Emphasis.REQUIRED: 2}


def read_skills(posting: Posting) -> tuple[Fact[SkillAsk], ...]:
    """Return the skills of a posting's title, (clean) text and tags, in the order of their first mention."""
    facts: dict[str, Fact[SkillAsk]] = {}
    for fact in _mentions(posting):
        known = facts.get(fact.value.name)
        if known is None or _STRENGTH[fact.value.emphasis] > _STRENGTH[known.value.emphasis]:
            facts[fact.value.name] = fact
    return tuple(facts.values())


def _mentions(posting: Posting) -> Iterator[Fact[SkillAsk]]:
    for name, start, end in find_skills(posting.title, is_title=True):
        yield Fact(SkillAsk(name), Quote("title", posting.title[start:end], start))
    found = find_skills(posting.text)
    emphases = Emphases(posting.text) if found else None
    for name, start, end in found:
        emphasis = emphases.at(start, end) if emphases else Emphasis.MENTIONED
        yield Fact(SkillAsk(name, emphasis), Quote("text", posting.text[start:end], start))
    for tag in posting.tags:
        yield from _of_tag(tag)


def _of_tag(tag: str) -> Iterator[Fact[SkillAsk]]:
    """Yield what one tag names: the tag as a whole in any spelling ("go"), else the skills in it."""
    whole = canonical(tag)
    names = [whole] if whole is not None else [name for name, _, _ in find_skills(tag)]
    for name in names:
        yield Fact(SkillAsk(name), Quote("board:tags", tag))
