"""Reads the skills a posting asks for, each once with its strongest mention: required, preferred or only mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Emphasis, SkillAsk
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.emphasis import Emphases
from jobfinder.domain.skills import canonical, find_skills
from jobfinder.domain.text import regex

_SEPARATORS = regex(r"[,;|/]")
_STRENGTH = {Emphasis.MENTIONED: 0, Emphasis.PREFERRED: 1, Emphasis.REQUIRED: 2}


def read_skills(posting: Posting) -> tuple[Fact[SkillAsk], ...]:
    """Return the skills of a posting's title, (clean) text and tags, in the order of their first mention.

    What the title names is required: a Go engineer needs Go.
    """
    facts: dict[str, Fact[SkillAsk]] = {}
    for fact in _mentions(posting):
        known = facts.get(fact.value.name)
        if known is None or _STRENGTH[fact.value.emphasis] > _STRENGTH[known.value.emphasis]:
            facts[fact.value.name] = fact
    return tuple(facts.values())


def _mentions(posting: Posting) -> Iterator[Fact[SkillAsk]]:
    for name, start, end in find_skills(posting.title, is_title=True):
        yield Fact(SkillAsk(name, Emphasis.REQUIRED), Quote("title", posting.title[start:end], start))
    found = find_skills(posting.text)
    emphases = Emphases(posting.text) if found else None
    for name, start, end in found:
        emphasis = emphases.at(start) if emphases else Emphasis.MENTIONED
        yield Fact(SkillAsk(name, emphasis), Quote("text", posting.text[start:end], start))
    for tag in posting.tags:
        yield from _of_tag(tag)


def _of_tag(tag: str) -> Iterator[Fact[SkillAsk]]:
    """Yield what one tag names, as a whole or between commas in any spelling ("go"), else the skills in its words."""
    named = [name for part in (tag, *_SEPARATORS.split(tag)) if (name := canonical(part)) is not None]
    for name in dict.fromkeys(named or [name for name, _, _ in find_skills(tag)]):
        yield Fact(SkillAsk(name), Quote("board:tags", tag))
