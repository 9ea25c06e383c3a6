"""The dictionary's format: one skill a line, parsed once into skills and a tree of their spellings.

    PostgreSQL | postgres, psql, pgsql

The canonical name stands first and is a spelling too. Spellings match in any case and with space or hyphen alike; a
plural is understood. What a spelling is written with says how much it takes to believe it:

    ~Go    an ordinary word as well: counts only as a name among skills, in the right case, or in "Go developer"
    ~~Word so ordinary that only other named tools beside it, or "proficient in Word", are enough
    =SAP   counts only in exactly these capitals
    -name  (for the canonical name only) never read from text by itself; its other spellings are

A line `! go to market, go beyond` lists phrases that are no skill although they begin with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from jobfinder.domain.skills.tokens import cut


class Doubt(IntEnum):
    """How ordinary a spelling is outside of its trade."""

    NONE = 0
    CASE = 1  # =
    WORD = 2  # ~
    COMMON = 3  # ~~


class Skill(NamedTuple):
    """One skill: its canonical name, its family, and whether it is a named tool or a subject."""

    name: str
    family: str
    is_tool: bool


class Term(NamedTuple):
    """One spelling of a skill; `skill` is None for a phrase that only looks like one."""

    written: str
    skill: Skill | None
    doubt: Doubt
    silent: bool = False  # known as a name, never read from text


# A tree of words; the key "" holds the spelling that ends there and what joins its words.
Node = dict[str, Any]

_SPACES = tuple(("",) * (count - 1) for count in range(12))  # the joints of a spelling of so many words


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
                _read_family(lines, family, is_tool, skills, tree)
    return Dictionary(skills, tree)


def _read_family(lines: str, family: str, is_tool: bool, skills: dict[str, Skill], tree: Node) -> None:
    for line in lines.split("\n"):
        line = line.strip()
        if line.startswith("!"):
            for phrase in line[1:].split(","):
                _plant(tree, _term(phrase.strip(), None))
        elif line:
            first, _, others = line.partition(" | ")
            name = first.lstrip("~=-")
            if name in skills:
                raise ValueError(f"{name!r} stands in two lines")
            skills[name] = skill = Skill(name, family, is_tool)
            _plant(tree, _term(first, skill))
            if others:
                for alias in others.split(", "):
                    _plant(tree, _term(alias, skill))


def _term(written: str, skill: Skill | None) -> Term:
    """Return a spelling as it is written in the dictionary, its mark read."""
    mark = written[0]
    if mark == "~":
        return Term(written[2:], skill, Doubt.COMMON) if written[1] == "~" else Term(written[1:], skill, Doubt.WORD)
    if mark == "=":
        return Term(written[1:], skill, Doubt.CASE)
    if mark == "-":
        return Term(written[1:], skill, Doubt.NONE, silent=True)
    return Term(written, skill, Doubt.NONE)


def _plant(tree: Node, term: Term) -> None:
    words, joints = _words(term.written)
    node = tree
    for word in words[:-1]:
        node = node.setdefault(word, {})
    last = words[-1]
    end = node.setdefault(last, {})
    if "" in end:
        _settle(end, term, joints)
    else:
        end[""] = (term, joints)
    if term.doubt is Doubt.NONE and last[-1] != "s" and len(last) > 2 and last.isalpha():
        node.setdefault(last + "s", {}).setdefault("", (term, joints))


def _words(written: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the words of a spelling, and what joins them: "/" in "CI/CD", nothing for a space or a hyphen."""
    words = written.lower().split(" ")
    if "".join(words).isalnum() and written.isascii():  # the most; no need to look closer
        return words, _SPACES[len(words)]
    words, starts, ends = cut(written)
    if not words:
        raise ValueError(f"the spelling {written!r} has no word in it")
    return words, tuple(written[end:start].strip(" -") for end, start in zip(ends, starts[1:], strict=False))


def _settle(node: Node, term: Term, joints: tuple[str, ...]) -> None:
    """Put a spelling where another stands. Of two that differ in punctuation only, the more telling one stays."""
    there, its_joints = node[""]
    if _is_only_a_plural(there, term):
        node[""] = (term, joints)
    elif there.skill is not term.skill:
        raise ValueError(f"{term.written!r} is a spelling of two skills: {_name(there)} and {_name(term)}")
    elif (term.silent, term.doubt, not any(joints)) < (there.silent, there.doubt, not any(its_joints)):
        node[""] = (term, joints)


def _is_only_a_plural(there: Term, term: Term) -> bool:
    """Return whether what stands at a node got there only as the plural of another spelling."""
    return _words(there.written)[0] != _words(term.written)[0]


def _name(term: Term) -> str:
    return term.skill.name if term.skill else "no skill"
