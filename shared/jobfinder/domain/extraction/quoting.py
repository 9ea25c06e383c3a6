"""Finds the words that a model claims to have read: exactly, but for case, accents, white space and typography.

Typography is how quotation marks, dashes and dots are set, and letters that are wide or joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import combining, normalize

from jobfinder.domain.extraction.invisible import is_invisible
from jobfinder.domain.fact import Quote
from jobfinder.domain.posting import Posting
from jobfinder.domain.text import field_text, fold

FIELDS = ("title", "location", "company", "text")  # where a quote may stand, in the order they are searched
_QUOTATION = frozenset("“”„‟«»″＂「」")
_SYLLABLES = "\u2e80"  # from here on stand scripts whose characters must not be taken apart
_STRIPPED = " \t\n\"'“”‘’«».,;:…"


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as quotes are compared in it, and where each of its characters stands in the original."""

    text: str
    offsets: tuple[int, ...]


def find_quote(words: str, posting: Posting) -> Quote | None:
    """Return where the posting says these words, None where it does not (or there are none)."""
    for field in FIELDS:
        found = find_words(words, field_text(posting, field))
        if found is not None:
            start, end = found
            return Quote(field, field_text(posting, field)[start:end], start)
    return _board_quote(words, posting)


def _board_quote(words: str, posting: Posting) -> Quote | None:
    """Return the field of the board's own that has the words; a model is shown some of them beside the text."""
    for field in ("pay_text", "workplace", "employment"):
        value: str = getattr(posting, field)
        if find_words(words, value) is not None:
            return Quote(f"board:{field}", value)
    return None


def find_words(words: str, text: str) -> tuple[int, int] | None:
    """Return the start and end of the words in the text, at word boundaries; None where they do not stand there."""
    wanted = _folded(words).text.strip(_STRIPPED)
    if not wanted or not text:
        return None
    folded = _folded(text)
    for at in _places(wanted, folded.text):
        before, after = folded.text[at - 1 : at], folded.text[at + len(wanted) : at + len(wanted) + 1]
        if not (_joins(before, wanted[0]) or _joins(wanted[-1], after)):
            return folded.offsets[at], folded.offsets[at + len(wanted) - 1] + 1
    return None


def _places(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _joins(one: str, other: str) -> bool:
    """Return whether two neighbouring characters belong to one word or number; scripts without spaces have none."""
    both = one[-1:] + other[:1]
    return len(both) == 2 and both.isalnum() and max(both) < _SYLLABLES


def _plain(char: str) -> str:
    """Return what a character outside of ASCII is compared as: nothing, itself, or several plain ones."""
    if char in _QUOTATION:
        return '"'
    if is_invisible(char) or combining(char):
        return ""
    form: Literal["NFKC", "NFKD"] = "NFKD" if char < _SYLLABLES else "NFKC"
    return "".join(part for part in normalize(form, char).lower() if not combining(part))


@lru_cache(maxsize=8)
def _folded(text: str) -> _Folded:
    folded = fold(text)
    chars: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(folded):
        if char.isspace():
            if not chars or chars[-1] in " -":
                continue
            char = " "
        elif char == "-" and chars and chars[-1] == " ":  # "3 – 5" is written "3-5" too
            chars.pop()
            offsets.pop()
        elif not char.isascii():
            for plain in _plain(char):
                chars.append(plain)
                offsets.append(at)
            continue
        chars.append(char)
        offsets.append(at)
    return _Folded("".join(chars), tuple(offsets))
