"""Words a person filters by, found on token boundaries: "Intern" is not in "Internal", "C" is not in "C++".

"+" with spaces around it means "and": "Fuel + Rust" needs both words, in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jobfinder.domain.text import fold

_ANY_JOINT = r"[\s\-/_&.]*"  # front end, front-end and frontend are one phrase
_FIRST_CJK = "\u2e80"  # from here on scripts put no space between words
_PLURAL_FROM = 3  # letters; below, an s makes another word (AI, "IT")

_DENIAL = re.compile(
    r"(?:\b(?:no|not|never|without|neither|nor|zero|cannot|free of|free from|instead of|rather than|anything but)\b"
    r"|n't\b)(?!\s+(?:only|just|merely|limited|simply|least)\b)"
)
_SENTENCE_BREAK = re.compile(r"[.;:!?\n]|\bbut\b")
_DENYING_PREFIX = re.compile(r"\b(?:non|anti|no)[\s-]$")
_DENIED_AFTER = re.compile(
    r"^(?:-free\b|(?:\s+(?:experience|knowledge|skills?|work))?\s+(?:(?:is|are|was|were|do|does|will|would|has|have|should|need)\s+(?:not|never)\b"
    r"(?!\s+(?:only|just|merely|limited|simply))|(?:is|are|was|were|do|does|wo|would|should)n't\b))"
)
_OR = re.compile(r"\b(?:or|nor)\b")
_OR_FOLLOWS = re.compile(r"^\s*,?\s*(?:or|nor)\b")
REACH_CHARS = 60
REACH_WORDS = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands in a text (offsets), and whether the words around it deny it."""

    phrase: str
    start: int
    end: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that must stand together; `needle` is the first of them, which most texts lack (a fast no)."""

    needle: str
    pattern: re.Pattern[str]

    def find(self, folded: str) -> re.Match[str] | None:
        """Return the first place where the words stand."""
        return self.pattern.search(folded) if self.needle in folded else None


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a person wrote, and the pieces of it that must all be found."""

    words: str
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=256)
def compiled(phrases: tuple[str, ...], endings: str = "s") -> tuple[Phrase, ...]:
    """Return the phrases ready to be found; blank ones are left out. `endings` may follow a word's last letter."""
    ready = []
    for phrase in phrases:
        pieces = [piece for piece in re.split(r"(?:^|\s)\+(?:\s|$)", fold(phrase).strip()) if piece.strip()]
        if pieces:
            ready.append(Phrase(phrase, tuple(_piece(piece, endings) for piece in pieces)))
    return tuple(ready)


def _piece(piece: str, endings: str) -> Piece:
    words = [word for word in re.split(r"[\s\-/_]+", piece) if word] or [piece]
    body = _ANY_JOINT.join(re.escape(word) for word in words)
    first, last = piece[0], piece[-1]
    before = "" if first >= _FIRST_CJK else r"(?<!\w)"
    if last >= _FIRST_CJK:
        after = ""
    elif last.isalpha() and len(words[-1]) >= _PLURAL_FROM:
        after = rf"(?:{endings})?(?![\w])(?![+#](?!\w))"
    else:
        after = r"(?!\w)(?![+#](?!\w))" if last.isalnum() else r"(?![\w+#])"
    return Piece(words[0], re.compile(before + body + after))


def first_hit(phrases: tuple[Phrase, ...], text: str) -> Hit | None:
    """Return the first phrase, in the person's order, that stands in the text; case and accents do not matter."""
    folded = fold(text)
    for phrase in phrases:
        found = [piece.find(folded) for piece in phrase.pieces]
        if found[0] and all(found):
            return Hit(phrase.words, found[0].start(), found[0].end())
    return None


def telling_hit(phrases: tuple[Phrase, ...], text: str) -> Hit | None:
    """Return the first phrase that the text affirms; else one that it only denies ("no sales", "mlm is not us")."""
    folded = _folded(text)
    denied: Hit | None = None
    for phrase in phrases:
        hit = _affirmed(phrase, folded)
        if hit and not hit.denied:
            return hit
        denied = denied or hit
    return denied


@lru_cache(maxsize=32)
def _folded(text: str) -> str:
    return fold(text)


def _affirmed(phrase: Phrase, folded: str) -> Hit | None:
    """Return the first place where all patterns stand and the first of them is not denied, else a denied one."""
    if not all(piece.find(folded) for piece in phrase.pieces):
        return None
    denied: Hit | None = None
    for found in phrase.pieces[0].pattern.finditer(folded):
        hit = Hit(phrase.words, found.start(), found.end(), is_denied(folded, found.start(), found.end()))
        if not hit.denied:
            return hit
        denied = denied or hit
    return denied


def is_denied(folded: str, start: int, end: int) -> bool:
    """Return whether the words at `start` to `end` are denied by the few around them, within their sentence."""
    before, after = folded[max(0, start - REACH_CHARS) : start], folded[end : end + REACH_CHARS]
    if _DENIED_AFTER.match(after) or _DENYING_PREFIX.search(before):
        return True
    *_, denial = (None, *_DENIAL.finditer(before))
    if denial is None:
        return False
    gap = before[denial.end() :]
    if _SENTENCE_BREAK.search(gap) or len(gap.split()) > REACH_WORDS:
        return False
    return "," not in gap or bool(_OR.search(gap) or _OR_FOLLOWS.match(after))
