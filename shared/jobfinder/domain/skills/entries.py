"""The dictionary's format: one skill a line, parsed once into skills and a tree of their spellings.

    PostgreSQL | postgres, psql, pgsql

The canonical name stands first and is a spelling too. Spellings match in any case and with space or hyphen alike; a plural
is understood. What a spelling is written with says how much it takes to believe it:

    ~Go    an ordinary word as well: counts only as a name among skills, in the right case, or in "Go developer"
    ~~Word so ordinary that only other named tools beside it, or "proficient in Word", are enough
    =SAP   counts only in exactly these capitals
    -name  (for the canonical name only) never read from text by itself; its other spellings are

A line `! go to market, go beyond` lists phrases that are no skill although they begin with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

from jobfinder.domain.skills.tokens import cut


class Doubt(IntEnum):
    """How ordinary a spelling is outside of its trade."""

    NONE = 0
    CASE = 1  # =
    WORD = 2  # ~
    COMMON = 3  # ~~


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill: its canonical name, its family, and whether it is a named tool or a subject."""

    name: str
    family: str
    is_tool: bool


class Term(NamedTuple):
    """One spelling of a skill; `skill` is None for a phrase that only looks like one."""

    written: str
    skill: Skill | None
    doubt: Doubt
    joints: tuple[str, ...]  # what stands between its words, without spaces: "/" in "CI/CD"
    silent: bool = False  # known as a name, never read from text


# A tree of words; the key "" holds the spelling that ends there.
Node = dict[str, Any]

_MARKS = (("~~", Doubt.COMMON), ("~", Doubt.WORD), ("=", Doubt.CASE))


class Dictionary(NamedTuple):
    """All skills by canonical name, and the tree of their spellings."""

    skills: dict[str, Skill]
    tree: Node


def build(tools: Iterable[Mapping[str, str]], subjects: Iterable[Mapping[str, str]]) -> Dictionary:
    """Return the dictionary of the given families. Raises ValueError where two lines claim one name or spelling."""
    skills: dict[str, Skill] = {}
    tree: Node = {}
    for is_tool, modules in ((True, tools), (False, subjects)):
        for families in modules:
            for family, lines in families.items():
                for term in _terms(lines, family, is_tool):
                    _plant(tree, term)
                    if term.skill is not None:
                        skills.setdefault(term.skill.name, term.skill)
    return Dictionary(skills, tree)


def _terms(lines: str, family: str, is_tool: bool) -> Iterator[Term]:
    for line in filter(None, map(str.strip, lines.splitlines())):
        if line.startswith("!"):
            yield from (_term(phrase.strip(), None) for phrase in line[1:].split(","))
            continue
        name, _, aliases = line.partition("|")
        name = name.strip()
        skill = Skill(name.lstrip("~=-"), family, is_tool)
        yield _term(name, skill)
        if aliases:
            yield from (_term(alias.strip(), skill) for alias in aliases.split(","))


def _term(written: str, skill: Skill | None) -> Term:
    for mark, doubt in _MARKS:
        if written.startswith(mark):
            return Term(written[len(mark) :], skill, doubt, ())
    if written.startswith("-"):
        return Term(written[1:], skill, Doubt.NONE, (), silent=True)
    return Term(written, skill, Doubt.NONE, ())


def _plant(tree: Node, term: Term) -> None:
    words, joints = _words(term.written)
    if joints:
        term = Term(term.written, term.skill, term.doubt, joints, term.silent)
    parent = tree
    for word in words[:-1]:
        parent = parent.setdefault(word, {})
    last = words[-1]
    _settle(parent.setdefault(last, {}), term)
    if term.doubt is Doubt.NONE and len(last) > 2 and last.isalpha() and last[-1] != "s":
        parent.setdefault(last + "s", {}).setdefault("", term)


def _words(written: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the words of a spelling, and what joins them."""
    if written.isascii() and written.replace(" ", "").isalnum():  # the most; no need to look closer
        words = written.lower().split(" ")
        return words, ("",) * (len(words) - 1)
    _, words, spans = cut(written)
    if not words:
        raise ValueError(f"the spelling {written!r} has no word in it")
    pairs = zip(spans, spans[1:], strict=False)
    return words, tuple(written[end:start].strip(" -") for (_, end), (start, _) in pairs)


def _settle(node: Node, term: Term) -> None:
    """Put a spelling where its words end. Of two that differ in punctuation only, the more telling one stays."""
    there: Term | None = node.get("")
    if there is None or _is_only_a_plural(there, term):
        node[""] = term
    elif there.skill is not term.skill:
        raise ValueError(f"{term.written!r} is a spelling of two skills: {_name(there)} and {_name(term)}")
    elif (term.silent, term.doubt, not any(term.joints)) < (there.silent, there.doubt, not any(there.joints)):
        node[""] = term


def _is_only_a_plural(there: Term, term: Term) -> bool:
    """Return whether what stands at a node got there only as the plural of another spelling."""
    return _words(there.written)[0] != _words(term.written)[0]


def _name(term: Term) -> str:
    return term.skill.name if term.skill else "no skill"
