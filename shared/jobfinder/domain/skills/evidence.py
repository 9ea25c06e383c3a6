"""Decides whether an ordinary word ("Go", "React", "Word") names a skill where it stands.

It counts beside other skills of a list, after words such as "proficient in", before words such as "developer" or a
version, or alone in a job title's brackets. Bare capitals are never enough: a false skill is worse than a missed one.
"""

from __future__ import annotations

import re

from jobfinder.domain.skills.entries import Doubt
from jobfinder.domain.skills.matcher import Hit
from jobfinder.domain.text import regex

_AND_WORDS = r"and/or|and|or|und|oder|sowie|et|ou|y|e|o|en|of|i|lub|och|eller|og|as well as|plus"
_AND = rf"(?:{_AND_WORDS}|&|\+)"
_VERSIONS = r"(?:\s?v?\d[\d.x]*\+?(?:\s?[/,&]\s?\d[\d.x]*\+?)*)?"  # "Java 8/11/17", "Python 3.x"
# What may stand between two neighbours of a list: an end of the first (a version, a bracket), then a separator.
_BETWEEN = regex(
    _VERSIONS + r"(?:\s?\([^()\n]{0,30}\))?\)?"
    r"(?:\s*[,;/|•·●▪‣◦*(+]\s*|\s*\n[\s\-–—•·●▪‣◦*]*|\s[-–—+&]\s|\s(?=(?:" + _AND_WORDS + r")\s))"
    r"(?:(?:e\.g\.|z\.B\.|such as|like|especially),?\s)?"
    r"(?:" + _AND + r"\s+)?",
)
_LEFT_EDGE = regex(r"(?:^|[\n,;/|•·●▪‣◦(\[:+]|(?:^|\s)[-–—*+&])\s*(?:" + _AND + r"\s)?$|(?:^|\s)" + _AND + r"\s$")
_SEPARATORS = ",;/|•·●▪‣◦([:+"
_LAST_BEFORE_AN_ITEM = ("-", "–", "—", "*", "&", *_AND_WORDS.split("|"))
_RIGHT_EDGE = regex(
    _VERSIONS + r"(?:\s?\([^()\n]{0,30}\))?"
    r"(?:\s*$|\s*[\n,;|•·●▪‣◦)\]]|[/+]|\s[-–—+&/(]|[.:!?…](?=\s|$)|\s\s|\s" + _AND + r"\s"
    r"|\s(?:for|as|with|alongside|including|on|is|are|in|at|from|für|pour|para|per)\s)"
)
_MAKER = (
    r"(?:developers?|engineers?|programmers?|programming|frameworks?|programmierung|entwicklung|entwickler(?:in)?"
    r"|développeur|desarrollador(?:a)?)"
)
_OF_COMMON = regex(r"[ -]" + _MAKER + r"\b|\s?v?\d+\.\d+", re.IGNORECASE)
_OF_DEVELOPERS = regex(r"[ -](?:developers?|programmers?|programming)\b", re.IGNORECASE)
_OF_WORD = regex(
    r"[ -](?:"
    + _MAKER
    + r"|language|codebases?|code|coding|applications?|apps|services|microservices|back-?end|front-?end"
    r"|stack|ecosystem|experience|skills|knowledge|expertise|proficiency|librar(?:y|ies)|components?|modules|hooks|macros"
    r"|formulas|scripts?|scripting|based|spreadsheets?|pipelines?|jobs|dashboards?|sdk|api|apis"
    r"|entwicklung|programmierung|kenntnisse|erfahrung)\b"
    r"|\s?v?\d{1,2}(?:\.[\dx]+)*\+?(?![\d%,$€£]|\s?(?:x|k|years?|days?|hours?|weeks?|months?|jahre|ans)\b)",
    re.IGNORECASE,
)
_OF = "in|with|of|using|on|mit|von|im|en|avec|de|du|con|em|com|met|van|di|med|av|i|w|z"
_MAKERS_FIRST = (
    "développeur|développeuse|ingénieur|ingénieure|desarrollador|programador|desenvolvedor|sviluppatore|entwickler"
    "|ontwikkelaar"
)
_DOING = "using|via|advanced|intermediate|knows|know"
_SUCH = "the|modern|advanced|idiomatic|basic|core|either|both"
_LAST_OF_KNOWING = (":", *f"{_OF}|{_MAKERS_FIRST}|{_DOING}|{_SUCH}".split("|"))
_KNOWING = regex(
    r"(?:\b(?:written|writing|programming|programmed|coding|code|coded|develop(?:ing|ed|ment)?|built|build|building"
    r"|implemented|proficien(?:t|cy)|experience[ds]?|expertise|expert|skill(?:s|ed)?|fluen(?:t|cy)|knowledge"
    r"|famili(?:ar|arity)|background|comfortable|competen(?:t|ce|cy)|hands-on|strong|versed"
    r"|kenntnisse|erfahrung(?:en)?|connaissances?|expérience|maîtrise|experiencia|conocimientos?|esperienza|conoscenza"
    r"|experiência|conhecimentos?|ervaring|kennis|erfaring|erfarenhet|kunskaper|doświadczenie|znajomość)"
    rf"\s(?:{_OF})"
    r"|\b(?:languages?|stack|technolog(?:y|ies)|frameworks?|tools|skills|back-?end|front-?end|sprachen|langages)\s?:"
    rf"|\b(?:{_MAKERS_FIRST}|{_DOING}))\s(?:(?:{_SUCH})\s)*$",
    re.IGNORECASE,
)
# What may lead into a list, though it says nothing of a single word: "frameworks like React or Vue".
_LEADING = regex(
    r"\b(?:like|such as|including|include|includes|e\.g\.|i\.e\.|either|using|utili[sz]ing|use|uses|our|to|from|of|via"
    r"|as|are|is|on|modern|wie|comme|como|come|zoals|med|som)\s$",
    re.IGNORECASE,
)
_WEAKLY = regex(r"\b(?:in|with|mit|avec|con|use|love|our|modern|idiomatic)\s$", re.IGNORECASE)
_ROLE = regex(_MAKER + r"|architect|consultant|sre|devops", re.IGNORECASE)
_AROUND = 48  # characters looked at on either side


