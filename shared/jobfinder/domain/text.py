"""Text as evidence: folding that keeps offsets, sentences with their place, and quotes that are exactly what was read.

Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, cast
from unicodedata import normalize

from jobfinder.domain.fact import Quote
from jobfinder.domain.posting import Posting


class _Regex:
    """What `regex` returns: its methods are put in place, those of the compiled pattern, when one is first used."""

    __slots__ = ("_flags", "_source", "findall", "finditer", "fullmatch", "match", "search", "split", "sub")

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in _Regex.__slots__[2:]:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern that is compiled when first used, so that importing a module full of them costs nothing."""
    return cast("re.Pattern[str]", _Regex(source, flags))


_STROKED = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t"}  # letters that Unicode does not decompose
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u02bc\u2032\u00b4`"

_PUNCTUATION = ",.;:()[]/!?\"'-&+*|•"
_NOT_ASCII = regex(r"[^\x00-\x7f]")
_DIGIT = regex(r"\d")
_CAPITALS = regex(r"[A-Z]{3,}")
_SENTENCE_END = regex(r"[.!?][\"')\]]*(?=\s)|[。！？]|\n")


@cache
def _folding() -> dict[int, str]:
    """Return the map of one character to one character that `fold` applies."""
    table = {ord(char): "-" for char in _DASHES}
    table |= {ord(char): " " for char in _SPACES}
    table |= {ord(char): "'" for char in _APOSTROPHES}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        lower = chr(code).lower()[:1]
        plain = _STROKED.get(lower, normalize("NFKD", lower)[:1])
        table[code] = plain
    return table


@lru_cache(maxsize=16)  # every reader of a posting folds the same few texts
def fold(text: str) -> str:
    """Return `text` in lower case without accents, dashes and apostrophes made plain; offsets stay the same."""
    lower = text.lower()
    if text.isascii():
        return lower
    if len(lower) != len(text):  # only a few letters grow in lower case, the dotted capital I of Turkish above all
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    folding = _folding()
    for char in set(_NOT_ASCII.findall(lower)):
        plain = folding.get(ord(char))
        if plain is not None:
            lower = lower.replace(char, plain)
    return lower


@lru_cache(maxsize=16)
def word_counts(folded: str) -> Mapping[str, int]:
    """Return how often each word stands in folded text."""
    for mark in _PUNCTUATION:  # quicker than a regular expression, by half
        folded = folded.replace(mark, " ")
    return Counter(folded.split())


def places_of(word: str, text: str) -> Iterator[int]:
    """Yield where `word` begins in `text`, also inside of longer words; no pattern is as quick as this."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def starts_of(words: Iterable[str], text: str) -> list[int]:
    """Return, in order, where any of the words begins in `text`, also inside of longer words."""
    return sorted({at for word in words if word in text for at in places_of(word, text)})


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(text)` yields if it can begin at `starts` only, which stand in order.

    A pattern of many words is tried at every character otherwise, which takes longer than to find where it may begin.
    """
    read_to = 0
    for start in starts:
        found = pattern.match(text, start) if start >= read_to else None
        if found is not None:
            read_to = found.end()
            yield found


@lru_cache(maxsize=16)
def number_starts(text: str) -> tuple[int, ...]:
    """Return where the numbers written in digits begin."""
    at = [digit.start() for digit in _DIGIT.finditer(text)]
    return tuple(start for before, start in zip([-2, *at], at, strict=False) if start != before + 1)


@lru_cache(maxsize=16)
def capitals(text: str) -> tuple[tuple[int, str], ...]:
    """Return the runs of three and more capital letters of A to Z, each with where it begins."""
    return tuple((run.start(), run[0]) for run in _CAPITALS.finditer(text))


def quote(field: str, text: str, start: int, end: int) -> Quote:
    """Return the quote of `text[start:end]`, without white space at its ends; `field` is where `text` stands."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    return Quote(field, words.strip(), start + lead)


def field_text(posting: Posting, field: str) -> str:
    """Return the text of one of the posting's free fields: what a quote of that field is a part of."""
    if field == "location":
        return "; ".join(posting.locations)
    return {"title": posting.title, "company": posting.company, "text": posting.text}[field]


def sentence_span(text: str, at: int, reach: int = 400) -> tuple[int, int]:
    """Return the start and end of the sentence that holds the offset `at`, looking at most `reach` characters away."""
    low, high = max(0, at - reach), min(len(text), at + reach)
    start = low
    for mark in _SENTENCE_END.finditer(text, low, at):
        start = mark.end()
    after = _SENTENCE_END.search(text, at, high)
    return start, after.end() if after else high


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence or line that has something in it."""
    start = 0
    for mark in _SENTENCE_END.finditer(text):
        if text[start : mark.end()].strip():
            yield start, mark.end()
        start = mark.end()
    if text[start:].strip():
        yield start, len(text)
