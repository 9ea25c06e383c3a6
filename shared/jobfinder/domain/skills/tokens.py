"""Cuts text into words the way technologies are written: C#, C++, .NET, Node.js and CI/CD keep their meaning."""

from __future__ import annotations

import re
from typing import NamedTuple

# One word of letters and digits; East Asian scripts write no spaces, so their signs end a Latin word.
_WORD = r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
_TOKEN = re.compile(
    r"(?<![^\W_])\.net(?![^\W\d_])"  # .NET, .NET8, but not the end of example.net
    r"|(?<![^\W_])[a-z](?:\+\+|[#♯])"  # C++, C#, F#
    r"|" + _WORD
)


class Words(NamedTuple):
    """The words of a text in lower case and the (start, end) of each in it."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]


def cut(text: str) -> Words:
    """Return the words of `text`; positions count characters of `text` itself."""
    lower = _lower(text)
    found = [(match.group(), match.span()) for match in _TOKEN.finditer(lower)]
    return Words(text, [word.replace("♯", "#") for word, _ in found], [span for _, span in found])


def _lower(text: str) -> str:
    """Return `text` in lower case with every character still at its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)
