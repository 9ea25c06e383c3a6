"""Finds what in a posting speaks to a language model instead of to people, plainly or in disguise.

It is a filter, not the wall: what a model says is held against the text whatever this finds (merging.py), so that what
slips through can change no more than this one match's own reading.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote

from jobfinder.domain.extraction.invisible import overrides_order, tagged, visible
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import fold

_MOST_CHARS = 120_000
_LEAST_HIDDEN = 8  # characters in tags; a flag of a region is six
_ENCODED = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{24,}={0,2}(?![\w+/=])")
_WRAPPED = re.compile(r"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{16,}\n){2,}[A-Za-z0-9+/]{2,}={0,2}")
_HEX = re.compile(r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}[ :,]?){16,}(?![0-9a-fA-F])")
_LEAST_WORDS = 4  # that make a decoded run a text and no id
_SPACED = re.compile(r"(?<!\w)\w([ .*_-])(?:\w\1){3,}\w(?!\w)")
_REACH = 60  # characters between a verb and what is to be ignored


def signs_of_injection(posting: Posting) -> tuple[str, ...]:
    """Return, in words, how the posting speaks to a language model; () where it speaks to people only."""
    told: dict[str, None] = {}
    for text in _texts(posting):
        told.update(dict.fromkeys(_signs(text[:_MOST_CHARS])))
    return tuple(told)


def signs_in_text(text: str) -> tuple[str, ...]:
    """Return the signs of one text."""
    return tuple(dict.fromkeys(_signs(text[:_MOST_CHARS])))


def _texts(posting: Posting) -> Iterator[str]:
    yield from (posting.title, posting.company, posting.text, posting.pay_text, posting.workplace, posting.employment)
    yield from (*posting.locations, *posting.eligibility, *posting.tags, posting.department, posting.level)


def _signs(text: str) -> Iterator[str]:
    if len(tagged(text)) >= _LEAST_HIDDEN:
        yield "hides text in invisible characters"
    if overrides_order(text):
        yield "shows its words in another order than they are written in"
    seen = visible(text)
    yield from _said(seen)
    for words in _decoded(seen):
        if sum(word.strip(".,:;!?'\"").isalpha() for word in words.split()) >= _LEAST_WORDS:
            yield "holds encoded text"
            yield from _said(words)
    for disguised in _undisguised(seen):
        if any(_said(disguised)):
            yield "disguises its words"


def _said(text: str) -> Iterator[str]:
    folded = fold(text)
    for sign, patterns in _sayings():
        if any(pattern.search(folded) for pattern in patterns):
            yield sign
    if any(_near(words, folded) for words in _elsewhere()):
        yield "tells a reader to ignore its instructions"


def _near(words: tuple[re.Pattern[str], ...], text: str) -> bool:
    """Return whether verb, adjective and noun stand close to each other, in whatever order the language has them."""
    verb, *others = words
    return any(
        all(other.search(text, max(0, hit.start() - _REACH), hit.end() + _REACH) for other in others)
        for hit in verb.finditer(text)
    )


def _decoded(text: str) -> Iterator[str]:
    runs = [run[0] for run in _ENCODED.finditer(text)]
    runs += [run[0].replace("\n", "") for run in _WRAPPED.finditer(text)]
    for run in runs:
        yield from _as_text(_from_base64(run))
    for found in _HEX.finditer(text):
        digits = re.sub(r"[^0-9a-fA-F]", "", found[0])
        yield from _as_text(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _from_base64(run: str) -> bytes:
    body = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _as_text(data: bytes) -> Iterator[str]:
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if words and words.isprintable():
        yield words


def _undisguised(text: str) -> Iterator[str]:
    """Yield the text as it reads with each disguise taken off, where there is one."""
    from jobfinder.domain.extraction.hostile_words import DIGITS_FOR_LETTERS, LOOKALIKES

    compatible = normalize("NFKC", text)
    lower = compatible.lower()
    candidates = [
        compatible,
        unescape(text),
        unquote(text) if "%" in text else text,
        lower.translate(LOOKALIKES),
        lower.translate(DIGITS_FOR_LETTERS),
        lower.translate(LOOKALIKES).translate(DIGITS_FOR_LETTERS),
        codecs.decode(text, "rot13"),
        text[::-1],
        _without_gaps(text),
    ]
    yield from dict.fromkeys(each for each in candidates if each not in (text, lower))


def _without_gaps(text: str) -> str:
    """Return the text with words that are written letter by letter joined: two spaces, or a mark, part the words."""
    return _SPACED.sub(lambda run: re.sub(r"(?<=\w)[ .*_-](?=\w)", "", run[0]), text) if _SPACED.search(text) else text


@cache
def _sayings() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    from jobfinder.domain.extraction.hostile_words import SAYINGS

    return tuple((sign, _compiled(patterns)) for sign, patterns in SAYINGS.items())


@cache
def _elsewhere() -> tuple[tuple[re.Pattern[str], ...], ...]:
    from jobfinder.domain.extraction.hostile_words import ELSEWHERE

    return tuple(_compiled(words) for words in ELSEWHERE.values())


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)
