"""Cuts text into words the way technologies are written: C#, C++, .NET, Node.js and CI/CD keep their meaning."""

from __future__ import annotations

import re

# Letters and digits of every script that puts spaces between words; East Asian signs end a Latin word. Ranges, because
# they scan faster than [^\W_].
_WORD = r"[a-z0-9\u00aa-\u02af\u0370-\u058f\u0600-\u1fff]+"
TOKEN = re.compile(
    _WORD + r"(?:\+\+|#|\+(?!\w))?"  # C++, C#, F#, kdb+, Security+
    r"|(?<![^\W_])\.net(?![^\W\d_])"  # .NET, .NET8, but not the end of example.net
)


def cut(written: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words of `written` in lower case and the (start, end) of each."""
    found = list(TOKEN.finditer(lowered(written)))
    return [match[0] for match in found], [match.span() for match in found]


def lowered(text: str) -> str:
    """Return `text` in lower case, one sign for the sharp of C#, with every character still at its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return lower.replace("♯", "#")