def believed(text: str, hits: list[Hit], *, is_title: bool = False) -> list[Hit]:
    """Return the hits that name a skill; `is_title` lets "Engineer (Go)" count."""
    if not any(hit.term.doubt >= Doubt.WORD for hit in hits):
        return [hit for hit in hits if hit.term.skill is not None]
    sure = [hit.term.doubt < Doubt.WORD or _stands_alone(text, hit, is_title) for hit in hits]
    items = [_is_an_item(text, hits, at) for at in range(len(hits))]
    for order in (range(len(hits)), range(len(hits) - 1, -1, -1)):
        for at in order:
            sure[at] = sure[at] or (items[at] and _among_skills(text, hits, items, sure, at))
    return [hit for hit, is_sure in zip(hits, sure, strict=True) if is_sure and hit.term.skill is not None]


def _stands_alone(text: str, hit: Hit, is_title: bool) -> bool:
    """Return whether the words right before or after say that this one is a skill."""
    after = text[hit.end : hit.end + _AROUND]
    if hit.term.doubt is Doubt.WORD and (_OF_COMMON if is_title else _OF_DEVELOPERS).match(after):
        return True  # in any case: "go developer"
    if not _is_written_as_a_name(text, hit):
        return False
    follows = (_OF_WORD if hit.term.doubt is Doubt.WORD else _OF_COMMON).match(after)
    if follows:
        return True
    if is_title and hit.term.doubt is Doubt.WORD and hit.term.skill is not None and not hit.term.skill.is_tool:
        return True  # "Sales Manager", "Tax Adviser"
    if not _RIGHT_EDGE.match(after):
        return False
    before = text[max(0, hit.start - _AROUND) : hit.start]
    if _speaks_of_knowing(before):
        return True
    if hit.term.doubt is Doubt.COMMON or hit.term.skill is None or not hit.term.skill.is_tool:
        return False
    in_brackets = before.endswith("(") and after.startswith(")")
    return (
        in_brackets
        or bool(_WEAKLY.search(before))
        or (is_title and _begins_an_item(before) and bool(_ROLE.search(text)))
    )


