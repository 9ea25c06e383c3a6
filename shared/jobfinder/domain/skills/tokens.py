"""Cuts text into words the way technologies are written: C#, C++, .NET, Node.js and CI/CD keep their meaning."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from jobfinder.domain.text import regex

# Letters and digits of every script that puts spaces between words; East Asian signs end a Latin word. Ranges, because
# they scan faster than [^\W_].
_WORD = r"[a-z0-9\u00aa-\u02af\u0370-\u058f\u0600-\u1fff]+(?:\+\+|#|\+(?!\w))?"  # C++, C#, F#, kdb+, Security+
_WORDS = regex(f"({_WORD})")
_WORDS_AND_NET = regex(rf"({_WORD}|(?<![^\W_])\.net(?![^\W\d_]))")  # .NET, .NET8, but not the end of example.net


class Cut(NamedTuple):
    """The words of a text in lower case, and where each begins and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def cut(written: str) -> Cut:
    """Return the words of `written`."""
    lower = lowered(written)
    pieces = (_WORDS_AND_NET if ".net" in lower else _WORDS).split(lower)  # between words, word, between words, ...
    ends = list(accumulate(map(len, pieces)))
    return Cut(pieces[1::2], ends[:-1:2], ends[1::2])


def lowered(text: str) -> str:
    """Return `text` in lower case, one sign for the sharp of C#, with every character still at its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return lower.replace("♯", "#")
