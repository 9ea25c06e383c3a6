"""Reads the seniority of a posting: from its title, else from the board's own field, else from plain words.

The title's rules are tried from the top of a company down, so that "Senior Director" is a director; each counts whole
words and knows the words around it that change its meaning ("Account Executive", "Chief of Staff", "Lead Generation").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Level
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.level_words import MANAGED, MANAGED_UNLESS_SENIOR, NOT_TEAMS, RULES, TITLE_NOUNS
from jobfinder.domain.text import fold, quote, regex

_LONGEST_TITLE = 300  # characters of a title that are read

_ALL_LEVELS = regex(
    r"\ball levels\b|\bany level\b|\bmultiple levels\b|\ball seniorit|\bjunior\W+(?:bis|to|or|oder|and)\W+senior\b"
)
_FOR_A_BOSS = regex(
    r"\b(?:assistant to|executive assistant|personal assistant|administrative assistant|office of the"
    r"|secretary|pa to|ea to|assistante? de direction"
    r"|asistente? de|assistenz (?:der|des))\b"
)
_BOSSES = frozenset({Level.EXECUTIVE, Level.DIRECTOR, Level.MANAGER, Level.PRINCIPAL, Level.LEAD, Level.STAFF})
_DEPUTY = regex(r"\b(?:associate|deputy|assistant|asst)\b(?=.*\bhead\b)")
_MANAGER = regex(r"\b(?:managers?|mgr)\b")
_LEADS_TITLE = regex(
    r"(?:^|[,;:(|/\[]|\s-)\s*(?:the )?(?:(?:senior|sr\.?|group|assistant|associate|deputy|general|people"
    r"|team|interim|acting|junior|contract) )*$"
)
_NAMES_A_RANK = regex(
    r"\b(?:senior|sr\.?|group|assistant|associate|deputy|general|people|team|department|section|unit|line) $"
)
_WORD = regex(r"[\w&+]+")
_SENIOR = frozenset({"senior", "sr", "snr"})
_NUMBERED = regex(
    rf"\b(?:{TITLE_NOUNS})(?:,| -|-)? (?:level )?(?P<number>i{{1,3}}|iv|v|[1-5])\b(?![.%+]|\s*(?:days?|years?"
    rf"|months?|x\b|shift))"
)
_NUMBERS = {"i": Level.ENTRY, "1": Level.ENTRY, "ii": Level.MID, "2": Level.MID}
_JOINED = regex(r"\s*(?:/|or|to|und|oder|bis|ou)\s*")

_OF_BOARD = {
    "internship": Level.INTERN, "intern": Level.INTERN, "student": Level.INTERN, "student college": Level.INTERN,
    "entry level": Level.ENTRY, "entry": Level.ENTRY, "graduate": Level.ENTRY, "no experience": Level.ENTRY,
    "student school": Level.INTERN, "junior": Level.JUNIOR, "associate": Level.JUNIOR, "mid": Level.MID,
    "mid level": Level.MID, "midweight": Level.MID, "intermediate": Level.MID, "experienced": Level.MID,
    "middle": Level.MID,
    "senior": Level.SENIOR, "senior level": Level.SENIOR, "lead": Level.LEAD, "staff": Level.STAFF,
    "principal": Level.PRINCIPAL, "manager": Level.MANAGER, "management": Level.MANAGER, "director": Level.DIRECTOR,
    "executive": Level.EXECUTIVE, "c level": Level.EXECUTIVE, "vp": Level.EXECUTIVE, "supervisor": Level.LEAD,
}  # fmt: skip

_IN_TEXT = regex(
    r"\b(?:this|the)(?: \w+)? (?:role|position|job|opportunity) is (?:an? )?(?P<a>entry[- ]level|junior"
    r"|mid[- ]level|senior)(?:[- ]level)?\b"
    r"|\b(?:this is|is|for) an? (?P<b>entry[- ]level|junior|mid[- ]level|senior)(?:[- ]level)? (?:role"
    r"|position|opportunity|job)\b"
    r"|\b(?P<c>internship)s? (?:program(?:me)? )?(?:20\d\d )?(?:is|are) (?:open|designed|intended|aimed|a \d+"
    r"|paid|available)\b"
    r"|\bthis (?:is a )?(?:paid |unpaid |summer |winter |fall |spring |\d+[- ](?:month|week) )*(?P<d>internship)\b"
)
_WORDS_IN_TEXT = ("internship", "level ", "-level", " senior ", " junior ")
_TEXT_LEVELS = {
    "internship": Level.INTERN, "entry": Level.ENTRY, "junior": Level.JUNIOR, "mid": Level.MID, "senior": Level.SENIOR,
}  # fmt: skip


class _Hit(NamedTuple):
    level: Level
    start: int
    end: int


def read_level(posting: Posting) -> Fact[Level] | None:
    """Return the level with the words it was read from, or None where nothing says it.

    A title that names two far levels ("Junior/Senior") or all of them says nothing; of two joined neighbours
    ("Senior / Staff") the first counts.
    """
    title = fold(posting.title[:_LONGEST_TITLE]).replace("_", ",")
    if _ALL_LEVELS.search(title):
        return None
    hits = _hits(title)
    if hits:
        hit = _chosen(hits, title)
        return Fact(hit.level, quote("title", posting.title, hit.start, hit.end)) if hit else None
    return _of_board(posting.level) or _of_text(posting.text)


def _hits(title: str) -> list[_Hit]:
    """Return what each rule finds in the folded title, the highest rank first."""
    hits: list[_Hit] = []
    for level, words in RULES:
        if level is Level.MANAGER and (manager := _managed(title)):
            hits.append(manager)
        if (found := words.search(title)) and not (found.group().startswith("head") and _DEPUTY.search(title)):
            hits.append(_Hit(level, *found.span()))
    if boss := _FOR_A_BOSS.search(title):
        hits = [hit for hit in hits if hit.level not in _BOSSES or hit.start < boss.start()]
    if not hits and (number := _NUMBERED.search(title)):
        hits.append(_Hit(_NUMBERS.get(number.group("number"), Level.SENIOR), *number.span("number")))
    return hits


def _chosen(hits: list[_Hit], title: str) -> _Hit | None:
    levels = {hit.level for hit in hits}
    if Level.INTERN in levels:
        return next(hit for hit in hits if hit.level is Level.INTERN)
    if {Level.JUNIOR, Level.SENIOR} <= levels:
        return None
    first = hits[0]
    for other in hits[1:]:
        if _JOINED.fullmatch(title[other.end : first.start]):
            first = other
    return first


def _managed(title: str) -> _Hit | None:
    """Return a manager of people: "Manager, X", "Senior Manager", or the manager of a function that is a team.

    Account, product, programme, marketing managers and the like carry the word without the rank.
    """
    for word in _MANAGER.finditer(title):
        before = title[: word.start()]
        if _LEADS_TITLE.search(before) or _NAMES_A_RANK.search(before) or _leads_a_team(before):
            return _Hit(Level.MANAGER, *word.span())
    return None


def _leads_a_team(before: str) -> bool:
    words = _WORD.findall(before)
    if not words or " ".join(words[-2:]) in NOT_TEAMS:
        return False
    is_senior = not _SENIOR.isdisjoint(words)
    return words[-1] in MANAGED or (words[-1] in MANAGED_UNLESS_SENIOR and not is_senior)


def _of_board(word: str) -> Fact[Level] | None:
    key = re.sub(r"[^a-z]+", " ", fold(word)).strip()
    level = _OF_BOARD.get(key)
    return Fact(level, Quote("board:level", word)) if level else None


def _of_text(text: str) -> Fact[Level] | None:
    folded = fold(text)
    said = _IN_TEXT.search(folded) if any(word in folded for word in _WORDS_IN_TEXT) else None
    if said is None:
        return None
    word = next(filter(None, said.groups()))
    level = _TEXT_LEVELS[re.split(r"[ -]", word)[0]]
    return Fact(level, quote("text", text, *said.span()))