def _is_written_as_a_name(text: str, hit: Hit) -> bool:
    return text[hit.start : hit.end] == hit.term.written


def _among_skills(text: str, hits: list[Hit], items: list[bool], sure: list[bool], at: int) -> bool:
    """Return whether the hit, an item of a list, has a skill for the item before or after it."""
    return any(
        (sure[other] and _supports(text, hits[other], hits[at])) or _are_both_names(text, hits[other], hits[at])
        for other, first in ((at - 1, at - 1), (at + 1, at))
        if 0 <= other < len(hits) and items[other] and _joined(text, hits, first)
    )


def _is_an_item(text: str, hits: list[Hit], at: int) -> bool:
    """Return whether a list could begin or go on with the hit and end or go on behind it."""
    hit = hits[at]
    if hit.term.doubt < Doubt.WORD:
        return True
    if _RIGHT_EDGE.match(text[hit.end : hit.end + _AROUND]) is None:
        return False
    before = text[max(0, hit.start - _AROUND) : hit.start]
    return (
        _begins_an_item(before)
        or _joined(text, hits, at - 1)
        or _speaks_of_knowing(before)
        or (before[-1:].isspace() and any(words.search(before) for words in (_WEAKLY, _LEADING)))
    )


def _speaks_of_knowing(before: str) -> bool:
    """Return whether the words before say that what follows is known; few end as such words do."""
    return before.rstrip().lower().endswith(_LAST_OF_KNOWING) and _KNOWING.search(before) is not None


def _begins_an_item(before: str) -> bool:
    """Return whether the words before end where an item of a list begins: most show at their end whether they do."""
    words = before.rstrip()
    if not words or words[-1] in _SEPARATORS or "\n" in before[len(words) :]:
        return True
    return words.endswith(_LAST_BEFORE_AN_ITEM) and _LEFT_EDGE.search(before) is not None


def _joined(text: str, hits: list[Hit], first: int) -> bool:
    """Return whether hit `first` and the one after it are neighbours of one list."""
    if first < 0:
        return False
    gap = text[hits[first].end : hits[first + 1].start]
    return len(gap) <= _AROUND and _BETWEEN.fullmatch(gap) is not None


def _are_both_names(text: str, one: Hit, other: Hit) -> bool:
    """Return whether two names of tools, at least one of them less ordinary, vouch for each other: "Go/Rust"."""
    if one.term.skill is other.term.skill or Doubt.WORD not in (one.term.doubt, other.term.doubt):
        return False
    return all(
        hit.term.skill is not None and hit.term.skill.is_tool and _is_written_as_a_name(text, hit)
        for hit in (one, other)
    )


def _supports(text: str, neighbour: Hit, hit: Hit) -> bool:
    """Return whether a believed neighbour is enough for the hit: a named tool; for `Go` in capitals any skill."""
    skill = neighbour.term.skill
    if skill is None:
        return False
    if _is_written_as_a_name(text, hit):
        return skill.is_tool or hit.term.doubt is Doubt.WORD
    # "python, go, react": all in one manner, so the small letters say nothing against it
    found, other = text[hit.start : hit.end], text[neighbour.start : neighbour.end]
    if found.isupper():
        return skill.is_tool and other.isupper() and other not in (neighbour.term.written, skill.name)
    return skill.is_tool and found.islower() and other.islower()
