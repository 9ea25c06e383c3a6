"""Reads the role family of a posting from the head noun of its title; the text never decides.

In "Engineer, Admin Experience" the engineer is the head and the rest says where; in "Manager, Software Engineering" the
head says nothing of the trade, so the topic after it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jobfinder.domain.fact import Fact
from jobfinder.domain.posting import Posting
from jobfinder.domain.reading.role_words import ENGINEER, ENGINEERED, FAMILIES, GENERIC, HEADS, SOFTWARE, TOPICS
from jobfinder.domain.text import fold, quote, regex

__all__ = ["FAMILIES", "read_role"]

_LONGEST_TITLE = 300  # characters of a title that are read
_SEGMENT_END = regex(r"[,;:|()\[\]{}–—•·/_]|\s-+\s?|\s?-+\s| @ ")
_OBJECT = regex(r"\s(?:of(?! technical staff| staff)|for|to|with|in|at|on|de|der|des|du|del|da|di|fur|von|i|w)\s")

_ADVISER = regex(r"\b(?:consultants?|advis[eo]rs?|consulting|engagement managers?|berater\w*|consultor\w*)\b")

_Span = tuple[str, int, int]  # family, start, end in the title


def read_role(posting: Posting) -> Fact[str] | None:
    """Return the role family (a key of `FAMILIES`) with the words it was read from, or None if the title names none."""
    title = fold(posting.title[:_LONGEST_TITLE])
    segments = list(_segments(title))
    found = _by_head(title, segments) or _by_topic(title, segments)
    return Fact(found[0], quote("title", posting.title, found[1], found[2])) if found else None


def _segments(title: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between separators; what stands behind "of" or "for" is a segment of its own."""
    start = 0
    for mark in [*_SEGMENT_END.finditer(title), None]:
        end = mark.start() if mark else len(title)
        if title[start:end].strip():
            cut = _OBJECT.search(title, start, end)
            yield start, cut.start() if cut else end
            if cut and title[cut.end() : end].strip():
                yield cut.end(), end
        start = mark.end() if mark else end


def _by_head(title: str, segments: list[tuple[int, int]]) -> _Span | None:
    """Return the family of the first segment whose head names one; in a segment the last head counts."""
    for at, (start, end) in enumerate(segments):
        heads = list(_heads(title, start, end))
        engineers = list(ENGINEER.finditer(title, start, end))
        if engineers and engineers[-1].group().startswith("architect") and not _is_technical(title, start, end):
            engineers = []
        generic = [word.end() for word in GENERIC.finditer(title, start, end)]
        last = max((span[2] for span in heads), default=-1)
        if engineers and engineers[-1].end() >= last:
            if generic and generic[-1] > engineers[-1].end():
                return _engineered(title, start, end, segments[at + 1 :])
            return _engineered(title, start, engineers[-1].end(), segments[at + 1 :])
        if heads:
            return max(heads, key=lambda span: (span[2], span[2] - span[1]))
        if generic and (topic := _last_topic(title, start, end)):
            return topic
    return None


def _is_technical(title: str, start: int, end: int) -> bool:
    """Return whether the words say what is engineered: an architect alone may design houses or "revenue"."""
    return SOFTWARE.search(title, start, end) is not None or any(
        words.search(title, start, end) for _, words in _engineered_patterns()
    )


def _heads(title: str, start: int, end: int) -> Iterator[_Span]:
    for family, words in _head_patterns():
        for found in words.finditer(title, start, end):
            yield family, found.start(), found.end()


def _engineered(title: str, start: int, end: int, later: list[tuple[int, int]]) -> _Span:
    """Return which kind of engineering stands before the head, or behind it where the head stands alone."""
    if SOFTWARE.search(title, start, end):
        family = next((f for f in ("machine_learning", "data", "security") if _narrow(f).search(title, start, end)), "")
        return family or "software_engineering", start, end
    for low, high in ((start, end), *later[:1]):
        for family, words in _engineered_patterns():
            if words.search(title, low, high):
                return (family, start, end) if low == start else (_of_field(family), start, high)
        if low == start and len(title[start:end].split()) > _BARE:
            break
    return "software_engineering", start, end


_BARE = 3  # "Senior Staff Engineer": a head with no more words than this may be specified by what follows


def _of_field(family: str) -> str:
    """Return the family that a field behind a bare "Engineer" makes: only physical fields and QA change it."""
    return (
        family if family in {"hardware", "machine_learning", "security", "infrastructure"} else "software_engineering"
    )


@cache
def _narrow(family: str) -> re.Pattern[str]:
    """Return what turns a software engineer into another family: the field named beside the word itself."""
    return regex(
        {
            "machine_learning": r"\b(?:machine learning|ml|ai/ml|ml/ai) (?:software )?(?:engineer|developer)",
            "data": r"\bdata (?:engineer|developer|architect)|\bbi developer",
            "security": r"\bsecurity (?:software )?(?:engineer|architect)",
        }[family]
    )


def _by_topic(title: str, segments: list[tuple[int, int]]) -> _Span | None:
    for start, end in segments:
        if (topic := _last_topic(title, start, end)) and topic[0] != "project_management":  # a programme is no head
            return topic
    adviser = _ADVISER.search(title)
    return ("consulting", *adviser.span()) if adviser else None


def _last_topic(title: str, start: int, end: int) -> _Span | None:
    found = [
        (family, match.start(), match.end())
        for family, words in _topic_patterns()
        for match in words.finditer(title, start, end)
    ]
    return max(found, key=lambda span: (span[2], span[2] - span[1]), default=None)


@cache
def _head_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((family, regex(words)) for family, words in HEADS)


@cache
def _engineered_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((family, regex(rf"\b(?:{words})\b")) for family, words in ENGINEERED)


@cache
def _topic_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((family, regex(rf"\b(?:{words})\b")) for family, words in TOPICS)
