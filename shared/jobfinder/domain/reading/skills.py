"""Reads the skills a posting asks for, each once with its strongest mention: required, preferred or only mentioned."""

from __future__ import annotations

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
    asked: dict[str, tuple[Emphasis, Quote]] = {}
    for name, start, end in find_skills(posting.title, is_title=True):
        asked.setdefault(name, (Emphasis.REQUIRED, Quote("title", posting.title[start:end], start)))
    _read_text(posting.text, asked)
    for tag in posting.tags:
        for name in _named_by(tag):
            asked.setdefault(name, (Emphasis.MENTIONED, Quote("board:tags", tag)))
    return tuple(Fact(SkillAsk(name, emphasis), quote) for name, (emphasis, quote) in asked.items())


def _read_text(text: str, asked: dict[str, tuple[Emphasis, Quote]]) -> None:
    """Put down what the text asks for and what it asks for more strongly than what was read before."""
    found = find_skills(text)
    emphases = Emphases(text) if found else None
    for name, start, end in found:
        known = asked.get(name)
        if emphases is None or (known and known[0] is Emphasis.REQUIRED):
            continue
        emphasis = emphases.at(start)
        if known is None or _STRENGTH[emphasis] > _STRENGTH[known[0]]:
            asked[name] = emphasis, Quote("text", text[start:end], start)


def _named_by(tag: str) -> list[str]:
    """Return what one tag names, as a whole or between commas in any spelling ("go"), else the skills in its words."""
    named = [name for part in (tag, *_SEPARATORS.split(tag)) if (name := canonical(part)) is not None]
    return named or [name for name, _, _ in find_skills(tag)]
